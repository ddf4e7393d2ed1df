"""The numbers and words that state annotated results."""

from __future__ import annotations

from made_annotation import ANNOTATED, RECORD, annotated, marked

from toolkit.training.labels import ELECTION_KINDS, LABELS, OUTCOMES
from toolkit.training.vote_marks import (
    UNKNOWN,
    election_days,
    known_outcomes,
    mark_votes,
)

SCORES = {outcome: {"won": 1.0 if outcome == "won" else 0.0} for outcome in OUTCOMES[1:]}


def figures(one=ANNOTATED) -> tuple[list[tuple], list[tuple]]:
    """Return the numbers as (word, measure, contender), the words as (word, outcome, contender)."""
    found = marked(one)
    votes = mark_votes(
        one.record, found.words, found.mentions, found.taken, found.candidates, SCORES
    )
    return (
        [
            (found.words.word(mark.word), LABELS["number"][mark.measure], mark.contender)
            for mark in votes.numbers
        ],
        [
            (found.words.word(mark.word), OUTCOMES[mark.outcome], mark.contender)
            for mark in votes.words
        ],
    )


def names(one) -> list[tuple]:
    """Return each name with the outcome that the reader is to learn of it, None for nothing."""
    found = marked(one)
    votes = mark_votes(
        one.record, found.words, found.mentions, found.taken, found.candidates, SCORES
    )
    return [
        (found.words.word(mention.first), None if label == UNKNOWN else OUTCOMES[label])
        for mention, label in zip(found.mentions, votes.contender_outcomes, strict=True)
    ]


def vote_of(text: str, *results: dict):
    """Return an annotated article of one vote with results of persons."""
    people = sorted({result["contender"] for result in results} | {"Zed"})
    rows = [{"election": "e1", "status": "final", "evidence": text} | r for r in results]
    return annotated(
        text,
        actors=[{"name": name, "kind": "person"} for name in people],
        elections=[{"key": "e1", "country": None, "kind": "local"}],
        results=rows,
    )


def test_every_annotated_value_is_the_number_that_states_it():
    numbers, _ = figures()
    assert numbers == [
        ("31", "seats", 3),
        ("65", "seats_total", None),
        ("44.1", "vote_share", 3),
        ("20", "seats", 4),
        ("61.5", "turnout", None),
    ]


def test_an_outcome_is_the_word_that_tells_it():
    assert figures()[1] == [("won", "won", 3)]


def test_of_two_equal_numbers_each_contender_has_the_one_beside_it():
    text = "The Harvest Union took 20 seats; 20 seats went to the Lantern Union."
    actors = [{"name": name, "kind": "party"} for name in ("Harvest Union", "Lantern Union")]
    results = [
        {"election": "e1", "contender": actor["name"], "status": "final", "seats": 20}
        for actor in actors
    ]
    elections = [{"key": "e1", "country": None, "kind": "parliamentary"}]
    numbers, _ = figures(annotated(text, actors=actors, elections=elections, results=results))
    assert numbers == [("20", "seats", 0), ("20", "seats", 1)]


def test_a_share_is_no_number_of_something_else():
    text = "The Harvest Union won 44 seats with 44 percent."
    actors = [{"name": "Harvest Union", "kind": "party"}]
    result = {"election": "e1", "contender": "Harvest Union", "vote_share": 44, "evidence": text}
    one = annotated(
        text, actors=actors, results=[result], elections=[{"key": "e1", "kind": "local"}]
    )
    found = marked(one)
    votes = mark_votes(
        one.record, found.words, found.mentions, found.taken, found.candidates, SCORES
    )
    assert [found.words.starts[mark.word] for mark in votes.numbers] == [text.index("44 percent")]


def test_a_result_of_an_unknown_election_or_contender_is_passed_over():
    text = "The Harvest Union took 20 seats."
    result = {"election": "e9", "contender": "Harvest Union", "seats": 20}
    actors = [{"name": "Harvest Union", "kind": "party"}]
    assert figures(annotated(text, actors=actors, results=[result])) == ([], [])


def test_a_figure_knows_the_day_the_kind_and_the_country_of_its_election():
    found = marked()
    votes = mark_votes(RECORD, found.words, found.mentions, found.taken, found.candidates, SCORES)
    first = votes.numbers[0]
    assert ELECTION_KINDS[first.election_kind] == "parliamentary"
    assert first.knows_date
    assert {found.candidates.dates[at].first.day for at in first.dates} == {12}
    assert {found.candidates.places[at].country for at in first.countries} == {"GH"}


def test_the_day_of_an_election_is_told_for_its_kind_alone():
    candidates = marked().candidates
    days = election_days(RECORD, candidates)
    (sunday,) = candidates.dates_of("2024-05-12", "2024-05-12")
    assert [ELECTION_KINDS[at] for at, told in enumerate(days[sunday]) if told] == ["parliamentary"]
    assert sum(map(sum, days)) == 1


def test_an_outcome_is_also_learned_of_the_name_of_whom_it_is_told():
    one = vote_of("Ida won, Zed said.", {"contender": "Ida", "outcome": "won"})
    assert names(one) == [("Ida", "won"), ("Zed", "none")]


def test_a_word_that_tells_an_outcome_of_two_contenders_is_learned_of_both():
    results = [{"contender": name, "outcome": "won"} for name in ("Ida", "Rui")]
    one = vote_of("Ida and Rui won.", *results)
    assert figures(one)[1] == [("won", "won", 0), ("won", "won", 1)]
    assert names(one) == [("Ida", "won"), ("Rui", "won")]


def test_nothing_is_learned_of_another_mention_of_a_contender_whose_outcome_is_told():
    result = {"contender": "Ida", "outcome": "won", "evidence": "Ida won"}
    assert names(vote_of("Ida won. Later Ida smiled.", result)) == [("Ida", "won"), ("Ida", None)]


def test_nothing_is_learned_of_a_contender_whose_outcome_is_told_far_from_its_name():
    result = {"contender": "Ida", "outcome": "won", "evidence": "She won"}
    one = vote_of("Ida spoke. " + "It rained on. " * 20 + "She won.", result)
    assert names(one) == [("Ida", None)]


def test_an_outcome_told_by_a_pronoun_is_learned_of_the_name_shortly_before():
    result = {"contender": "Ida", "outcome": "won", "evidence": "She won"}
    one = vote_of("Ida spoke to Zed. She won.", result)
    assert names(one) == [("Ida", "won"), ("Zed", "none")]


def test_the_words_of_our_tables_tell_outcomes():
    assert "won" in known_outcomes("won")
    assert "won" not in known_outcomes("lost")
