from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.parsers.english.dates.dates import find_dates

TODAY = date(2021, 6, 16)  # a Wednesday


def spans(text: str, today: date | None = TODAY) -> list[tuple[str, str | None, str | None]]:
    return [
        (
            text[found.start : found.end],
            found.first.isoformat() if found.first else None,
            found.last.isoformat() if found.last else None,
        )
        for found in find_dates(text, today)
    ]


@pytest.mark.parametrize(
    "words",
    [
        "3 May 2021",
        "May 3, 2021",
        "Monday, May 3, 2021",
        "Monday 3rd of May 2021",
        "the third of May 2021",
        "2021-05-03",
        "03/05/2021",
        "3 May",
        "May 3",
        "MAY 3, 2021",
    ],
)
def test_a_day_is_read_in_every_order(words: str):
    assert spans(f"They met on {words}.")[0][1:] == ("2021-05-03", "2021-05-03")


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("from 22 to 25 February", "2021-02-22", "2021-02-25"),
        ("between 3 and 5 May", "2021-05-03", "2021-05-05"),
        ("May 30 to June 2", "2021-05-30", "2021-06-02"),
        ("in May", "2021-05-01", "2021-05-31"),
        ("last August", "2020-08-01", "2020-08-31"),
        ("in October last year", "2020-10-01", "2020-10-31"),
        ("in early May", "2021-05-01", "2021-05-10"),
        ("in the second half of May", "2021-05-16", "2021-05-31"),
        ("in 2018", "2018-01-01", "2018-12-31"),
        ("the 2018 elections", "2018-01-01", "2018-12-31"),
        ("in spring 2020", "2020-03-01", "2020-05-31"),
        ("last week", "2021-06-07", "2021-06-13"),
        ("this week", "2021-06-14", "2021-06-20"),
        ("last month", "2021-05-01", "2021-05-31"),
        ("last year", "2020-01-01", "2020-12-31"),
        ("three days ago", "2021-06-13", "2021-06-13"),
        ("two weeks ago", "2021-05-31", "2021-06-06"),
        ("over the weekend", "2021-06-12", "2021-06-13"),
        ("from Thursday to Saturday", "2021-06-10", "2021-06-12"),
        ("last night", "2021-06-15", "2021-06-15"),
        ("this morning", "2021-06-16", "2021-06-16"),
        ("tomorrow", "2021-06-17", "2021-06-17"),
        ("on Friday of last week", "2021-06-11", "2021-06-11"),
        ("next Friday", "2021-06-18", "2021-06-18"),
        ("on Friday before last", "2021-06-04", "2021-06-04"),
        ("on Monday last", "2021-06-14", "2021-06-14"),
        ("a week ago today", "2021-06-09", "2021-06-09"),
        ("a year ago", "2020-06-01", "2020-06-30"),
        ("in the past ten days", "2021-06-06", "2021-06-16"),
        ("before the month is out", "2021-06-16", "2021-06-30"),
        ("on the last day of May", "2021-05-31", "2021-05-31"),
        ("on the first Sunday of May", "2021-05-02", "2021-05-02"),
        ("in the week of 4 May", "2021-05-03", "2021-05-09"),
        ("from tomorrow until Sunday", "2021-06-17", "2021-06-20"),
        ("between July 2014 and March 2015", "2014-07-01", "2015-03-31"),
    ],
)
def test_words_for_a_stretch_of_days_give_its_first_and_last(words: str, first: str, last: str):
    assert spans(f"They met {words}.")[0][1:] == (first, last)


def test_a_weekday_before_the_report_is_the_last_one():
    assert spans("They met on Friday.") == [("Friday", "2021-06-11", "2021-06-11")]


def test_a_weekday_in_a_clause_about_the_future_is_the_coming_one():
    found = spans("The two ministers will meet in Accra on Friday.")
    assert found == [("Friday", "2021-06-18", "2021-06-18")]


