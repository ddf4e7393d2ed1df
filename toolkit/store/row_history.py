"""The history of one row: when it was added, what changed in it, when it went.

DuckLake's change feed tells in which versions it was written, those versions how it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from toolkit.quoting import identifier, literal
from toolkit.store.catalog import Store
from toolkit.store.catalog_snapshots import read_versions
from toolkit.store.explain import ID_TABLES, find_row, key_expression
from toolkit.store.history import Version
from toolkit.store.json_value import json_value
from toolkit.store.lake import LAKE, lake_tables, open_store
from toolkit.store.redirects import REDIRECTS
from toolkit.tables import primary_key, table_names

if TYPE_CHECKING:
    import duckdb

Kind = Literal["known", "added", "changed", "removed", "redirected", "absorbed"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a row before and after a version; None stands for no value."""

    column: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class RowEvent:
    """What a version did to the row with a key.

    `known`: the row was there in the oldest version that is kept. `redirected`: its key gave
    way to the key `other`, or to none. `absorbed`: the key `other` gave way to it.
    `release` is the first release that has the event. `committed_at` is in UTC, None where the
    version is no longer kept.
    """

    id: str
    kind: Kind
    version: int
    release: str | None
    committed_at: datetime | None
    cells: tuple[Cell, ...] = ()
    other: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the event as values that JSON can hold; dates as ISO 8601."""
        when = self.committed_at
        return {
            "id": self.id,
            "kind": self.kind,
            "version": self.version,
            "release": self.release,
            "committed_at": None if when is None else when.isoformat(timespec="seconds"),
            "cells": [
                {
                    "column": cell.column,
                    "before": json_value(cell.before),
                    "after": json_value(cell.after),
                }
                for cell in self.cells
            ],
            "other": self.other,
        }


@dataclass(frozen=True, slots=True)
class RowHistory:
    """All events of a row, the oldest first, and of the row that its key was redirected to."""

    table: str
    id: str
    events: tuple[RowEvent, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the history as values that JSON can hold."""
        events = [event.to_dict() for event in self.events]
        return {"table": self.table, "id": self.id, "events": events}


def row_history(store: Store, id: str) -> RowHistory:
    """Return the history of the row that an id names, whether it is still there or not.

    A composite key is joined with `/`; the beginning of a key that is there will do. Raises
    QueryError for an id that no version has, naming those that are near.
    """
    with open_store(store) as connection:
        connection.execute(f"USE {LAKE}")
        feed = _Feed(connection, read_versions(connection))
        table, key = feed.find(id.strip())
        return RowHistory(table, key, tuple(feed.history(table, key)))


