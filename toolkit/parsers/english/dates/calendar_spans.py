"""Stretches of days of the calendar: weeks, months, years, and days found by their weekday."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date

Span = tuple[date, date]
"""First and last day."""


def shift_days(day: date, days: int) -> date:
    """Return the day `days` after `day`, the calendar's first or last where it ends before."""
    ordinal = day.toordinal() + days
    return date.fromordinal(min(max(ordinal, date.min.toordinal()), date.max.toordinal()))


def _year(year: int) -> int:
    return min(max(year, MINYEAR), MAXYEAR)


def shift_months(day: date, months: int) -> date:
    """Return the first day of the month `months` after that of `day`."""
    index = day.year * 12 + day.month - 1 + months
    return date(_year(index // 12), index % 12 + 1, 1)


def week_of(day: date) -> Span:
    """Return Monday and Sunday of the week of `day`."""
    monday = shift_days(day, -day.weekday())
    return monday, shift_days(monday, 6)


def month_span(year: int, month: int) -> Span:
    """Return the first and last day of a month, of a year that the calendar has."""
    year = _year(year)
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def year_span(year: int) -> Span:
    """Return the first and last day of a year, the nearest that the calendar has."""
    year = _year(year)
    return date(year, 1, 1), date(year, 12, 31)


def months_span(year: int, first_month: int, last_month: int) -> Span:
    """Return the days from the first to the last of several months, over New Year if need be."""
    last_year = year if last_month >= first_month else year + 1
    first = date(_year(year), first_month, 1)
    return first, max(first, month_span(last_year, last_month)[1])


def existing_day(year: int, month: int, day: int) -> date | None:
    """Return the date, None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def weekday_before(day: date, weekday: int) -> date:
    """Return the last such weekday on or before `day`."""
    return shift_days(day, -((day.weekday() - weekday) % 7))


def weekday_after(day: date, weekday: int) -> date:
    """Return the first such weekday after `day`."""
    return shift_days(day, (weekday - day.weekday() - 1) % 7 + 1)


def nearest_weekday(day: date, weekday: int) -> date:
    """Return the such weekday nearest to `day`, at most three days away."""
    forward = (weekday - day.weekday()) % 7
    return shift_days(day, forward if forward <= 3 else forward - 7)


def nth_weekday(year: int, month: int, weekday: int, number: int) -> date:
    """Return the first, second ... such weekday of a month; number -1 means the last."""
    first, last = month_span(year, month)
    if number < 0:
        return weekday_before(last, weekday)
    return shift_days(weekday_after(shift_days(first, -1), weekday), 7 * (number - 1))
