"""Names that the trained reader cuts in two, made whole: "KP" and "Sharma Oli"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from toolkit.parsers.english.reader.scores import Scores
from toolkit.parsers.english.reader.spans import WordSpan, read_spans
from toolkit.reference import read_table

_NO_BODIES = frozenset(("group", "office", "person", "place"))
_REST_OF_WORD = re.compile(r"[-‑'’][^\W_]+")
_WRAPPED = 60
"""From how many characters on a line is one that is only wrapped."""
_MOST_WORDS = 6
"""Most words of a person's name in two parts: more are persons in a row."""
_ENGLISH = frozenset(("Armed", "Army", "Companions", "Sons"))
_WING = re.compile(
    r"(?:Centre|Center|Democratic|Leninist|Liberation|Maoist|Marxist|Nationalist|Revolutionary|"
    r"Secular|Socialist|Unified|United)(?:[ -][A-Z][a-z]+)?"
)
"""What tells in brackets which of the parties of one name is meant: "Janata Dal (United)"."""


def read_names(scores: Scores) -> tuple[WordSpan, ...]:
    """Return the spans of names that the reader marks, those in parts as one.

    Two persons with nothing but a space between, or the end of a wrapped line, are one where one
    of them has a single word; so is a word for a band of men ("Kata'ib") with what follows it.
    A party and the brackets after it are one name where the text tells by them between parties of
    that name.
    """
    text = scores.words.text
    joined: list[WordSpan] = []
    for span in read_spans(scores, "mention"):
        if joined and _is_one(text, scores, joined[-1], span):
            joined[-1] = WordSpan(joined[-1].first, span.last, joined[-1].label)
        else:
            joined.append(span)
    return _with_wings(text, scores, joined)


@cache
def _bands() -> frozenset[str]:
    """Return the words that open names of armed groups and name nobody alone."""
    rows = (row for row in read_table("body_words") if row["where"] == "start")
    return frozenset(row["word"] for row in rows if row["kind"] == "armed_group") - _ENGLISH


def _is_one(text: str, scores: Scores, left: WordSpan, right: WordSpan) -> bool:
    start, end = left.characters(scores)
    rest = _REST_OF_WORD.match(text, end)
    end = end if rest is None else rest.end()
    gap = text[end : right.characters(scores)[0]]
    if left.label == right.label == "person":
        sizes = [span.last - span.first + 1 for span in (left, right)]
        if min(sizes) > 1 or sum(sizes) > _MOST_WORDS:
            return False
        return gap == " " or (gap == "\n" and end - text.rfind("\n", 0, end) > _WRAPPED)
    if gap != " ":
        return False
    return left.label not in _NO_BODIES and right.label != "place" and text[start:end] in _bands()


def _with_wings(text: str, scores: Scores, spans: Sequence[WordSpan]) -> tuple[WordSpan, ...]:
    wings: dict[str, set[str]] = defaultdict(set)
    places: dict[int, tuple[str, str]] = {}
    for number, (left, right) in enumerate(pairwise(spans)):
        start, end = left.characters(scores)
        first, last = right.characters(scores)
        if left.label != "party" or text[end:first] != " (" or text[last : last + 1] != ")":
            continue
        name, wing = text[start:end], text[first:last]
        wings[name].add(wing)
        places[number] = name, wing
    found: list[WordSpan] = []
    for number, span in enumerate(spans):
        before = places.get(number - 1)
        if before is not None and _is_wing(before, wings):
            found[-1] = WordSpan(found[-1].first, span.last + 1, found[-1].label)
        else:
            found.append(span)
    return tuple(found)


def _is_wing(place: tuple[str, str], wings: dict[str, set[str]]) -> bool:
    name, wing = place
    return len(wings[name]) > 1 or _WING.fullmatch(wing) is not None
