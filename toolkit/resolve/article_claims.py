"""The rows that belong to single articles, written one article after the other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import Any

from toolkit.resolve.actor_rows import (
    Named,
    add_actor_evidence,
    add_role_evidence,
    stated_roles,
)
from toolkit.resolve.aligned import Aligned
from toolkit.resolve.election_rows import (
    add_election_evidence,
    add_result_evidence,
    election_report_row,
    stated_results,
)
from toolkit.resolve.evidence import EvidenceRows
from toolkit.resolve.identifiers import assign_identifiers
from toolkit.resolve.kept_claims import TOLD
from toolkit.resolve.meeting_rows import (
    add_meeting_evidence,
    meeting_report_row,
    participant_rows,
)
from toolkit.resolve.reports import Report, Reports
from toolkit.resolve.shards import Shards
from toolkit.tables import arrow_schema, column_names

_IN_NAMES_OF_ROWS = 8
"""Number of characters of the key of an article that the keys of its rows carry."""

_ACTORS = """
SELECT article_id, number, actor_id, actors.country FROM candidates JOIN groups USING (number)
JOIN actors USING (grp) JOIN reports USING (report) ORDER BY article_id, number
"""

_MEETINGS = """
SELECT article_id, {columns} FROM meeting_accounts
JOIN meetings USING (anchor) JOIN reports USING (report) ORDER BY article_id, account
"""

_ELECTIONS = """
SELECT article_id, vote_accounts.position, {columns}
FROM vote_accounts JOIN elections USING (first_report, first_position)
JOIN reports USING (report) ORDER BY article_id, vote_accounts.position
"""


def claims_of_articles(
    reports: Reports, shards: Shards, less: Collection[str] = ()
) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows of `evidence` by their keys, some at a time, and fill the tables of claims.

    These are called `told_...`, and have the key of the article of each row; of the articles of
    the keys `less` nothing is there.
    """
    for table in TOLD:
        columns = {field.name: str(field.type) for field in arrow_schema(table)}
        shards.open(f"told_{table}", {"article_id": "string", **columns})
    claims = _Claims(reports, shards)
    told = (one for one in reports.by_article_id() if reports.article_id(one) not in less)
    for _, numbers in groupby(told, key=lambda one: reports.article_id(one)[:_IN_NAMES_OF_ROWS]):
        yield claims.of_articles(list(numbers))
    shards.close(*(f"told_{table}" for table in TOLD))


class _Claims:
    """What is known of the world, handed out article by article in the order of their keys."""

    def __init__(self, reports: Reports, shards: Shards) -> None:
        self._reports = reports
        self._shards = shards
        self._actors = Aligned(shards.rows(_ACTORS))
        self._meetings = Aligned(shards.rows(_with_columns(_MEETINGS, "meetings")))
        self._elections = Aligned(shards.rows(_with_columns(_ELECTIONS, "elections")))

    def of_articles(self, numbers: list[int]) -> list[dict[str, Any]]:
        """Add the rows of articles whose keys begin alike; return their evidence by its keys.

        The keys of their roles and results are given in the order of the reports.
        """
        evidence = EvidenceRows()
        told = [self._told(self._reports.report(number), evidence) for number in numbers]
        told.sort(key=lambda one: one[0])
        roles = [role for _, roles, _ in told for role in roles]
        role_ids = assign_identifiers(role.wish for role in roles)
        for role_id, role in zip(role_ids, roles, strict=True):
            row = {"role_id": role_id, **role.row}
            self._add("actor_roles", row["article_id"], [row])
            add_role_evidence(role_id, role, evidence)
        results = [result for _, _, results in told for result in results]
        result_ids = assign_identifiers(result.wish for result in results)
        for result_id, result in zip(result_ids, results, strict=True):
            row = {"result_id": result_id, **result.row}
            self._add("election_results", row["article_id"], [row])
            add_result_evidence(result_id, result, evidence)
        return evidence.rows()

    def _told(self, report: Report, evidence: EvidenceRows) -> tuple[int, list[Any], list[Any]]:
        """Add what needs no key of its own; return its place, roles and results."""
        facts, first = report.facts, self._reports.first_actors[report.number]
        article_id = report.article_id
        actors = {
            number - first: Named(actor_id, country)
            for number, actor_id, country in self._actors.take(article_id)
        }
        add_actor_evidence(report, actors, evidence)
        for values, fact in zip(self._meetings.take(article_id), facts.meetings, strict=True):
            row = dict(zip(_columns("meetings"), values, strict=True))
            meeting_id = row["meeting_id"]
            participants = participant_rows(meeting_id, fact, actors)
            self._add("meeting_participants", article_id, participants)
            told = meeting_report_row(meeting_id, report, fact, actors)
            self._add("meeting_reports", article_id, [told])
            add_meeting_evidence(row, report, fact, actors, evidence)
        election_ids: dict[int, str] = {}
        for position, *vote_row in self._elections.take(article_id):
            row = dict(zip(_columns("elections"), vote_row, strict=True))
            election_ids[position] = row["election_id"]
            vote = facts.elections[position]
            told = election_report_row(row["election_id"], report, vote)
            self._add("election_reports", article_id, [told])
            add_election_evidence(row, report, vote, evidence)
        roles = stated_roles(report, actors)
        return report.number, roles, stated_results(report, actors, election_ids)

    def _add(self, table: str, article_id: str, rows: Iterable[Mapping[str, Any]]) -> None:
        for row in rows:
            values = (row[column] for column in _told_columns(table))
            self._shards.add(f"told_{table}", (article_id, *values))


@cache
def _columns(table: str) -> tuple[str, ...]:
    return column_names(table)


@cache
def _told_columns(table: str) -> tuple[str, ...]:
    """Return the columns of a table of claims, less the key of the article."""
    return tuple(column for column in column_names(table) if column != "article_id")


def _with_columns(query: str, table: str) -> str:
    return query.format(columns=", ".join(f"{table}.{column}" for column in _columns(table)))
