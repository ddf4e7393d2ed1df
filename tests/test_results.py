"""Figures that sentences and lists report for contenders."""

from __future__ import annotations

import pytest
from hand_made_cast import cast_of

from toolkit.parsers.english.elections.elections import read_elections

PARTIES = (
    ("Harbour Party", "party", "MT"),
    ("Lantern Union", "party", "MT"),
    ("Green Quay", "party", "MT"),
)
PERSONS = (("Maria Borg", "person", "MT"), ("Karl Vella", "person", "MT"))
LEAD = "VALLETTA – Malta voted on Sunday in a parliamentary election. "


@pytest.fixture(scope="module")
def results_of(read):
    def results(text, *actors, published_on="2021-10-11"):
        reading = read(text, published_on)
        cast, _, found = read_elections(reading, cast_of(reading.article.text, *actors))
        return [(cast.actors[result.contender].name, result) for result in found]

    return results


def test_seats_and_share_of_one_sentence_are_one_result(results_of):
    ((name, result),) = results_of(
        LEAD + "The Harbour Party won 31 seats with 22.9 percent of the vote.", *PARTIES
    )
    assert (name, result.seats, result.vote_share) == ("Harbour Party", 31, 22.9)


def test_bare_numbers_measure_what_the_first_of_the_row_measured(results_of):
    found = results_of(
        LEAD + "The Harbour Party won 31 seats, the Lantern Union 20 and Green Quay 14.", *PARTIES
    )
    assert [(name, result.seats) for name, result in found] == [
        ("Harbour Party", 31),
        ("Lantern Union", 20),
        ("Green Quay", 14),
    ]


def test_a_contender_can_follow_its_figure(results_of):
    found = results_of(
        LEAD + "It ended with 18 seats for the Harbour Party, 17 for the Lantern Union.", *PARTIES
    )
    assert [(name, result.seats) for name, result in found] == [
        ("Harbour Party", 18),
        ("Lantern Union", 17),
    ]


def test_two_shares_joined_by_to_are_of_two_contenders(results_of):
    found = results_of(
        "Maria Borg beat Karl Vella by 52 percent to 48 in Sunday's presidential vote in Malta.",
        *PERSONS,
    )
    shares = {name: result.vote_share for name, result in found}
    assert shares == {"Maria Borg": 52.0, "Karl Vella": 48.0}


def test_a_gain_is_a_change_with_its_sign(results_of):
    found = results_of(
        LEAD + "The Harbour Party gained five seats; the Lantern Union lost 12 seats.", *PARTIES
    )
    assert [(name, result.seats_change) for name, result in found] == [
        ("Harbour Party", 5),
        ("Lantern Union", -12),
    ]


def test_seats_up_from_an_earlier_vote_are_two_results_and_no_change(results_of):
    found = results_of(LEAD + "The Harbour Party won 73 seats, up from 54 in 2018.", *PARTIES)
    values = [(r.election, r.seats, r.seats_change) for _, r in found if r.seats]
    assert values == [(0, 73, None), (1, 54, None)]


def test_opinion_polls_are_no_results(results_of):
    assert (
        results_of(
            LEAD + "An opinion poll published last week gave the Harbour Party 40 percent.",
            *PARTIES,
        )
        == []
    )


def test_exit_polls_have_their_own_status(results_of):
    ((_, result),) = results_of(LEAD + "An exit poll gave the Harbour Party 40 percent.", *PARTIES)
    assert (result.status, result.vote_share) == ("exit_poll", 40.0)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Preliminary results gave", "preliminary"),
        ("Final results gave", "final"),
        ("With 92 percent of the ballots counted, officials gave", "partial"),
        ("Officials gave", "unspecified"),
    ],
)
def test_the_words_around_a_figure_tell_its_status(results_of, words, status):
    ((_, result),) = results_of(LEAD + f"{words} the Harbour Party 31 seats.", *PARTIES)
    assert result.status == status


def test_a_margin_is_no_result(results_of):
    found = results_of(LEAD + "Maria Borg was ahead by 635 votes, officials said.", *PERSONS)
    assert [result.votes for _, result in found if result.votes] == []


def test_a_party_in_brackets_describes_its_candidate(results_of):
    found = results_of(LEAD + "Maria Borg (Harbour Party) polled 9,412 votes.", *PARTIES, *PERSONS)
    assert [(name, result.votes) for name, result in found] == [("Maria Borg", 9412)]


def test_an_owner_stands_for_the_party(results_of):
    found = results_of(
        LEAD
        + "Officials gave Maria Borg's party 31 seats. Maria Borg of the Harbour Party smiled.",
        *PARTIES,
        *PERSONS,
    )
    assert [(name, result.seats) for name, result in found] == [("Harbour Party", 31)]


def test_lines_of_a_list_are_read_one_by_one(results_of):
    found = results_of(
        "VALLETTA – Malta voted on Sunday.\n\nSeats after the parliamentary election:\n\n"
        "• Harbour Party – 31 seats, 44.1%\n• Lantern Union – 20, 30.4%\n• Green Quay – 14, 20.2%",
        *PARTIES,
    )
    assert [(name, r.seats, r.vote_share) for name, r in found if r.seats] == [
        ("Harbour Party", 31, 44.1),
        ("Lantern Union", 20, 30.4),
        ("Green Quay", 14, 20.2),
    ]


def test_the_choices_of_a_referendum_are_contenders(results_of):
    found = results_of("Malta voted in a referendum on Sunday: Yes got 4,871 votes and No 2,204.")
    assert [(name, result.votes) for name, result in found] == [("Yes", 4871), ("No", 2204)]


def test_every_figure_points_at_its_number_and_its_contender(read):
    text = LEAD + "The Harbour Party won 31 seats."
    reading = read(text, "2021-10-11")
    _, _, (result,) = read_elections(reading, cast_of(text, *PARTIES))
    words = {part.field: text[part.start : part.end] for part in result.evidence}
    assert words["seats"].startswith("31")
    assert words["contender_id"] == "Harbour Party"


def test_a_share_of_the_votes_cast_in_an_election_is_no_share_of_those_counted(results_of):
    ((name, result),) = results_of(
        "VALLETTA – Malta elected its president on Sunday. Maria Borg won with 58 percent of votes "
        "cast in the election.",
        *PERSONS,
    )
    assert (name, result.vote_share) == ("Maria Borg", 58)


def test_a_share_of_the_votes_counted_so_far_is_nobodys_share(results_of):
    found = results_of(
        "VALLETTA – Malta elected its president on Sunday. Maria Borg was ahead with at least 70% "
        "of the votes counted, the commission said.",
        *PERSONS,
    )
    assert [result.vote_share for _, result in found] in ([], [None])
