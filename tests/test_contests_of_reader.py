"""Which vote a figure is of: its day and its country."""

from __future__ import annotations

from datetime import date

import pytest
from hand_made_votes import Told
from test_elections_of_reader import votes

from toolkit.parsers.english.dates.dates import find_dates
from toolkit.parsers.english.elections.country_words import count_national_words
from toolkit.parsers.english.places.places import find_places
from toolkit.reference import read_table


def test_results_of_a_vote_that_seems_to_come_are_of_the_last_such_day():
    text = (
        "Malta's Harbour Party will govern after winning 31 seats and 52 percent in Sunday's vote."
    )
    _, elections, results = votes(
        text,
        Told("31", "seats", "Harbour Party", "Sunday"),
        Told("52", "vote_share", "Harbour Party", "Sunday"),
    )
    assert len(results) > 0
    assert [e.start_date for e in elections] == [date(2021, 10, 10)]


def test_figures_without_a_date_are_not_of_a_vote_of_years_before():
    text = "Malta's Harbour Party has 31 seats, the Lantern Union 29; in 2013 it had 24 and 30."
    _, elections, results = votes(
        text,
        Told("31", "seats", "Harbour Party"),
        Told("29", "seats", "Lantern Union"),
        Told("24", "seats", "Harbour Party", "2013"),
        Told("30", "seats", "Lantern Union", "2013"),
    )
    days = {r.seats: elections[r.election].start_date for r in results if r.seats}
    assert days == {31: None, 29: None, 24: date(2013, 1, 1), 30: date(2013, 1, 1)}


def test_the_day_of_a_count_is_no_second_vote():
    text = "Malta's vote was held on October 7, 2021. On Saturday the Harbour Party got 31 seats."
    _, elections, _ = votes(
        text,
        Told("31", "seats", "Harbour Party", "Saturday"),
        days=[("October 7, 2021", "parliamentary")],
    )
    assert [e.start_date for e in elections] == [date(2021, 10, 7)]


def test_the_day_of_a_count_is_no_second_vote_where_people_voted_for_some_days():
    text = (
        "Malta votes from 1 to 3 October 2021. On 7 October 2021 the commission said that the "
        "Harbour Party got 31 seats."
    )
    _, elections, _ = votes(
        text,
        Told("31", "seats", "Harbour Party", "7 October 2021"),
        days=[("from 1 to 3 October 2021", "parliamentary")],
    )
    assert [(e.start_date, e.end_date) for e in elections] == [
        (date(2021, 10, 1), date(2021, 10, 3))
    ]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Two days after the local polls nobody can say who runs it.", date(2021, 10, 9)),
        ("It was read out on Thursday, four days after the election.", date(2021, 10, 3)),
        ("He resigned on 1 July, three days after the country voted.", date(2021, 6, 28)),
    ],
)
def test_a_vote_is_placed_so_long_before_what_is_told(words: str, day: date):
    assert find_dates(words, date(2021, 10, 11))[-1].first == day


def test_the_name_of_a_parliament_tells_the_country_against_others_named_more_often():
    text = (
        "The Union won 31 of the seats in the Storting on Sunday. "
        "Danish and Swedish ministers, and those of Denmark, sent their wishes from Denmark."
    )
    _, elections, _ = votes(
        text,
        Told("31", "seats", "Union", "Sunday"),
        actors=(("Union", "party", None),),
    )
    assert [e.country for e in elections] == ["NO"]


def test_national_words_stand_in_order_and_each_names_one_country():
    words = [row["words"] for row in read_table("national_words")]
    assert words == sorted(set(words))


def test_a_national_word_is_a_whole_word():
    assert count_national_words("The Seimas, and the Seimasites") == {"LT": 1}


def test_a_country_in_capitals_heads_an_item_of_a_round_up():
    (place,) = find_places("NEPAL: The count goes on.")
    assert (place.name, place.country, place.kind) == ("Nepal", "NP", "country")
