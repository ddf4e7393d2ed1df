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


def is_harmless(original: str, copy: str, difference: Difference) -> bool:
    """Whether the texts tell the same facts in spite of a difference.

    At the head a headline, a byline and a dateline may differ, each a line or the beginning of
    one; at the tail a few words without any of politics; between them whole lines without
    such words and without a number. Whatever changes a sentence is not harmless.
    """
    return all(
        _may_differ(text, segments, difference.place)
        for text, segments in ((original, difference.of_original), (copy, difference.of_copy))
    )


def _may_differ(text: str, segments: Sequence[Segment], place: str) -> bool:
    if not segments:
        return True
    prose = [one for one in segments if not one.is_dateline]
    told = [text[one.start : one.end] for one in prose]
    words = [len(one.split()) for one in told]
    whole_lines = not prose or (prose[0].opens and prose[-1].closes)
    if may_hold_facts("\n".join(told)):
        return False
    if place == "head":
        are_headlines = all(one.opens and one.closes for one in prose)
        return (
            are_headlines
            and max(words, default=0) <= MOST_WORDS_OF_A_HEADLINE
            and sum(words) <= MOST_WORDS_AT_AN_END
        )
    if any(one.is_dateline for one in segments):
        return False
    cues = find_cues("\n".join(told))
    if any(cues[use] for use in _POLITICAL):
        return False
    if place == "tail":
        return sum(words) <= MOST_WORDS_AT_AN_END
    return (
        whole_lines
        and sum(words) <= MOST_WORDS_BETWEEN
        and not any(_DIGIT.search(one) for one in told)
    )
