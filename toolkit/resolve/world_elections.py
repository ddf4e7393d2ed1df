"""The elections of the world, with their keys and the accounts that tell of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from toolkit.resolve.aligned import Aligned
from toolkit.resolve.candidates import People
from toolkit.resolve.elections import ElectionReport, WorldElection, area_key, join_votes
from toolkit.resolve.evidence import of_whole_row
from toolkit.resolve.footprints import Footprint
from toolkit.resolve.former import OF_AN_ELECTION, election_identity, election_traits
from toolkit.resolve.found_things import FoundThings
from toolkit.resolve.identifiers import slug
from toolkit.resolve.intervals import interval_of, stated_precision
from toolkit.resolve.reports import Report, Reports
from toolkit.resolve.shards import Shards
from toolkit.resolve.stable_ids import StableIds

_VOTES = {
    "area_key": "string",
    "report": "int64",
    "position": "int64",
    "country": "string",
    "kind": "string",
    "area": "string",
    "round": "int64",
    "start_date": "date32",
    "end_date": "date32",
    "candidates": "string",
    "spans": "string",
}

_FOUND = {
    "report": "int64",
    "position": "int64",
    "wish": "string",
    "country": "string",
    "kind": "string",
    "area": "string",
    "round": "int64",
    "start_date": "date32",
    "end_date": "date32",
}

_SPANS = {
    "report": "int64",
    "position": "int64",
    "article_id": "string",
    "char_start": "int64",
    "char_end": "int64",
}

_SPANS_IN_ORDER = """
SELECT thing, article_id, char_start, char_end
FROM vote_spans JOIN elections_in_order USING (report, position)
"""


def open_votes(shards: Shards) -> None:
    """Begin the table `votes`: one row for each account of a vote."""
    shards.open("votes", _VOTES)


def add_votes(report: Report, reports: Reports, people: People, shards: Shards) -> None:
    """Add the accounts of votes of a report."""
    facts, first = report.facts, reports.first_actors[report.number]
    candidates: dict[int, set[int]] = defaultdict(set)
    for result in facts.results:
        if facts.actors[result.contender].kind == "person":
            group = people.clusters.group_of(first + result.contender)
            candidates[result.election].add(group)
    for position, fact in enumerate(facts.elections):
        if fact.evidence:
            spans = of_whole_row(fact.evidence)
            row = (
                *(area_key(fact.area), report.number, position, fact.country, fact.kind),
                *(fact.area, fact.round, fact.start_date, fact.end_date),
                " ".join(map(str, sorted(candidates[position]))),
                " ".join(f"{span.start}-{span.end}" for span in spans),
            )
            shards.add("votes", row)


def name_elections(reports: Reports, shards: Shards, keys: StableIds) -> None:
    """Make `elections` by their earliest report, and `vote_accounts`; `keys` gives the ids.

    An election is known by report and position of its earliest account.
    """
    shards.close("votes")
    shards.open("elections_found", _FOUND)
    columns = ("report", "position", "first_report", "first_position")
    shards.open("vote_accounts", dict.fromkeys(columns, "int64"))
    shards.open("vote_spans", _SPANS)
    for vote in _joined(shards):
        first, row = vote.first, vote.row
        shards.add("elections_found", (*first.order, _name(vote), *row.values()))
        for account in vote.accounts:
            shards.add("vote_accounts", (*account.order, *first.order))
            if keys.has_memory:
                article_id = reports.article_id(account.report)
                for start, end in account.spans:
                    shards.add("vote_spans", (*first.order, article_id, start, end))
    shards.close("elections_found", "vote_accounts", "vote_spans")
    shards.execute(
        "CREATE VIEW elections_in_order AS SELECT *, row_number() OVER (ORDER BY report, position) "
        "AS thing FROM elections_found"
    )
    wishes = "SELECT thing, wish, NULL AS qualifier FROM elections_in_order"
    keys.assign("elections", FoundThings(wishes, _SPANS_IN_ORDER, partial(_footprints, shards)))
    shards.execute(
        "CREATE VIEW elections AS SELECT id AS election_id, report AS first_report, position AS "
        "first_position, * EXCLUDE (id, report, position, wish, thing) "
        "FROM elections_in_order JOIN elections_keys USING (thing)"
    )


def _footprints(shards: Shards) -> Iterator[tuple[int, Footprint]]:
    """Yield by what each contested election is known again."""
    contested = "SEMI JOIN contested USING (thing) ORDER BY thing"
    spans = Aligned(shards.rows(f"FROM ({_SPANS_IN_ORDER}) {contested}"))
    columns = ", ".join(OF_AN_ELECTION)
    for thing, *values in shards.rows(
        f"SELECT thing, {columns} FROM elections_in_order {contested}"
    ):
        where = frozenset((article_id, start, end) for article_id, start, end in spans.take(thing))
        row = dict(zip(OF_AN_ELECTION, values, strict=True))
        yield thing, Footprint(where, election_traits(row), election_identity(row))


def _joined(shards: Shards) -> Iterator[WorldElection]:
    rows = shards.rows("FROM votes ORDER BY country, kind, area_key, report, position")
    for _, accounts in groupby(rows, key=itemgetter(3, 4, 0)):
        yield from join_votes([_account(*account) for account in accounts])


def _account(
    _area_key: str,
    report: int,
    position: int,
    country: str,
    kind: str,
    area: str | None,
    number: int | None,
    start: Any,
    end: Any,
    candidates: str,
    spans: str,
) -> ElectionReport:
    stretches = (span.split("-") for span in spans.split())
    return ElectionReport(
        *(report, position, country, kind, area, number, interval_of(start, end)),
        candidates=frozenset(map(int, candidates.split())),
        spans=tuple((int(first), int(last)) for first, last in stretches),
    )


def _name(vote: WorldElection) -> str:
    first = vote.first
    parts = [
        *(first.country.lower(), stated_precision(vote.interval), first.kind.replace("_", "-"))
    ]
    if first.area:
        parts.append(slug(first.area, otherwise="area"))
    if vote.round is not None and vote.round > 1:
        parts.append(f"round-{vote.round}")
    return "-".join(parts)
