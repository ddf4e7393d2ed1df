"""What the words beside an encounter say of its kind, next to the reader.

Most encounters in the news are meetings in person, so a reader that learned from examples
holds a call or a round of negotiations for less likely than the words say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import numpy as np

from toolkit.parsers.english.reader.scores import Floats
from toolkit.parsers.english.text.word_patterns import any_of
from toolkit.reference import read_table

WEIGHTS = {"call": 4.0, "negotiation": 2.0, "summit": 1.0}
"""Log odds that a word for a kind adds to it, or one against it takes from it."""
BEFORE, AFTER = 30, 60
"""Characters before and after the cue within which words stand beside it. All set on training
articles."""
_BEFORE_CUE, _AFTER_CUE = len("courtesy "), 8


@cache
def _patterns() -> tuple[tuple[str, str, float, re.Pattern[str]], ...]:
    """Return (kind, where, +1 or -1, pattern) of each group of words."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for row in read_table("meeting_kind_signs"):
        groups.setdefault((row["kind"], row["where"], row["speaks"]), []).append(row["words"])
    return tuple(
        (kind, where, 1.0 if speaks == "for" else -1.0, any_of(words))
        for (kind, where, speaks), words in groups.items()
    )


def kind_signs(
    kinds: Sequence[str], text: str, cue: tuple[int, int], sentence: tuple[int, int]
) -> Floats:
    """Return the log odds [kinds] that speak for each kind of an encounter.

    `cue` are the characters of the word that states it, `sentence` those of its sentence.
    """
    (first, last), (start, end) = cue, sentence
    zones = {
        "cue": (max(start, first - _BEFORE_CUE), min(end, last + _AFTER_CUE)),
        "beside": (max(start, first - BEFORE), min(end, last + AFTER)),
        "sentence": (start, end),
    }
    odds = np.zeros(len(kinds), dtype=np.float32)
    for kind, where, sign, pattern in _patterns():
        if kind in kinds and pattern.search(text, *zones[where]):
            odds[kinds.index(kind)] += sign * WEIGHTS[kind]
    return odds