class _Feed:
    """Reads the change feed of a store."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, versions: Sequence[Version]) -> None:
        self.connection = connection
        self.versions = {version.number: version for version in versions}
        self.snapshots = {
            row["snapshot_id"] for row in self._rows(f"SELECT snapshot_id FROM {LAKE}.snapshots()")
        }
        stored = lake_tables(connection)
        known = [*ID_TABLES, *(name for name in table_names() if name not in ID_TABLES)]
        self.tables = [name for name in known if name in stored]
        self.has_redirects = REDIRECTS in stored

    def find(self, id: str) -> tuple[str, str]:
        """Return table and key of a row that is there, or ever was."""
        # A key of one part has no slash, so that few tables can have it.
        tables = [name for name in self.tables if (len(primary_key(name)) > 1) == ("/" in id)]
        tables += [name for name in self.tables if name not in tables]
        for table in tables if id else ():
            where = f"WHERE {key_expression(table)} = {literal(id)} LIMIT 1"
            if self._rows(f"FROM {identifier(table)} {where}") or self._redirect(table, id):
                return table, id
        for table in tables if id else ():
            where = f"WHERE {key_expression(table)} = {literal(id)} LIMIT 1"
            if self._rows(f"{self._feed_of(table)} {where}"):
                return table, id
        return find_row(self.connection, id)

    def history(self, table: str, key: str) -> Iterator[RowEvent]:
        """Give the events of a key, then of the key that it was redirected to, and so on."""
        followed: set[str] = set()
        since = 0
        following: str | None = key
        while following is not None and following not in followed:
            followed.add(following)
            absorptions = self._absorptions(table, following)
            told = [event for event in absorptions if event.other not in followed]
            events = [*self._events(table, following), *told]
            redirect = self._redirect(table, following)
            events += [redirect] if redirect else []
            order = ("known", "added", "changed", "absorbed", "removed", "redirected")
            events.sort(key=lambda event: (event.version, order.index(event.kind)))
            yield from (event for event in events if event.version >= since)
            following, since = (redirect.other, redirect.version) if redirect else (None, 0)

    def _events(self, table: str, key: str) -> list[RowEvent]:
        where = f"WHERE {key_expression(table)} = {literal(key)}"
        fed = self._rows(f"SELECT DISTINCT snapshot_id, change_type {self._feed_of(table)} {where}")
        touched = {row["snapshot_id"] for row in fed}
        numbers = sorted(self.versions)
        oldest = numbers[0]
        fed_first = {row["change_type"] for row in fed if row["snapshot_id"] == oldest}
        row = self._row_at(table, oldest, where)
        events = []
        # The versions that tell how it came, or what was removed, may have been expired.
        if row:
            came: Kind = "added" if "insert" in fed_first else "known"
            events.append(self._event(key, came, oldest, {}, row))
        elif "delete" in fed_first:
            events.append(self._event(key, "removed", oldest, {}, {}))
        for former, number in pairwise(numbers):
            between = range(former + 1, number + 1)
            # Of versions that were expired, the feed may tell nothing.
            if touched.isdisjoint(between) and self.snapshots.issuperset(between):
                continue
            before, row = row, self._row_at(table, number, where)
            if row != before:
                kind: Kind = "changed" if row and before else "added" if row else "removed"
                events.append(self._event(key, kind, number, before, row))
        return events

    def _row_at(self, table: str, number: int, where: str) -> dict[str, Any]:
        """Return a row as it is in a version, without its nulls; empty where it isn't there."""
        source = f"FROM {LAKE}.main.{identifier(table)} AT (VERSION => {number})"
        rows = self._rows(f"{source} {where}", missing=True)
        return {column: value for row in rows for column, value in row.items() if value is not None}

    def _event(
        self, key: str, kind: Kind, number: int, before: dict[str, Any], after: dict[str, Any]
    ) -> RowEvent:
        cells = tuple(
            Cell(column, before.get(column), after.get(column))
            for column in {**after, **before}
            if before.get(column) != after.get(column)
        )
        return self._at(key, kind, number, cells)

    def _redirect(self, table: str, key: str) -> RowEvent | None:
        for row in self._redirects(table, "old_id", key):
            other = row["new_id"]
            return self._at(key, "redirected", row["since_version"], other=other)
        return None

    def _absorptions(self, table: str, key: str) -> list[RowEvent]:
        return [
            self._at(key, "absorbed", row["since_version"], other=row["old_id"])
            for row in self._redirects(table, "new_id", key)
        ]

    def _redirects(self, table: str, column: str, key: str) -> list[dict[str, Any]]:
        if not self.has_redirects:
            return []
        return self._rows(
            f"FROM {REDIRECTS} WHERE table_name = {literal(table)} AND {column} = {literal(key)} "
            "ORDER BY since_version, old_id"
        )

    def _at(
        self,
        key: str,
        kind: Kind,
        number: int,
        cells: tuple[Cell, ...] = (),
        other: str | None = None,
    ) -> RowEvent:
        version = self.versions.get(number)
        later = (self.versions[n].releases for n in sorted(self.versions) if n >= number)
        release = next((names[0] for names in later if names), None)
        return RowEvent(
            key, kind, number, release, version.committed_at if version else None, cells, other
        )

    def _feed_of(self, table: str) -> str:
        return (
            f"FROM {LAKE}.table_changes({literal(table)}, {min(self.versions)}, "
            f"{max(self.versions)})"
        )

    def _rows(self, sql: str, *, missing: bool = False) -> list[dict[str, Any]]:
        """Return rows by column; none where, with `missing`, the table wasn't there yet."""
        import duckdb

        try:
            cursor = self.connection.execute(sql)
        except duckdb.CatalogException:
            if missing:
                return []
            raise
        columns = [column for column, *_ in cursor.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
