"""The elections of the world, with their keys and the accounts that tell of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from toolkit.resolve.candidates import People
from toolkit.resolve.elections import ElectionReport, WorldElection, area_key, join_votes
from toolkit.resolve.evidence import of_whole_row
from toolkit.resolve.footprints import Footprint
from toolkit.resolve.former import election_identity, election_traits
from toolkit.resolve.identifiers import Wish, slug
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
    """Fill `elections` by their earliest report, and `vote_accounts`; `keys` gives the ids.

    An election is known by report and position of its earliest account.
    """
    shards.close("votes")
    shards.open("elections_found", _FOUND)
    columns = ("report", "position", "first_report", "first_position")
    shards.open("vote_accounts", dict.fromkeys(columns, "int64"))
    footprints: dict[tuple[int, int], Footprint] = {}
    for vote in _joined(shards):
        first, row = vote.first, vote.row
        shards.add("elections_found", (*first.order, _name(vote), *row.values()))
        for account in vote.accounts:
            shards.add("vote_accounts", (*account.order, *first.order))
        if keys.has_memory:
            footprints[first.order] = _footprint(vote, reports)
    shards.close("elections_found", "vote_accounts")
    in_order = "SELECT report, position, wish FROM elections_found ORDER BY report, position"
    wishes = (Wish(wish) for _, _, wish in shards.rows(in_order))
    found = [footprint for _, footprint in sorted(footprints.items(), key=lambda one: one[0])]
    ids = {"first_report": "int64", "first_position": "int64", "election_id": "string"}
    shards.open("election_ids", ids)
    election_ids = keys.assign("elections", found, wishes)
    for (*first_account, _), election_id in zip(shards.rows(in_order), election_ids, strict=True):
        shards.add("election_ids", (*first_account, election_id))
    shards.close("election_ids")
    shards.execute(
        "CREATE VIEW elections AS "
        "SELECT election_id, first_report, first_position, * EXCLUDE (election_id, first_report, "
        "first_position, report, position, wish) FROM elections_found JOIN election_ids "
        "ON report = first_report AND position = first_position"
    )


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


def _footprint(vote: WorldElection, reports: Reports) -> Footprint:
    spans = frozenset(
        (reports.article_id(account.report), start, end)
        for account in vote.accounts
        for start, end in account.spans
    )
    return Footprint(spans, election_traits(vote.row), election_identity(vote.row))


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
