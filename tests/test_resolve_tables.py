"""Laws of the tables as a whole, whatever the facts are."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_facts import actor, day, election, facts, made_article, meeting, result, role, words
from thoroughness import TIMES

from toolkit.article import Article
from toolkit.facts import ActorFact, Evidence, Facts, NameForm, ParticipantFact, RoleFact
from toolkit.resolve import BrokenFacts, resolve
from toolkit.tables import column_names, foreign_keys, primary_key, table_names, table_schema

PERSONS = ("Amina Diallo", "Amina DIALLO", "Omar al-Bakri", "Omar Bakri", "Lee", "Grace Banda")
BODIES = ("National Assembly", "CNE", "Fatah Alliance", "UN", "Green Party of the Lakes", "US")
DAYS = (None, "2024-03-04", "2024-03-05", "2024-03-31")
COUNTRIES = (None, "KE", "IQ", "US")

some_actors = st.lists(
    st.one_of(
        st.builds(
            actor,
            st.sampled_from(PERSONS),
            st.just("person"),
            st.sampled_from(COUNTRIES),
            st.sampled_from(["Diallo", "Bakri", "the minister"]),
        ),
        st.builds(
            actor,
            st.sampled_from(BODIES),
            st.sampled_from(["government", "party", "intergovernmental", "media"]),
            st.sampled_from(COUNTRIES),
        ),
        st.builds(actor, st.text(min_size=1, max_size=12).filter(str.strip), st.just("group")),
    ),
    min_size=3,
    max_size=3,
)
some_meetings = st.lists(
    st.builds(
        lambda pair, start, place, kind, at: meeting(
            *pair, start=start, place=place, kind=kind, at=at
        ),
        st.sampled_from([(0, 1), (0, 2), (0, 1, 2), (1,)]),
        st.sampled_from(DAYS),
        st.sampled_from([None, "Nairobi"]),
        st.sampled_from(["meeting", "call"]),
        st.sampled_from([20, 50]),
    ),
    max_size=3,
)
some_elections = st.lists(
    st.builds(
        election,
        st.sampled_from(["KE", "IQ"]),
        st.just("parliamentary"),
        st.sampled_from(DAYS),
        st.sampled_from([None, "2024-12-31"]),
        round=st.sampled_from([None, 1, 2]),
        turnout=st.sampled_from([None, 50.5]),
    ).map(lambda fact: fact if fact.start_date else replace(fact, end_date=None)),
    min_size=1,
    max_size=2,
)
some_facts = st.builds(
    lambda cast, meetings, votes, seats: facts(
        cast,
        meetings,
        elections=tuple(votes),
        results=(result(0, seats=seats), result(1, seats=seats), result(0, votes=9)),
        roles=(role(0, "chair", organization=1), role(2, "chair")),
    ),
    some_actors,
    some_meetings,
    some_elections,
    st.sampled_from([None, 5, 6]),
)
some_builds = st.lists(st.tuples(some_facts, st.sampled_from(DAYS)), min_size=1, max_size=5)


def as_read(build: list[tuple[Facts, str | None]]) -> list[tuple[Article, Facts]]:
    return [(made_article(f"report {n}", day), f) for n, (f, day) in enumerate(build)]


@settings(max_examples=20 * TIMES, deadline=None)
@given(some_builds, st.randoms(use_true_random=False))
def test_the_order_of_the_articles_does_not_matter(build, chance: random.Random):
    read = as_read(build)
    tables = resolve(read, strict=True)
    chance.shuffle(read)
    assert resolve(read, strict=True) == tables


@settings(max_examples=20 * TIMES, deadline=None)
@given(some_builds)
def test_keys_are_unique_references_lead_somewhere_and_ids_fit_their_pattern(build):
    tables = resolve(as_read(build), strict=True)
    assert set(tables) == set(table_names())
    for name, table in tables.items():
        keys = list(zip(*(table[c].to_pylist() for c in primary_key(name)), strict=True))
        assert len(set(keys)) == len(keys)
        for key in foreign_keys(name):
            known = set(tables[key.reference][key.reference_columns[0]].to_pylist())
            assert set(table[key.columns[0]].to_pylist()) <= {*known, None}
        for field in table_schema(name)["fields"]:
            constraints = field.get("constraints", {})
            for value in table[field["name"]].to_pylist():
                assert value is not None or not constraints.get("required")
                if value is not None and "pattern" in constraints:
                    assert re.fullmatch(constraints["pattern"], value)


@settings(max_examples=20 * TIMES, deadline=None)
@given(some_builds)
def test_every_row_has_evidence_and_every_evidence_a_row(build):
    tables = resolve(as_read(build), strict=True)
    evidence = tables["evidence"].to_pylist()
    supported = {(row["table_name"], row["record_id"]) for row in evidence}
    rows = {
        (name, "/".join(row[column] for column in primary_key(name)))
        for name, table in tables.items()
        if name not in ("articles", "evidence")
        for row in table.to_pylist()
    }
    assert supported == rows
    assert {row["field"] for row in evidence} <= {
        None,
        *(column for name in table_names() for column in column_names(name)),
    }


@settings(max_examples=14 * TIMES, deadline=None)
@given(some_builds)
def test_actors_of_one_article_stay_as_many_as_they_were(build):
    read = as_read(build)
    rows = resolve(read, strict=True)["evidence"].to_pylist()
    for article, told in read:
        here = {
            row["record_id"]
            for row in rows
            if (row["table_name"], row["article_id"]) == ("actors", article.article_id)
        }
        assert len(here) == len(told.actors)


def test_metadata_wins_over_the_text():
    article = made_article("a", "2024-03-05", title="From metadata")
    told = Facts(
        title="From the text",
        publisher="Example Wire",
        published_on=date(2020, 1, 1),
        published_basis="inferred",
        language="en",
    )
    (row,) = resolve([(article, told)], strict=True)["articles"].to_pylist()
    assert (row["title"], row["publisher"]) == ("From metadata", "Example Wire")
    assert (str(row["published_on"]), row["published_basis"]) == ("2024-03-05", "stated")
    assert row["article_id"] == article.article_id == row["sha256"][:16]


def test_a_date_of_the_text_keeps_its_basis():
    told = Facts(published_on=date(2020, 1, 1), published_basis="stated")
    (row,) = resolve([(made_article("a"), told)], strict=True)["articles"].to_pylist()
    assert (str(row["published_on"]), row["published_basis"]) == ("2020-01-01", "stated")
    (row,) = resolve([(made_article("a"), Facts())], strict=True)["articles"].to_pylist()
    assert (row["published_on"], row["published_basis"]) == (None, None)


def test_an_article_says_how_its_facts_came_about_and_which_text_it_repeats():
    original = made_article("a")
    read = [
        (original, Facts()),
        (made_article("b"), Facts(reading="passed_over")),
        (made_article("c"), Facts(reading="carried_over", copy_of=original.article_id)),
    ]
    rows = resolve(read, strict=True)["articles"].to_pylist()
    told = {row["source_path"]: (row["reading"], row["copy_of"]) for row in rows}
    assert told == {
        "a.txt": ("read", None),
        "b.txt": ("passed_over", None),
        "c.txt": ("carried_over", original.article_id),
    }


def test_no_articles_give_empty_tables():
    tables = resolve([], strict=True)
    assert {name: table.num_rows for name, table in tables.items()} == dict.fromkeys(tables, 0)
    assert set(tables) == set(table_names())


BROKEN = {
    "an inverted interval": facts(
        [actor("A B"), actor("C D")],
        [replace(meeting(0, 1, start="2024-03-05"), end_date=day("2024-03-01"))],
    ),
    "half an interval": facts(
        [actor("A B")], elections=(replace(election(start="2024-03-05"), end_date=None),)
    ),
    "evidence outside the text": facts(
        [
            ActorFact(
                "A B", "person", (NameForm("A B", (Evidence(0, 3, "r"), Evidence(9, 9999, "r"))),)
            )
        ]
    ),
    "a role of nobody": facts([actor("A B")], roles=(role(7, "chair"),)),
    "a role without evidence": facts([actor("A B")], roles=(RoleFact(0, "chair", ()),)),
    "a participant who is not there": facts(
        [actor("A B")],
        [replace(meeting(0), participants=(ParticipantFact(0, words(0)), ParticipantFact(5, ())))],
    ),
    "a result of no election": facts([actor("A B")], results=(result(0, election=3),)),
    "an election without evidence": facts(
        [actor("A B")],
        elections=(replace(election(), evidence=()),),
        results=(result(0),),
    ),
}


@pytest.mark.parametrize("told", BROKEN.values(), ids=BROKEN)
def test_facts_that_break_the_contract_are_an_error_under_test(told):
    with pytest.raises(BrokenFacts, match=r"broken\.txt: "):
        resolve([(made_article("broken"), told)], strict=True)


@pytest.mark.parametrize("told", BROKEN.values(), ids=BROKEN)
def test_facts_that_break_the_contract_do_not_stop_a_build(told):
    tables = resolve([(made_article("broken"), told)])
    assert "a-b" in tables["actors"]["actor_id"].to_pylist()
    for name in ("meetings", "elections"):
        for row in tables[name].to_pylist():
            assert (row["start_date"], row["end_date"]) == (None, None)
