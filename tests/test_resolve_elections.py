"""Votes that several articles report become one election; their figures stay claims."""

from __future__ import annotations

import pytest
from made_facts import actor, election, facts, made_article, result, words

from toolkit.facts import ElectionFact, Evidence
from toolkit.resolve import resolve

CAST = [actor("Sadrist Movement", "party", "IQ"), actor("Fatah Alliance", "party", "IQ")]
DAY = election(start="2018-05-12")
YEAR = election(start="2018-01-01", end="2018-12-31")


def elections_of(*told: list[ElectionFact]) -> list[str]:
    """The ids of the elections that articles tell, one list of facts for each article."""
    read = [
        (made_article(f"report {n}", f"2024-01-{n + 1:02}"), facts(CAST, elections=tuple(votes)))
        for n, votes in enumerate(told)
    ]
    return resolve(read, strict=True)["elections"]["election_id"].to_pylist()


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (DAY, "iq-2018-05-12-parliamentary"),
        (YEAR, "iq-2018-parliamentary"),
        (election(start="2018-05-01", end="2018-05-31"), "iq-2018-05-parliamentary"),
        (election(start="2018-05-07", end="2018-05-13"), "iq-2018-05-07-parliamentary"),
        (election(), "iq-undated-parliamentary"),
        (
            election("GB", "by_election", "2022-06-23", area="Wakefield"),
            "gb-2022-06-23-by-election-wakefield",
        ),
        (
            election("GE", "presidential", "2018-11-28", round=2),
            "ge-2018-11-28-presidential-round-2",
        ),
        (election("GE", "presidential", "2018-10-28", round=1), "ge-2018-10-28-presidential"),
    ],
)
def test_an_election_is_named_by_country_day_kind_area_and_round(fact, expected):
    assert elections_of([fact]) == [expected]


def test_one_vote_of_two_articles_is_one_election():
    assert elections_of([DAY], [DAY]) == ["iq-2018-05-12-parliamentary"]


def test_a_year_joins_the_one_vote_of_that_year():
    assert elections_of([YEAR], [DAY]) == ["iq-2018-05-12-parliamentary"]


def test_a_year_with_two_votes_stays_by_itself():
    ids = elections_of([YEAR], [DAY], [election(start="2018-09-30")], [YEAR])
    assert ids == [
        "iq-2018-05-12-parliamentary",
        "iq-2018-09-30-parliamentary",
        "iq-2018-parliamentary",
    ]


@pytest.mark.parametrize(
    "other",
    [
        election("SY", start="2018-05-12"),
        election(kind="local", start="2018-05-12"),
        election(area="Basra", start="2018-05-12"),
        election(start="2018-05-13"),
        election(),
    ],
)
def test_another_country_kind_area_or_day_is_another_election(other):
    assert len(elections_of([DAY], [other])) == 2


def test_rounds_stay_apart_and_an_unnamed_round_joins_by_its_day():
    first = election("GE", "presidential", "2018-10-28", round=1)
    second = election("GE", "presidential", "2018-11-28", round=2)
    unnamed = election("GE", "presidential", "2018-10-28")
    assert len(elections_of([first, second], [unnamed])) == 2


def test_the_word_for_its_kind_does_not_make_two_of_an_area():
    vote = {"country": "MX", "kind": "regional", "start": "2027-06-06"}
    areas = [[election(**vote, area=area)] for area in ("Nayarit", "State of Nayarit", "Colima")]
    assert len(elections_of(*areas)) == 2
    assert len(elections_of([election(**vote, area="Mexico City")], [election(**vote)])) == 2


def test_votes_of_many_areas_join_without_one_only_by_their_candidates():
    vote = election("GB", "by_election", "2022-06-23")
    cast = [actor("Ann Pike", "person", "GB"), actor("Bob Rudd", "person", "GB")]
    first, same, other = (
        (made_article(name), facts(cast, elections=(vote,), results=(result(person),)))
        for name, person in (("a", 0), ("b", 0), ("c", 1))
    )
    assert resolve([first, same, other], strict=True)["elections"].num_rows == 2


def test_local_votes_of_one_day_are_one_where_no_candidate_says_otherwise():
    vote = election("LB", "local", "2025-05-04")
    assert len(elections_of([vote], [vote])) == 1


def test_undated_votes_never_join():
    assert elections_of([election()], [election()]) == [
        "iq-undated-parliamentary",
        "iq-undated-parliamentary-2",
    ]


def test_two_votes_of_one_article_stay_two():
    assert elections_of([DAY, DAY]) == [
        "iq-2018-05-12-parliamentary",
        "iq-2018-05-12-parliamentary-2",
    ]


def test_what_two_articles_report_differently_is_two_reports():
    read = [
        (made_article("a"), facts(CAST, elections=(election(start="2018-05-12", turnout=44.5),))),
        (made_article("b"), facts(CAST, elections=(election(start="2018-05-12", turnout=41.0),))),
    ]
    tables = resolve(read, strict=True)
    assert tables["elections"].num_rows == 1
    assert sorted(tables["election_reports"]["turnout"].to_pylist()) == [41.0, 44.5]


def results_of(*results) -> list[dict]:
    read = [(made_article("a"), facts(CAST, elections=(DAY,), results=results))]
    return resolve(read, strict=True)["election_results"].to_pylist()


def test_the_figures_of_one_contender_and_status_are_one_row():
    (row,) = results_of(result(0, seats=54), result(0, vote_share=14.4, at=90))
    assert (row["seats"], row["vote_share"], row["votes"]) == (54, 14.4, None)
    article = made_article("a").article_id[:8]
    assert row["result_id"] == (
        f"iq-2018-05-12-parliamentary-sadrist-movement-{article}-unspecified"
    )


def test_figures_of_two_stages_of_the_count_are_two_rows():
    rows = results_of(result(0, seats=53, status="exit_poll"), result(0, seats=54, status="final"))
    assert [row["seats"] for row in rows] == [53, 54]


def test_two_values_of_one_measure_are_both_kept():
    rows = results_of(result(0, seats=53), result(0, seats=54, votes=100), result(0, votes=90))
    assert [(row["seats"], row["votes"]) for row in rows] == [(53, 90), (54, 100)]


def test_every_figure_points_at_its_characters():
    fact = result(0, seats=54)
    fact = type(fact)(0, 0, (*words(70), Evidence(80, 82, "seats", "seats")), seats=54)
    read = [(made_article("a"), facts(CAST, elections=(DAY,), results=(fact,)))]
    rows = resolve(read, strict=True)["evidence"].to_pylist()
    found = [r for r in rows if (r["table_name"], r["field"]) == ("election_results", "seats")]
    assert [(r["char_start"], r["char_end"], r["rule"]) for r in found] == [(80, 82, "seats")]
