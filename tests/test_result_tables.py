"""Results set in tables."""

from __future__ import annotations

import pytest
from hand_made_cast import cast_of

from toolkit.parsers.english.elections.elections import read_elections

LEAD = "VALLETTA – Final results of Sunday's parliamentary election in Malta:\n\n"
TABLE = (
    "Party             Votes      %     Seats\n"
    "Harbour Party    81,204   44.1        31\n"
    "Lantern Union    55,970   30.4        20\n"
    "Green Quay       37,112   20.2        14\n"
)
PARTIES = (
    ("Harbour Party", "party", "MT"),
    ("Lantern Union", "party", "MT"),
    ("Green Quay", "party", "MT"),
)


@pytest.fixture(scope="module")
def rows_of(read):
    def rows(text, *actors):
        reading = read(text, "2021-10-11")
        cast, elections, results = read_elections(reading, cast_of(reading.article.text, *actors))
        return cast, elections, results

    return rows


def test_the_header_tells_what_each_column_measures(rows_of):
    cast, _, results = rows_of(LEAD + TABLE, *PARTIES)
    assert [(cast.actors[r.contender].name, r.votes, r.vote_share, r.seats) for r in results] == [
        ("Harbour Party", 81204, 44.1, 31),
        ("Lantern Union", 55970, 30.4, 20),
        ("Green Quay", 37112, 20.2, 14),
    ]
    assert {r.status for r in results} == {"final"}


def test_a_row_that_the_text_names_nowhere_else_joins_the_cast(rows_of):
    cast, _, results = rows_of(LEAD + TABLE, *PARTIES[:2])
    added = cast.actors[-1]
    assert (added.name, added.kind) == ("Green Quay", "party")
    assert cast.actors[results[-1].contender] == added


def test_a_pipe_table_is_read_like_an_aligned_one(rows_of):
    text = LEAD + (
        "| Party | Seats | +/- |\n|---|---|---|\n| Harbour Party | 31 | +5 |\n"
        "| Lantern Union | 20 | -3 |\n| Green Quay | 14 | -2 |\n"
    )
    _, _, results = rows_of(text, *PARTIES)
    assert [(r.seats, r.seats_change) for r in results] == [(31, 5), (20, -3), (14, -2)]


def test_a_column_headed_by_an_earlier_year_is_of_an_earlier_vote(rows_of):
    text = LEAD + (
        "Party             Seats   2016\n"
        "Harbour Party        31     26\n"
        "Lantern Union        20     23\n"
    )
    _, elections, results = rows_of(text, *PARTIES)
    earlier = [e.start_date.year for e in elections]
    assert sorted(earlier) == [2016, 2021]
    assert {(elections[r.election].start_date.year, r.seats) for r in results} == {
        (2021, 31),
        (2016, 26),
        (2021, 20),
        (2016, 23),
    }


def test_totals_and_others_are_no_contenders(rows_of):
    text = (
        LEAD
        + TABLE
        + "Others            9,712    5.3         0\nTotal           183,998  100.0        65\n"
    )
    _, _, results = rows_of(text, *PARTIES)
    assert len(results) == 3