def test_a_planned_day_without_a_year_lies_ahead():
    assert spans("The summit is to be held in Accra on 2 January.")[0][1] == "2022-01-02"


def test_two_days_that_do_not_follow_each_other_are_two_dates():
    assert spans("They met on 17 and 24 May.") == [
        ("17", "2021-05-17", "2021-05-17"),
        ("24 May", "2021-05-24", "2021-05-24"),
    ]


def test_talks_of_some_days_that_ended_on_a_day_began_so_many_days_before():
    found = spans("Three days of talks ended in Accra on Tuesday.")
    assert found[0] == ("Three days", "2021-06-13", "2021-06-15")


def test_a_visit_of_some_days_that_begins_on_a_day_ends_so_many_days_later():
    found = spans("She will begin a two-day visit on Friday.")
    assert found[0] == ("two-day", "2021-06-18", "2021-06-19")


def test_a_gathering_of_some_days_that_closed_on_a_day_began_so_many_days_before():
    found = spans("The chiefs of staff closed a two-day gathering in Accra on Tuesday.")
    assert found[0] == ("two-day", "2021-06-14", "2021-06-15")


def test_one_of_two_days_in_a_row_is_a_stretch():
    found = spans("They will meet today or tomorrow.")
    assert found == [("today or tomorrow", "2021-06-16", "2021-06-17")]


def test_one_of_two_days_that_lie_apart_is_no_stretch():
    assert len(spans("They will meet on Thursday or Saturday.")) == 2


def test_a_week_or_a_day_in_it_is_no_stretch():
    found = spans("They met this week or Tuesday.")
    assert found[0] == ("this week", "2021-06-14", "2021-06-20")
    assert len(found) == 2


def test_months_later_to_a_day_that_is_not_there_are_the_month():
    found = spans("They met on 31 January and again one month later, to the day.")
    assert found[1][1:] == ("2021-02-01", "2021-02-28")


def test_months_later_to_the_day_are_a_day():
    found = spans("They met on 3 March and again two months later, to the day.")
    assert found[1] == ("two months later, to the day", "2021-05-03", "2021-05-03")


def test_the_half_of_a_day_after_an_hour_is_no_verb_in_the_present():
    found = spans("She walked up the stairs at 8am on Monday.")
    assert found == [("Monday", "2021-06-14", "2021-06-14")]


def test_what_somebody_had_been_to_do_lies_behind():
    assert spans("Both had been to see him on Sunday.")[0][1] == "2021-06-13"


def test_what_had_been_due_on_a_day_lies_behind():
    assert spans("The two had been due to confer in Accra on Thursday.")[0][1] == "2021-06-10"


def test_days_told_of_a_week_lie_in_it():
    found = spans("She met them all last week: the king on Tuesday and the bishop on Thursday.")
    assert [first for _, first, _ in found] == ["2021-06-07", "2021-06-08", "2021-06-10"]


def test_the_weekday_of_a_story_comes_after_its_day():
    found = spans("The king received him on 3 May. He saw the bishop on the Thursday.")
    assert found[1] == ("Thursday", "2021-05-06", "2021-05-06")


def test_the_weekday_comes_before_a_day_named_after_it():
    found = spans("They had talked since the Monday when they agreed on Friday, 7 May 2021.")
    assert found[0] == ("Monday", "2021-05-03", "2021-05-03")


def test_a_day_and_the_name_of_that_day_are_one_mention():
    found = spans("She met him on 3 May, a Monday, in Accra.")
    assert found == [("3 May, a Monday", "2021-05-03", "2021-05-03")]


def test_a_day_of_that_year_is_of_the_year_named_last():
    found = spans("They met five times from 2017 onwards, first on 9 April of that year.")
    assert found[1] == ("9 April of that year", "2017-04-09", "2017-04-09")


