"""The numbers and words that state annotated results."""

from __future__ import annotations

from made_annotation import ANNOTATED, RECORD, annotated, marked

from toolkit.training.labels import ELECTION_KINDS, LABELS, OUTCOMES
from toolkit.training.vote_marks import election_days, known_outcomes, mark_figures

SCORES = {outcome: {"won": 1.0 if outcome == "won" else 0.0} for outcome in OUTCOMES[1:]}


def figures(one=ANNOTATED) -> tuple[list[tuple], list[tuple]]:
    """Return the numbers as (word, measure, contender), the words as (word, outcome, contender)."""
    found = marked(one)
    numbers, words = mark_figures(
        one.record, found.words, found.mentions, found.taken, found.candidates, SCORES
    )
    return (
        [
            (found.words.word(mark.word), LABELS["number"][mark.measure], mark.contender)
            for mark in numbers
        ],
        [(found.words.word(mark.word), OUTCOMES[mark.outcome], mark.contender) for mark in words],
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
    numbers, _ = mark_figures(
        one.record, found.words, found.mentions, found.taken, found.candidates, SCORES
    )
    assert [found.words.starts[mark.word] for mark in numbers] == [text.index("44 percent")]


def test_a_result_of_an_unknown_election_or_contender_is_passed_over():
    text = "The Harvest Union took 20 seats."
    result = {"election": "e9", "contender": "Harvest Union", "seats": 20}
    actors = [{"name": "Harvest Union", "kind": "party"}]
    assert figures(annotated(text, actors=actors, results=[result])) == ([], [])


def test_a_figure_knows_the_day_the_kind_and_the_country_of_its_election():
    found = marked()
    numbers, _ = mark_figures(
        RECORD, found.words, found.mentions, found.taken, found.candidates, SCORES
    )
    first = numbers[0]
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


def test_the_words_of_our_tables_tell_outcomes():
    assert "won" in known_outcomes("won")
    assert "won" not in known_outcomes("lost")
