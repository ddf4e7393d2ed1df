"""Stretches of days, also at the edges of the calendar."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from toolkit.parsers.english.dates.calendar_spans import (
    months_span,
    shift_days,
    week_of,
    year_span,
)

DAYS = st.dates()


@given(DAYS, st.integers(-5000, 5000))
def test_a_shifted_day_is_always_a_day_of_the_calendar(day, days):
    shifted = shift_days(day, days)
    assert (shifted - day).days == days or shifted in (date.min, date.max)


@given(DAYS)
def test_a_week_holds_its_day(day):
    monday, sunday = week_of(day)
    assert monday <= day <= sunday


@given(st.integers(-10, 10_010))
def test_every_year_has_a_first_and_a_last_day(year):
    first, last = year_span(year)
    assert (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)


def test_several_months_may_reach_over_new_year():
    assert months_span(2023, 12, 2) == (date(2023, 12, 1), date(2024, 2, 29))


def test_several_months_at_the_end_of_the_calendar_end_with_it():
    assert months_span(9999, 12, 2) == (date(9999, 12, 1), date(9999, 12, 1))
