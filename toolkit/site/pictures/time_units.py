"""Spans of time that meetings are counted by: days, months, quarters, years, decades."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from toolkit.site.pictures.words import MONTHS, day_in_words

MOST_SPANS = 96
"""Spans that fit beside one another."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A span of the calendar, `months` long, or one day where that is 0."""

    name: str
    months: int

    def number_of(self, day: date) -> int:
        """Return which span a day lies in, counted from a beginning of time."""
        if not self.months:
            return day.toordinal()
        return (day.year * 12 + day.month - 1) // self.months

    def start_of(self, number: int) -> date:
        """Return the first day of a span, no earlier than Python's first day."""
        if not self.months:
            return date.fromordinal(number)
        year, month = divmod(number * self.months, 12)
        return date(max(year, 1), month + 1, 1)

    def name_of(self, number: int) -> str:
        """Return a span in words: "3 June 2020", "June 2020", "April to June 2020", "2020"."""
        start = self.start_of(number)
        if not self.months:
            return day_in_words(start)
        if self.months == 1:
            return f"{MONTHS[start.month - 1]} {start.year}"
        if self.months < 12:
            return f"{MONTHS[start.month - 1]} to {MONTHS[start.month + 1]} {start.year}"
        if self.months == 12:
            return str(start.year)
        years = self.months // 12
        return f"{number * years} to {number * years + years - 1}"


UNITS = (
    Unit("day", 0),
    Unit("month", 1),
    Unit("quarter", 3),
    Unit("year", 12),
    Unit("decade", 120),
    Unit("century", 1200),
)
"""From the finest to the coarsest; the names are those that DuckDB's `date_trunc` takes."""


def unit_for(first: date, last: date) -> Unit:
    """Return the finest unit of which not too many lie between two days."""
    for unit in UNITS:
        if unit.number_of(last) - unit.number_of(first) < MOST_SPANS:
            return unit
    return UNITS[-1]


def middle_of(start: date, end: date) -> date:
    """Return the day in the middle of an interval."""
    return start + timedelta(days=(end - start).days // 2)
