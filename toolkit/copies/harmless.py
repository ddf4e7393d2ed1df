"""Whether what two near-identical texts do not share can hold, or change, a fact."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.copies.alignment import Difference
from toolkit.copies.segments import Segment
from toolkit.triage import may_hold_facts
from toolkit.triage.cues import find_cues

MOST_WORDS_OF_A_HEADLINE = 25
MOST_WORDS_AT_AN_END = 60
"""Words of headline, byline and dateline together, or of what follows a text."""
MOST_WORDS_BETWEEN = 8
"""Words of lines that stand amid a text, as a picture's credit or a link to another page."""

_POLITICAL = ("encounter", "state", "body", "vote")
_DIGIT = re.compile(r"\d")
_STOP = re.compile(r"\.[\"”’')\]]*$")


def is_harmless(original: str, copy: str, difference: Difference) -> bool:
    """Whether the texts tell the same facts in spite of a difference.

    At the head a headline, a byline and a dateline may differ, each a line or the beginning of
    one; at the tail a few words without any of politics; between them whole lines without
    such words and without a number. Whatever changes a sentence is not harmless.
    """
    ours = [original[one.start : one.end] for one in _prose(difference.of_original)]
    theirs = [copy[one.start : one.end] for one in _prose(difference.of_copy)]
    if may_hold_facts("\n".join(ours)) or may_hold_facts("\n".join(theirs)):
        return False
    segments = (difference.of_original, difference.of_copy)
    match difference.place:
        case "head":
            return all(map(_are_headlines, segments, (ours, theirs)))
        case "tail":
            changes_a_sentence = any(map(_is_sentence, ours)) and any(map(_is_sentence, theirs))
            return not changes_a_sentence and all(
                map(_is_unpolitical_end, segments, (ours, theirs))
            )
        case _:
            return all(map(_are_lines_between, segments, (ours, theirs)))


def _prose(segments: Sequence[Segment]) -> list[Segment]:
    return [one for one in segments if not one.is_dateline]


def _is_sentence(words: str) -> bool:
    return _STOP.search(words) is not None


def _are_headlines(segments: Sequence[Segment], told: Sequence[str]) -> bool:
    """Whether segments are short lines that do not end as a sentence of the report would."""
    words = [len(one.split()) for one in told]
    return (
        all(one.opens and one.closes for one in _prose(segments))
        and not any(map(_is_sentence, told))
        and max(words, default=0) <= MOST_WORDS_OF_A_HEADLINE
        and sum(words) <= MOST_WORDS_AT_AN_END
    )


def _is_unpolitical_end(segments: Sequence[Segment], told: Sequence[str]) -> bool:
    return (
        len(told) == len(segments)
        and sum(len(one.split()) for one in told) <= MOST_WORDS_AT_AN_END
        and not _is_political(told)
    )


def _are_lines_between(segments: Sequence[Segment], told: Sequence[str]) -> bool:
    """Whether segments are whole lines of a few words, as what a page puts between paragraphs."""
    return (
        len(told) == len(segments)
        and (not segments or (segments[0].opens and segments[-1].closes))
        and sum(len(one.split()) for one in told) <= MOST_WORDS_BETWEEN
        and not _is_political(told)
        and not any(_DIGIT.search(one) for one in told)
    )


def _is_political(told: Sequence[str]) -> bool:
    cues = find_cues("\n".join(told))
    return any(cues[use] for use in _POLITICAL)
