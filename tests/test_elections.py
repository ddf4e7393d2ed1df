"""Which votes an article speaks of: kind, country, round and days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hand_made_cast import cast_of

from toolkit.parsers.english.elections.elections import read_elections


@pytest.fixture(scope="module")
def elections_of(read):
    def elections(text, published_on=None, *actors):
        reading = read(text, published_on)
        _, found, _ = read_elections(reading, cast_of(reading.article.text, *actors))
        return found

    return elections


def test_a_weekday_with_a_possessive_dates_the_vote(elections_of):
    found = elections_of(
        "LISBON – The count of Sunday's parliamentary election in Portugal went on all night.",
        "2021-10-11",
    )
    assert [(e.country, e.kind, e.start_date, e.end_date) for e in found] == [
        ("PT", "parliamentary", date(2021, 10, 10), date(2021, 10, 10))
    ]


def test_a_coming_vote_needs_only_a_date(elections_of):
    found = elections_of(
        "Chile will hold a presidential election on 16 November, the government said.",
        "2025-06-02",
    )
    assert [(e.kind, e.start_date) for e in found] == [("presidential", date(2025, 11, 16))]


def test_a_vote_without_date_result_or_turnout_is_no_election(elections_of):
    assert elections_of("Kenya needs a new election law, a lawyer wrote.", "2024-05-05") == ()


def test_the_demonym_before_the_vote_gives_the_country(elections_of):
    found = elections_of(
        "PARIS – French diplomats watched Hungary's parliamentary election of 3 April 2022.",
        "2022-04-20",
    )
    assert [e.country for e in found] == ["HU"]


def test_a_figure_of_last_time_belongs_to_an_earlier_vote(elections_of):
    found = elections_of(
        "The Harbour Party won 73 seats in Sunday's parliamentary election in Malta, "
        "up from 54 in 2018.",
        "2021-10-11",
        ("Harbour Party", "party", "MT"),
    )
    assert [(e.start_date, e.end_date) for e in found] == [
        (date(2021, 10, 10), date(2021, 10, 10)),
        (date(2018, 1, 1), date(2018, 12, 31)),
    ]


def test_turnout_belongs_to_the_vote_and_is_no_result(read):
    reading = read(
        "Turnout in Saturday's presidential election in Ghana was 61.5 percent, against 57 in "
        "2016. Ama Boateng won 52 percent of the vote.",
        "2020-12-08",
    )
    cast = cast_of(reading.article.text, ("Ama Boateng", "person", "GH"))
    _, elections, results = read_elections(reading, cast)
    assert [e.turnout for e in elections] == [61.5, 57.0]
    assert [r.vote_share for r in results] == [52.0]


def test_the_size_of_the_chamber_is_read(elections_of):
    found = elections_of(
        "The Harbour Party took 30 of the 65 seats in Sunday's parliamentary election in Malta.",
        "2021-10-11",
        ("Harbour Party", "party", "MT"),
    )
    assert [e.seats_total for e in found] == [65]


def test_the_second_round_is_round_two(elections_of):
    found = elections_of(
        "Peru's presidential run-off on 6 June gave Ana Rojas 51 percent.",
        "2021-06-08",
        ("Ana Rojas", "person", "PE"),
    )
    assert [e.round for e in found] == [2]


def test_every_election_points_at_the_words_that_state_it(read):
    text = "Chile will hold a presidential election on 16 November, the government said."
    reading = read(text, "2025-06-02")
    _, (election,), _ = read_elections(reading, cast_of(text))
    words = {part.field: text[part.start : part.end] for part in election.evidence}
    assert words[None] == "election"
    assert words["kind"] == "presidential"
    assert "16 November" in words["start_date"]


def test_a_lost_fight_without_any_vote_makes_no_election(elections_of):
    text = "Boris Novak lost to Ivan Kral at chess, a Slovak newspaper wrote."
    actors = (("Boris Novak", "person", None), ("Ivan Kral", "person", None))
    assert elections_of(text, "2024-05-05", *actors) == ()


def test_a_vote_below_the_national_level_has_an_area(elections_of):
    found = elections_of(
        "Turnout in Thursday's by-election in Kilmore was 41 percent, Ireland's broadcaster said.",
        "2021-10-11",
    )
    assert [(e.kind, e.area) for e in found] == [("by_election", "Kilmore")]


def test_seats_out_of_all_the_seats_tell_the_size_of_the_body(elections_of):
    found = elections_of(
        "In Sunday's parliamentary election in Malta the Harbour Party took 31 of the 65 seats.",
        "2021-10-11",
        ("Harbour Party", "party", "MT"),
    )
    assert [e.seats_total for e in found] == [65]


def test_a_vote_named_for_a_comparison_does_not_govern_the_next_figure(read):
    text = (
        "In Sunday's parliamentary election in Malta the Harbour Party won 31 seats, eight more "
        "than in 2017, on 41.5 percent of the vote."
    )
    reading = read(text, "2021-10-11")
    cast = cast_of(text, ("Harbour Party", "party", "MT"))
    _, elections, results = read_elections(reading, cast)
    shares = [(elections[r.election].start_date, r.vote_share) for r in results if r.vote_share]
    assert shares == [(date(2021, 10, 10), 41.5)]


def test_the_ballot_boxes_of_a_president_elect_name_no_vote(elections_of):
    assert (
        elections_of(
            "MALTA – The president-elect laid a wreath on Sunday; ballot boxes were stacked.",
            "2021-10-11",
        )
        == ()
    )


def test_the_title_gives_the_country_where_the_text_hardly_names_one(read):
    text = "The final count of Sunday's general election gave the Harbour Party 31 seats."
    reading = read(text, "2021-10-11")
    article = replace(reading.article, title="Malta: the final count")
    cast = cast_of(text, ("Harbour Party", "party", None))
    _, elections, _ = read_elections(replace(reading, article=article), cast)
    assert [e.country for e in elections] == ["MT"]


def test_a_vote_that_only_the_title_names_has_results(read):
    text = "The Harbour Party won 52.1 percent on Sunday in Malta, the Lantern Union 47.9 percent."
    reading = read(text, "2021-10-11")
    article = replace(reading.article, title="Harbour Party wins the general election")
    cast = cast_of(text, ("Harbour Party", "party", "MT"), ("Lantern Union", "party", "MT"))
    _, (election,), results = read_elections(replace(reading, article=article), cast)
    assert (election.country, election.kind) == ("MT", "parliamentary")
    assert [r.vote_share for r in results] == [52.1, 47.9]


def test_a_share_of_a_number_of_voters_who_took_part_is_the_turnout(read):
    reading = read(
        "VALLETTA – Malta voted on Sunday in a parliamentary election. The Harbour Party won 31 "
        "seats. Just 66.4 percent of 3.5 million registered voters took part.",
        "2021-10-11",
    )
    cast = cast_of(reading.article.text, ("Harbour Party", "party", "MT"))
    _, (election,), _ = read_elections(reading, cast)
    assert election.turnout == 66.4
