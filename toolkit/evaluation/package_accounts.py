"""What a package says of each of its articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from os import PathLike
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from toolkit.evaluation.account import (
    Account,
    Actor,
    Election,
    Meeting,
    Participant,
    Result,
    Role,
    Span,
)
from toolkit.tables import primary_key

if TYPE_CHECKING:
    import duckdb

Record = Mapping[str, Any]


def read_package_accounts(path: str | PathLike[str]) -> dict[str, list[Account]]:
    """Return what a package says of its articles, by the stem of their file's name.

    Articles of one stem, such as the records of a `.jsonl` file, are in one list. Raises
    `toolkit.store.errors.StoreError` where there is no package that can be read.
    """
    from toolkit.store.query import open_package

    with open_package(Path(path)) as connection:
        tables = _Tables(connection)
        accounts: dict[str, list[Account]] = defaultdict(list)
        for article in tables.rows("articles"):
            stem = PurePosixPath(article["source_path"]).stem
            accounts[stem].append(tables.account(article))
    return dict(accounts)


class _Tables:
    """The tables of a package, with what is needed to find the rows of one article."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def rows(self, table: str) -> list[Record]:
        """Return the rows of a table in the order of its primary key."""
        order = ", ".join(primary_key(table))
        relation = self.connection.sql(f"SELECT * FROM {table} ORDER BY {order}")
        return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]

    def by(self, table: str, column: str) -> dict[str, list[Record]]:
        """Return the rows of a table by the value of one column."""
        groups: dict[str, list[Record]] = defaultdict(list)
        for row in self.rows(table):
            groups[row[column]].append(row)
        return groups

    @cached_property
    def actors(self) -> dict[str, Record]:
        return {row["actor_id"]: row for row in self.rows("actors")}

    @cached_property
    def names(self) -> dict[str, list[Record]]:
        return self.by("actor_names", "actor_id")

    @cached_property
    def roles(self) -> dict[str, list[Record]]:
        return self.by("actor_roles", "article_id")

    @cached_property
    def meetings(self) -> dict[str, Record]:
        return {row["meeting_id"]: row for row in self.rows("meetings")}

    @cached_property
    def meeting_reports(self) -> dict[str, list[Record]]:
        return self.by("meeting_reports", "article_id")

    @cached_property
    def participants(self) -> dict[str, list[Record]]:
        return self.by("meeting_participants", "meeting_id")

    @cached_property
    def elections(self) -> dict[str, Record]:
        return {row["election_id"]: row for row in self.rows("elections")}

    @cached_property
    def election_reports(self) -> dict[str, list[Record]]:
        return self.by("election_reports", "article_id")

    @cached_property
    def results(self) -> dict[str, list[Record]]:
        return self.by("election_results", "article_id")

    @cached_property
    def evidence(self) -> dict[str, dict[tuple[str, str], list[Span]]]:
        """The spans of each article by table and key of the row that they support."""
        spans: dict[str, dict[tuple[str, str], list[Span]]] = defaultdict(lambda: defaultdict(list))
        for row in self.rows("evidence"):
            spans[row["article_id"]][row["table_name"], row["record_id"]].append(
                Span(row["char_start"], row["char_end"], row["field"], row["rule"])
            )
        return spans

    def account(self, article: Record) -> Account:
        """Return what the package says of one article."""
        key = article["article_id"]
        spans = {
            record: tuple(sorted(found, key=lambda span: (span.start, span.end)))
            for record, found in self.evidence[key].items()
        }
        return Account(
            title=article["title"],
            publisher=article["publisher"],
            published_on=article["published_on"],
            actors=self._actors(key, spans),
            meetings=self._meetings(key, spans),
            elections=self._elections(key, spans),
            results=self._results(key, spans),
            article_id=key,
        )

    def _name(self, actor: str | None) -> str | None:
        return self.actors[actor]["name"] if actor in self.actors else None

    def _actors(
        self, article: str, spans: Mapping[tuple[str, str], tuple[Span, ...]]
    ) -> tuple[Actor, ...]:
        keys = sorted(key for table, key in spans if table == "actors" and key in self.actors)
        roles: dict[str, list[Role]] = defaultdict(list)
        for row in self.roles.get(article, ()):
            role = Role(
                row["title"],
                self._name(row["organization_id"]),
                row["country"],
                row["status"],
                spans=spans.get(("actor_roles", row["role_id"]), ()),
            )
            roles[row["actor_id"]].append(role)
        return tuple(
            Actor(
                self.actors[key]["name"],
                self.actors[key]["kind"],
                self.actors[key]["country"],
                tuple(row["name"] for row in self.names.get(key, ())),
                tuple(roles[key]),
                spans=spans["actors", key],
            )
            for key in keys
        )

    def _meetings(
        self, article: str, spans: Mapping[tuple[str, str], tuple[Span, ...]]
    ) -> tuple[Meeting, ...]:
        meetings: list[Meeting] = []
        for report in self.meeting_reports.get(article, ()):
            key = report["meeting_id"]
            row = self.meetings[key]
            people = tuple(
                Participant(self.actors[one["actor_id"]]["name"], spans=found)
                for one in self.participants.get(key, ())
                if (found := spans.get(("meeting_participants", f"{key}/{one['actor_id']}")))
            )
            own = spans.get(("meetings", key), ())
            told = spans.get(("meeting_reports", f"{key}/{article}"), ())
            meetings.append(
                Meeting(
                    row["kind"],
                    report["status"] or row["status"],
                    row["start_date"],
                    row["end_date"],
                    row["place"],
                    row["place_country"],
                    people,
                    report["certainty"],
                    spans=own + told,
                )
            )
        return tuple(meetings)

    def _elections(
        self, article: str, spans: Mapping[tuple[str, str], tuple[Span, ...]]
    ) -> tuple[Election, ...]:
        reports = {row["election_id"]: row for row in self.election_reports.get(article, ())}
        keys = {row["election_id"] for row in self.results.get(article, ())} | set(reports)
        elections: list[Election] = []
        for key in sorted(keys):
            row, report = self.elections[key], reports.get(key, {})
            told = spans.get(("election_reports", f"{key}/{article}"), ())
            elections.append(
                Election(
                    key,
                    row["country"],
                    row["kind"],
                    row["start_date"],
                    row["end_date"],
                    report.get("turnout"),
                    report.get("seats_total"),
                    spans=spans.get(("elections", key), ()) + told,
                )
            )
        return tuple(elections)

    def _results(
        self, article: str, spans: Mapping[tuple[str, str], tuple[Span, ...]]
    ) -> tuple[Result, ...]:
        return tuple(
            Result(
                row["election_id"],
                self._name(row["contender_id"]),
                row["status"],
                row["votes"],
                row["vote_share"],
                row["seats"],
                row["seats_change"],
                row["outcome"],
                spans=spans.get(("election_results", row["result_id"]), ()),
            )
            for row in self.results.get(article, ())
        )