def test_that_year_alone_is_the_year_named_last():
    found = spans("They fell out on 4 May 2016. In 2018 he lost. That year he met nobody.")
    assert found[2] == ("That year", "2018-01-01", "2018-12-31")


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("within ten days", "2021-06-26"),
        ("within two weeks", "2021-06-30"),
        ("within a month", "2021-07-15"),
        ("within the next three months", "2021-09-15"),
    ],
)
def test_what_is_to_come_within_some_time_comes_from_now_on(words: str, last: str):
    assert spans(f"They are to meet again {words}.") == [(words, "2021-06-16", last)]


def test_what_came_within_some_time_has_no_days():
    assert spans("The deal was broken within a month.") == []


def test_what_is_moved_from_one_month_to_another_takes_place_in_the_other():
    found = spans("The talks were postponed from July to September.")
    assert found[1][1:] == ("2021-09-01", "2021-09-30")


def test_a_date_may_hold_a_space_that_does_not_break():
    assert spans("They met on 3\u00a0May 2021.")[0][1] == "2021-05-03"


def test_a_date_may_run_over_the_end_of_a_wrapped_line():
    line = "The two ministers had agreed on the text of a treaty at their meeting on 3"
    assert spans(f"{line}\nMay 2021.")[0][1] == "2021-05-03"


def test_the_next_day_counts_from_the_date_before():
    assert spans("They met on 3 May. The next day they parted.")[1][1] == "2021-05-04"


def test_days_later_count_from_the_date_before():
    assert spans("They met on 3 May. Ten days later they parted.")[1][1] == "2021-05-13"


def test_the_weekday_finds_the_year_of_a_report_without_a_day():
    text = "He came on Tuesday, May 4. The party had won 12 seats in 2019."
    assert spans(text, None)[0][1] == "2021-05-04"


def test_a_weekday_of_a_report_without_a_day_is_the_one_nearest_to_its_full_date():
    text = "They met on Saturday, May 1, 2021. On Monday they met again."
    assert spans(text, None)[1][1] == "2021-05-03"


def test_a_month_takes_the_only_year_that_a_text_without_a_day_speaks_of():
    assert spans("It was formed for the 2018 elections; the May vote is near.", None)[1][1:] == (
        "2018-05-01",
        "2018-05-31",
    )


def test_last_week_of_a_report_without_a_day_has_no_place_in_the_calendar():
    assert spans("They met last week.", None) == [("last week", None, None)]


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May met the envoy.",
        "They may meet.",
        "The Sunday Times reported it.",
        "She is 52.",
        "The bill passed by 118 to 54.",
        "The list won 2,018 votes.",
        "Protesters march on the palace.",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str):
    assert spans(text) == []


PHRASES = (
    "on Monday",
    "last week",
    "3 May 2018",
    "the next day",
    "from 22 to 25 February",
    "two days later",
    "early March",
    "yesterday",
    "between Thursday and Saturday",
    "June 31",
    "in 2020-21",
    "fall of",
    ",",
    ".",
)


@given(
    st.lists(st.sampled_from(PHRASES), max_size=12).map(" ".join),
    st.none() | st.dates(date(1990, 1, 1)),
)
def test_mentions_are_ordered_stretches_within_the_text(text: str, today: date | None):
    position = 0
    for found in find_dates(text, today if today is None or today.year < 9000 else None):
        assert position <= found.start < found.end <= len(text)
        assert (found.first is None) == (found.last is None)
        if found.first is not None and found.last is not None:
            assert found.first <= found.last
        position = found.end


@given(
    st.sampled_from(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]),
    st.sampled_from(["", "last ", "next ", "this "]),
    st.dates(date(1990, 1, 1), date(2100, 1, 1)),
)
def test_a_weekday_resolves_to_that_weekday_within_a_week_or_so(name: str, lead: str, today: date):
    (found,) = find_dates(f"They met {lead}{name}.", today)
    assert found.first is not None
    assert found.first.strftime("%A") == name
    assert abs(found.first - today) <= timedelta(7)
