"""The same facts in another dress give the same rows.

Every second text of the seeds, or all with PARLEY_ALL_SEEDS=1, is read as it is and as others would
have saved it (`variants.py`), by the parser of a build, which is known here by its protocol only.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from conftest import PROJECT
from variants import VARIANTS, Variant, without_metadata

from toolkit.article import Article
from toolkit.facts import Facts
from toolkit.parsers.registry import DEFAULT, make_parser
from toolkit.sources import read_inputs

LEAST_OVER_ALL = 0.95
LEAST_OF_A_VARIANT = 0.90
LEAST_OF_A_VARIANT_READ = 0.80
"""What a headline in capitals costs the reader: decisions near a tie fall otherwise."""

Rows = Counter[tuple[Any, ...]]

_SAME_CHARACTERS = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\N{NO-BREAK SPACE}": " "}
)


def plain(name: str | None) -> str | None:
    return None if name is None else name.translate(_SAME_CHARACTERS)


def rows_of(facts: Facts, *, dated: bool) -> Rows:
    """Return what is stated, without keys and positions; `dated` leaves the days in."""

    def days(start: date | None, end: date | None) -> tuple[date | None, ...]:
        return (start, end) if dated else ()

    names = [plain(actor.name) for actor in facts.actors]
    votes = [
        (
            vote.country,
            vote.kind,
            vote.area,
            *days(vote.start_date, vote.end_date),
            vote.turnout,
            vote.seats_total,
        )
        for vote in facts.elections
    ]
    rows: list[tuple[Any, ...]] = []
    rows += [
        ("actor", name, actor.kind, actor.country)
        for name, actor in zip(names, facts.actors, strict=True)
    ]
    rows += [
        (
            "role",
            names[role.actor],
            plain(role.title),
            None if role.organization is None else names[role.organization],
            role.country,
            role.status,
        )
        for role in facts.roles
    ]
    rows += [
        (
            "meeting",
            *sorted(names[one.actor] for one in meeting.participants),
            *days(meeting.start_date, meeting.end_date),
            meeting.place,
            meeting.status,
        )
        for meeting in facts.meetings
    ]
    rows += [("election", *vote) for vote in votes]
    rows += [
        (
            "result",
            votes[result.election][:2],
            names[result.contender],
            result.status,
            result.votes,
            result.vote_share,
            result.seats,
            result.seats_change,
            result.outcome,
        )
        for result in facts.results
    ]
    return Counter(rows)


def parse_all(articles: Iterable[Article], parser: str) -> list[Facts]:
    facts = list(make_parser(parser).parse(articles))
    assert [one.failure for one in facts if one.failure is not None] == []
    return facts


@pytest.fixture(scope="module")
def seeds() -> list[Article]:
    every = [item for item in read_inputs([PROJECT / "seeds"]) if isinstance(item, Article)]
    return every if os.environ.get("PARLEY_ALL_SEEDS") else every[::2]


def shares_of(parser: str, seeds: list[Article]) -> dict[str, tuple[int, int]]:
    """For each variant how many rows are equal, and how many there are on either side."""
    facts = parse_all(seeds, parser)
    return {variant.__name__: equal_rows(variant, seeds, facts, parser) for variant in VARIANTS}


@pytest.fixture(scope="module")
def shares(seeds) -> dict[str, tuple[int, int]]:
    return shares_of("english-grammar", seeds)


@pytest.fixture(scope="module")
def reader_shares(seeds) -> dict[str, tuple[int, int]]:
    return shares_of(DEFAULT, seeds)


def equal_rows(
    variant: Variant, seeds: list[Article], facts: list[Facts], parser: str
) -> tuple[int, int]:
    changed = [(variant(seed), own) for seed, own in zip(seeds, facts, strict=True)]
    pairs = [(article, own) for article, own in changed if article is not None]
    equal = total = 0
    # Without a day of publication "Tuesday" is no day: the days may differ, nothing else.
    dated = variant is not without_metadata
    for other, (_, own) in zip(
        parse_all((article for article, _ in pairs), parser), pairs, strict=True
    ):
        before, after = rows_of(own, dated=dated), rows_of(other, dated=dated)
        equal += (before & after).total()
        total += max(before.total(), after.total())
    return equal, total


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.__name__)
def test_a_variant_changes_at_least_half_of_the_texts(variant, seeds):
    changed = [seed for seed in seeds if variant(seed) is not None]
    assert 2 * len(changed) >= len(seeds)


@pytest.mark.parametrize("name", [variant.__name__ for variant in VARIANTS])
def test_the_same_facts_in_another_dress_give_mostly_the_same_rows(name, shares):
    equal, total = shares[name]
    print(f"{name}: {equal} of {total} rows stay equal, {equal / total:.3f}")
    assert equal / total >= LEAST_OF_A_VARIANT


def test_over_all_variants_nineteen_rows_of_twenty_stay_equal(shares):
    equal = sum(one for one, _ in shares.values())
    total = sum(every for _, every in shares.values())
    print(f"over all: {equal} of {total} rows stay equal, {equal / total:.3f}")
    assert equal / total >= LEAST_OVER_ALL


@pytest.mark.parametrize("name", [variant.__name__ for variant in VARIANTS])
def test_the_reader_keeps_most_rows_in_another_dress(name, reader_shares):
    equal, total = reader_shares[name]
    print(f"reader, {name}: {equal} of {total} rows stay equal, {equal / total:.3f}")
    assert equal / total >= LEAST_OF_A_VARIANT_READ


def test_over_all_variants_the_reader_keeps_most_rows(reader_shares):
    equal, total = map(sum, zip(*reader_shares.values(), strict=True))
    print(f"reader, over all: {equal} of {total} rows stay equal, {equal / total:.3f}")
    assert equal / total >= LEAST_OVER_ALL
