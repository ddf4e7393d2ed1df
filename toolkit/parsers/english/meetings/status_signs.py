"""What the words and the day beside an encounter say of its status, next to the reader.

Of the encounters in the news few are cancelled or denied, so a reader that learned from examples
holds them for less likely than the words say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

import numpy as np

from toolkit.parsers.english.reader.scores import Floats
from toolkit.parsers.english.text.word_patterns import any_of
from toolkit.reference import read_table

SIGN_WEIGHT = 3.2
"""Log odds that a word for a status adds to it."""
AHEAD_WEIGHT = 6.0
"""Log odds that a day after that of the report adds to "planned"."""
BEHIND_WEIGHT = 4.0
"""Log odds that a day before that of the report takes from "planned". Set on training articles."""


@cache
def _pattern(status: str, where: str) -> re.Pattern[str] | None:
    words = [
        row["words"]
        for row in read_table("meeting_status_signs")
        if (row["status"], row["where"]) == (status, where)
    ]
    return any_of(words) if words else None


def status_signs(
    statuses: Sequence[str],
    text: str,
    cue: int,
    sentence: tuple[int, int],
    following: int,
    days: tuple[date, date] | None,
    today: date | None,
) -> Floats:
    """Return the log odds [statuses] that speak for each status of an encounter.

    `cue` is the first character of its cue, `sentence` its sentence and `following` the end of
    the next one; `days` are the first and last on which it can have been.
    """
    start, end = sentence
    zones = {"before": (start, cue), "sentence": (start, end), "nearby": (start, following)}
    odds = np.zeros(len(statuses), dtype=np.float32)
    for number, status in enumerate(statuses):
        for where, (first, last) in zones.items():
            pattern = _pattern(status, where)
            if pattern is not None and pattern.search(text, first, last):
                odds[number] += SIGN_WEIGHT
                break
    if days is not None and today is not None:
        planned = list(statuses).index("planned")
        if days[0] > today:
            odds[planned] += AHEAD_WEIGHT
        elif days[1] < today:
            odds[planned] -= BEHIND_WEIGHT
    return odds
