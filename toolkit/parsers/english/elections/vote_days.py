"""The vote that vaguer or later days stand for.

A year stands for the day in it, no date for the recent vote, the day of a count for the day of
the vote before it: so figures that point to either are of one vote.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from toolkit.parsers.english.elections.contests import Interval, within
from toolkit.parsers.english.elections.main_contest import NEWS_AGE
from toolkit.parsers.english.reader.scores import Floats

COUNT_AGE = timedelta(days=5)
"""How long after a vote at most its count is told of as if that day were its own."""
VOTE_LENGTH = timedelta(days=4)
"""How long after its first day at most a vote of some days ends: a week or month is no vote."""
COUNTED_THRESHOLD = 0.4
"""Least probability at which a day is that of the vote that is counted some days after it."""
NONE_SHARE = 0.5
"""Least share of the undated figures' support at which a dated vote takes them."""
LEAST_MASS = 0.5
"""Support below which a vote takes no figures from vaguer dates."""

Cell = tuple[int, int]
"""A kind of vote and a stretch of days, as rows and columns of the arrays here."""


def find_targets(
    mass: Floats, days: Floats, intervals: Sequence[Interval], today: date | None
) -> dict[Cell, Cell]:
    """Return for each kind and stretch of days those of the vote that they stand for.

    `mass` [kinds, intervals + 1] is how much the article speaks of each, the last column of
    undated votes; `days` [kinds, intervals] how likely each is the day of such a vote.
    """
    return _with_counts(_targets(mass, intervals, today), days, intervals)


def _is_news(interval: Interval, today: date | None) -> bool:
    """Tell whether a vote on these days can be the one that a report of `today` is of.

    A figure without a date is of that vote, not of one long past or one to come.
    """
    if today is None:
        return True
    first, last = interval
    return first <= today and (last >= today or first >= today - NEWS_AGE)


def _targets(mass: Floats, intervals: Sequence[Interval], today: date | None) -> dict[Cell, Cell]:
    """Return for each kind and stretch of days those that it is a vaguer word for.

    A year stands for the day in it on which the article reports a vote of that kind, and no
    date at all for the recent vote of that kind that it reports most of.
    """
    target: dict[tuple[int, int], int] = {}
    none = len(intervals)
    reported = [day for day in range(none) if mass[:, day].max() >= LEAST_MASS]
    news = {n for n in reported if _is_news(intervals[n], today)}
    inside = [
        [
            n
            for n in reported
            if intervals[n] != intervals[day] and within(intervals[n], intervals[day])
        ]
        for day in range(none)
    ]
    for kind in range(len(mass)):
        for day in range(none):
            narrower = [n for n in inside[day] if mass[kind, n] >= LEAST_MASS]
            target[kind, day] = max(narrower, key=lambda n: mass[kind, n], default=day)
        least = max(LEAST_MASS, NONE_SHARE * mass[kind, none])
        dated = [n for n in reported if mass[kind, n] >= least and n in news]
        target[kind, none] = max(dated, key=lambda n: mass[kind, n], default=none)
    return {(kind, day): (kind, _last(target, kind, day)) for kind, day in target}


def _with_counts(
    target: Mapping[Cell, Cell], days: Floats, intervals: Sequence[Interval]
) -> dict[Cell, Cell]:
    """Return the targets, days of a count being words for the day of the vote before them.

    Who won "on Saturday" a vote "held on November 20" won it on November 20.
    """
    single = [n for n, (first, last) in enumerate(intervals) if first == last]
    short = [n for n, (first, last) in enumerate(intervals) if last - first <= VOTE_LENGTH]
    moved = {}
    for kind, of_kind in enumerate(days):
        for day in single:
            # A likely day of a vote does not give way to days on which there may have been a count.
            earlier = single if of_kind[day] >= COUNTED_THRESHOLD else short
            before = [
                n
                for n in earlier
                if timedelta() < intervals[day][0] - intervals[n][1] <= COUNT_AGE
                and of_kind[n] >= max(COUNTED_THRESHOLD, of_kind[day])
            ]
            if before:
                moved[kind, day] = (kind, max(before, key=lambda n: of_kind[n]))
    return {cell: moved.get(whole, whole) for cell, whole in target.items()}


def _last(target: Mapping[Cell, int], kind: int, day: int) -> int:
    """Return where the way from a stretch of days to narrower ones ends."""
    while target[kind, day] != day:
        day = target[kind, day]
    return day
