"""Which date of an article is that of an encounter, and when it is the end of a stretch."""

from __future__ import annotations

from datetime import date

import numpy as np

from toolkit.parsers.english.dates.dates import find_dates
from toolkit.parsers.english.meetings.cue_links import Candidates
from toolkit.parsers.english.meetings.encounter_days import day_of, stretch_to, weigh_days
from toolkit.parsers.english.reading import DateMention

TODAY = date(2024, 5, 15)  # a Wednesday


def day(text: str, *chances: float) -> str | None:
    """Return the words of the date taken, `chances` being those of the dates in order."""
    spans = find_dates(text, TODAY)
    assert len(spans) == len(chances)
    logs = np.log(np.array([[*chances, 0.01]], dtype=np.float32))
    found = day_of(weigh_days(Candidates(spans, logs)), 0, text)
    return None if found is None else text[found.start : found.end]


def days(text: str, cue: str, status: str) -> tuple[str, str]:
    """Return first and last day of an encounter dated by the only date of `text`."""
    (only,) = find_dates(text, TODAY)
    found: DateMention = stretch_to(only, text, text.index(cue), status, TODAY)
    return str(found.first), str(found.last)


def test_the_likeliest_date_is_taken():
    assert day("She met him on 3 May and her on 6 May.", 0.2, 0.7) == "6 May"


def test_a_day_goes_before_a_year_that_is_little_likelier():
    assert day("In 2021 they spoke. She met him on 6 May.", 0.6, 0.3) == "6 May"


def test_of_a_year_and_a_day_of_it_in_one_sentence_the_day_is_meant():
    text = "They met from 2021 onwards, first on 9 April of that year."
    assert day(text, 0.9, 0.09) == "9 April of that year"


def test_a_day_of_another_year_is_not_meant_by_a_year():
    assert day("They met in 2021, said a report of 9 April 2022.", 0.9, 0.09) == "2021"


def test_talks_that_have_gone_on_since_a_day_last_until_the_report():
    text = "The envoys have been closeted since Monday."
    assert days(text, "closeted", "ongoing") == ("2024-05-13", "2024-05-15")


def test_meetings_counted_since_a_day_are_of_all_days_since():
    text = "They have met twice since 2 May."
    assert days(text, "met", "held") == ("2024-05-02", "2024-05-15")


def test_those_who_have_not_met_since_a_day_met_on_it():
    text = "They have not been in one room since 2 May."
    assert days(text, "room", "held") == ("2024-05-02", "2024-05-02")


def test_what_is_planned_before_a_day_lies_between_now_and_then():
    text = "He is to meet the bishops before the tour ends on 20 May."
    assert days(text, "meet", "planned") == ("2024-05-15", "2024-05-20")


def test_what_was_held_before_a_day_is_not_stretched():
    text = "He met the bishops before the tour that ended on 10 May."
    assert days(text, "met", "held") == ("2024-05-10", "2024-05-10")
