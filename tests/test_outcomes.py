"""How a vote ended for a contender."""

from __future__ import annotations

import pytest
from hand_made_cast import cast_of

from toolkit.parsers.english.elections.elections import read_elections

ACTORS = (
    ("Maria Borg", "person", "MT"),
    ("Karl Vella", "person", "MT"),
    ("Harbour Party", "party", "MT"),
    ("Lantern Union", "party", "MT"),
    ("Green Quay", "party", "MT"),
)


@pytest.fixture(scope="module")
def outcomes_of(read):
    def outcomes(text):
        reading = read(text, "2021-10-11")
        cast, _, results = read_elections(reading, cast_of(reading.article.text, *ACTORS))
        return {cast.actors[r.contender].name: r.outcome for r in results if r.outcome}

    return outcomes


def test_who_beats_wins_and_who_is_beaten_loses(outcomes_of):
    assert outcomes_of(
        "Maria Borg defeated Karl Vella in Sunday's presidential election in Malta."
    ) == {"Maria Borg": "won", "Karl Vella": "lost"}


def test_who_concedes_has_lost(outcomes_of):
    assert outcomes_of(
        "Malta's presidential election on Sunday was close. Karl Vella conceded defeat."
    ) == {"Karl Vella": "lost"}


def test_two_who_go_to_a_second_round_are_in_the_run_off(outcomes_of):
    assert outcomes_of(
        "After Sunday's presidential election in Malta, Maria Borg and Karl Vella will face each "
        "other in a run-off."
    ) == {"Maria Borg": "runoff", "Karl Vella": "runoff"}


def test_the_largest_party_is_largest(outcomes_of):
    assert outcomes_of(
        "The Harbour Party emerged as the largest party in Sunday's parliamentary election in "
        "Malta."
    ) == {"Harbour Party": "largest"}


def test_most_seats_without_a_majority_is_the_first_place(outcomes_of):
    assert outcomes_of(
        "The 65-seat parliament of Malta was elected in Sunday's general election: the Harbour "
        "Party won 31 seats, the Lantern Union 20 and Green Quay 14."
    ) == {"Harbour Party": "largest"}


def test_more_than_half_of_the_seats_is_a_victory(outcomes_of):
    assert outcomes_of(
        "The 65-seat parliament of Malta was elected in Sunday's general election: the Harbour "
        "Party won 34 seats, the Lantern Union 20 and Green Quay 11."
    ) == {"Harbour Party": "won"}


def test_what_may_happen_is_no_outcome(outcomes_of):
    assert (
        outcomes_of(
            "Before Sunday's presidential election in Malta Maria Borg hoped to win the race."
        )
        == {}
    )


def test_an_expected_majority_is_a_first_place_of_the_party_that_which_stands_for(outcomes_of):
    assert outcomes_of(
        "Malta held its parliamentary election on Sunday. Early counts favour the Harbour Party, "
        "the movement of the lawyer Maria Borg, which is likely to command a majority."
    ) == {"Harbour Party": "largest"}


def test_keeping_others_off_the_ballot_wins_nothing(outcomes_of):
    assert (
        outcomes_of(
            "Malta votes on Sunday. Maria Borg may stand again, though the law keeps soldiers off "
            "the ballot."
        )
        == {}
    )


def test_all_whom_one_beats_have_lost(outcomes_of):
    assert outcomes_of(
        "Maria Borg defeated Karl Vella (Green), the Harbour Party and the Lantern Union in "
        "Sunday's presidential election in Malta."
    ) == {
        "Maria Borg": "won",
        "Karl Vella": "lost",
        "Harbour Party": "lost",
        "Lantern Union": "lost",
    }


def test_who_is_only_named_after_the_beaten_has_not_lost(outcomes_of):
    assert outcomes_of(
        "Maria Borg defeated Karl Vella in Sunday's presidential election in Malta while the "
        "Lantern Union watched."
    ) == {"Maria Borg": "won", "Karl Vella": "lost"}
