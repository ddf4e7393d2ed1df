"""The days of an encounter among the dates of its article.

Which date is that of a cue the trained reader tells; here the words around it tell whether it
is the day itself or the end of a stretch: "closeted since Monday", "before leaving on Friday".
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import replace
from datetime import date

import numpy as np

from toolkit.parsers.english.dates.date_direction import sentence_around
from toolkit.parsers.english.dates.date_stretches import DURATION
from toolkit.parsers.english.meetings.cue_links import Candidates
from toolkit.parsers.english.reading import DateMention

COARSE_WEIGHT = 1.5
"""Log odds that a year or a month loses beside a day: mostly it dates what lies behind."""
FINER = 0.2
"""From what share of a month's or year's chance a day of it, beside it, is meant."""

_SINCE = re.compile(r"\b[Ss]ince (?:the )?$")
_GONE_ON = re.compile(
    r"\bha(?:s|ve|d) been\b|['’]ve been\b|\b(?:twice|\w+ times|rounds|sessions|meetings)\b"
)
_NOT_ONCE = re.compile(r"\b(?:not|no|never|nobody|none|first|last)\b|n['’]t\b")
_NO_LATER = re.compile(r"\bbefore\b[^.;:]{0,50}$|\bby (?:the )?$")


def weigh_days(days: Candidates[DateMention]) -> Candidates[DateMention]:
    """Return the dates with the chances of years and months lowered."""
    coarse = [-COARSE_WEIGHT * _is_coarse(day) for day in days.spans]
    weights = np.array([*coarse, 0.0], dtype=np.float32)
    return replace(days, logs=days.logs + weights) if days.spans else days


def day_of(days: Candidates[DateMention], row: int, text: str) -> DateMention | None:
    """Return the date of the encounter in a row, or the days of which it opened or closed."""
    day = days.likeliest(row, _days)
    if day is None or day.first is None or day.last is None:
        return day
    start, end = sentence_around(text, day.start, day.end)
    if _is_coarse(day):
        day = _finer(days, row, day, (start, end))
    for other in days.spans:
        if other.rule != DURATION or not start <= other.start < end:
            continue
        if _holds(other, day):
            return other
    return day


def stretch_to(
    day: DateMention, text: str, cue: int, status: str, today: date | None
) -> DateMention:
    """Return the days of "since Monday", "before Friday" as far as `today`, the day itself else.

    `cue` is the first character of the cue of the encounter, `status` its status.
    """
    if today is None or day.first is None or day.last is None:
        return day
    start, _ = sentence_around(text, day.start, day.end)
    before = text[start : day.start]
    ahead = status == "planned" and today < day.last and start <= cue < day.start
    if ahead and _NO_LATER.search(text, cue, day.start):
        return replace(day, first=today)
    happened = status in ("held", "ongoing") and day.last < today
    if happened and _SINCE.search(before) and _goes_on(before):
        return replace(day, last=today)
    return day


def _goes_on(words: str) -> bool:
    """Tell whether what has been "since Monday" is told of all days since, not of that one."""
    return _GONE_ON.search(words) is not None and _NOT_ONCE.search(words) is None


def _days(day: DateMention) -> Hashable:
    return day.first, day.last


def _is_coarse(day: DateMention) -> bool:
    return day.precision in ("year", "month")


def _holds(whole: DateMention, part: DateMention) -> bool:
    """Tell whether the days of `part` are all among those of `whole`."""
    if not (whole.first and whole.last and part.first and part.last):
        return False
    return whole.first <= part.first and part.last <= whole.last


def _finer(
    days: Candidates[DateMention], row: int, day: DateMention, sentence: tuple[int, int]
) -> DateMention:
    """Return the likeliest day of a month or year in its sentence, where it is likely enough."""
    start, end = sentence
    chances = np.exp(days.logs[row]).tolist()
    together = sum(
        chance
        for other, chance in zip(days.spans, chances, strict=False)
        if _days(other) == _days(day)
    )
    inside = [
        (chance, other)
        for other, chance in zip(days.spans, chances, strict=False)
        if start <= other.start < end
        and not _is_coarse(other)
        and _holds(day, other)
        and chance >= FINER * together
    ]
    return max(inside, key=lambda one: one[0], default=(0.0, day))[1]
