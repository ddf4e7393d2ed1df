"""Compare intervals of days: the first and the last possible day of something."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import NamedTuple


class Interval(NamedTuple):
    """The first and the last possible day, both included."""

    start: date
    end: date

    @classmethod
    def from_ordinals(cls, start: int, end: int) -> Interval:
        """Return the interval of two days as `date.toordinal` counts them."""
        return cls(date.fromordinal(start), date.fromordinal(end))

    @property
    def days(self) -> int:
        """Number of days that it holds, at least 1."""
        return (self.end - self.start).days + 1

    def overlaps(self, other: Interval) -> bool:
        """Tell whether a day lies in both."""
        return self.start <= other.end and other.start <= self.end

    def shared_with(self, other: Interval) -> Interval:
        """Return the days that lie in both; they must overlap."""
        return Interval(max(self.start, other.start), min(self.end, other.end))


def interval_of(start: date | None, end: date | None) -> Interval | None:
    """Return the interval of two dates that are both known, else None."""
    return None if start is None or end is None else Interval(start, end)


def narrowed(one: Interval | None, other: Interval | None) -> Interval | None:
    """Return what two statements on one event leave possible."""
    if one is None or other is None:
        return one or other
    return one.shared_with(other)


def stated_precision(interval: Interval | None) -> str:
    """Return an interval as `2021`, `2021-10` or its first day; "undated" for None."""
    if interval is None:
        return "undated"
    start, end = interval
    first_of_month, last_of_month = start.day == 1, end.day == monthrange(end.year, end.month)[1]
    if first_of_month and last_of_month and start.year == end.year:
        if (start.month, end.month) == (1, 12):
            return f"{start.year:04}"
        if start.month == end.month:
            return f"{start.year:04}-{start.month:02}"
    return start.isoformat()
