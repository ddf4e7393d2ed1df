"""What a release changes for users: rows and form, from the last release to a snapshot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.quoting import identifier, identifiers, literal
from toolkit.release.row_names import RowNames
from toolkit.store.history import TableChange
from toolkit.store.lake import LAKE
from toolkit.store.redirects import REDIRECTS
from toolkit.store.schema_changes import (
    SchemaChange,
    compare_schemas,
    field_types,
    resource_schemas,
)
from toolkit.store.semantic_version import Level
from toolkit.table_schema import primary_key_of

if TYPE_CHECKING:
    import duckdb

MOST_NAMED = 5
"""Rows that are named of each kind of change in a table; the others are counted."""

KEPT_IDS = ("actors", "meetings", "elections")
"""Tables whose keys others join on: one that goes must be redirected."""

ACCOMPANYING = frozenset({"evidence", REDIRECTS})
"""Tables that say something of other rows: a correction adds to them, and is still one."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """A value that changed, with the name of its row; None stands for no value."""

    row: str
    column: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class TableNews:
    """What changed in a table: how many rows, and the first of them by name."""

    counts: TableChange
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[CellChange, ...] = ()


@dataclass(frozen=True, slots=True)
class ReleaseChanges:
    """All that changed.

    `lost_ids` are clauses on keys that others may have joined on, `revised` on what changed
    around the rows, such as the description.
    """

    schema: tuple[SchemaChange, ...] = ()
    tables: tuple[TableNews, ...] = ()
    lost_ids: tuple[str, ...] = ()
    revised: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything changed at all."""
        return bool(self.schema or self.tables or self.lost_ids or self.revised)

    @property
    def level(self) -> Level:
        """What kind of version the changes ask for; corrections alone are a patch."""
        if self.lost_ids or any(change.level == "major" for change in self.schema):
            return "major"
        added = (news for news in self.tables if news.counts.table not in ACCOMPANYING)
        if self.schema or any(news.counts.added for news in added):
            return "minor"
        return "patch"


def changes_between(
    connection: duckdb.DuckDBPyConnection,
    before: tuple[int, Mapping[str, Any]],
    after: tuple[int, Mapping[str, Any]],
) -> ReleaseChanges:
    """Return what changed between two snapshots of the store that is attached as `lake`.

    `before` and `after` are the number of a snapshot and the descriptor of its package. Rows
    are the same where their primary keys are.
    """
    schema = compare_schemas(before[1], after[1])
    revised = tuple(_revisions(before[1], after[1]))
    if before[0] == after[0]:
        return ReleaseChanges(schema, revised=revised)
    comparison = _Comparison(connection, before, after)
    news = (comparison.table(name) for name in resource_schemas(after[1]))
    tables = tuple(table for table in news if table.counts)
    return ReleaseChanges(schema, tables, comparison.lost_ids(), revised)


class _Comparison:
    """Compares two versions of each table."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        before: tuple[int, Mapping[str, Any]],
        after: tuple[int, Mapping[str, Any]],
    ) -> None:
        self.connection = connection
        self.old_schemas, self.new_schemas = map(resource_schemas, (before[1], after[1]))
        self.numbers = before[0], after[0]
        self.old_names = RowNames(connection, self.old)
        self.new_names = RowNames(connection, self.new)

    def old(self, table: str) -> str | None:
        return _source(table, self.numbers[0]) if table in self.old_schemas else None

    def new(self, table: str) -> str | None:
        return _source(table, self.numbers[1]) if table in self.new_schemas else None

    def table(self, name: str) -> TableNews:
        """Return what changed in a table that the later version has."""
        old, new, schema = self.old(name), self.new(name), self.new_schemas[name]
        if old is None:
            counts = TableChange(name, added=self._count(f"{new}"))
            return TableNews(counts, self._named(name, f"{new}", True))
        stored = field_types(self.old_schemas[name])
        common = [c for c, kind in field_types(schema).items() if stored.get(c) == kind]
        key = [column for column in primary_key_of(schema) if column in common] or common
        keys = identifiers(key)
        added_rows = f"{new} ANTI JOIN {old} USING ({keys})"
        removed_rows = f"{old} ANTI JOIN {new} USING ({keys})"
        differing = " OR ".join(
            f"n.{c} IS DISTINCT FROM o.{c}" for c in map(identifier, common) if c not in key
        )
        changed_rows = f"{new} n JOIN {old} o USING ({keys}) WHERE {differing or 'false'}"
        counts = TableChange(
            name,
            self._count(added_rows),
            self._count(changed_rows),
            self._count(removed_rows),
        )
        if name in ACCOMPANYING:
            return TableNews(counts)
        return TableNews(
            counts,
            self._named(name, added_rows, True) if counts.added else (),
            self._named(name, removed_rows, False) if counts.removed else (),
            self._cells(name, key, common, changed_rows) if counts.changed else (),
        )

    def lost_ids(self) -> tuple[str, ...]:
        """Return what became of keys that others join on, where no redirect tells it."""
        clauses = []
        redirects = self.new(REDIRECTS)
        for table in KEPT_IDS:
            old, new = self.old(table), self.new(table)
            if old is None or new is None:
                continue
            (column,) = primary_key_of(self.new_schemas[table])
            known = f"WHERE table_name = {literal(table)}"
            gone = f"SELECT {column} AS id FROM {old} ANTI JOIN {new} USING ({column})"
            if redirects is not None:
                gone += f" WHERE {column} NOT IN (SELECT old_id FROM {redirects} {known})"
                again = (
                    f"SELECT old_id AS id FROM {redirects} "
                    f"SEMI JOIN {new} n ON n.{column} = old_id "
                    f"ANTI JOIN {old} o ON o.{column} = old_id {known} "
                    f"AND since_version <= {self.numbers[0]}"
                )
                clauses += self._clause(again, table, "redirected before and used again")
            clauses += self._clause(gone, table, "gone without a redirect")
        return tuple(clauses)

    def _clause(self, ids: str, table: str, fate: str) -> list[str]:
        count = self._count(f"({ids})")
        if not count:
            return []
        rows = self.connection.execute(f"{ids} ORDER BY id LIMIT {MOST_NAMED}").fetchall()
        more = f" and {count - MOST_NAMED} more" if count > MOST_NAMED else ""
        noun = table.removesuffix("s") if count == 1 else table
        return [f"{count:,} {noun} {fate}: {', '.join(id for (id,) in rows)}{more}"]

    def _count(self, source: str) -> int:
        row = self.connection.execute(f"SELECT count(*) FROM {source}").fetchone()
        return int(row[0]) if row else 0

    def _named(self, table: str, rows: str, now: bool) -> tuple[str, ...]:
        schema = (self.new_schemas if now else self.old_schemas)[table]
        names = self.new_names if now else self.old_names
        key = primary_key_of(schema) or tuple(field_types(schema))
        found = self._rows(f"SELECT * FROM {rows} ORDER BY {identifiers(key)} LIMIT {MOST_NAMED}")
        return tuple(names.of_row(table, row, _key_text(row, key)) for row in found)

    def _cells(
        self, table: str, key: list[str], columns: list[str], rows: str
    ) -> tuple[CellChange, ...]:
        values = [column for column in columns if column not in key]
        pairs = ", ".join(
            f"n.{identifier(c)} AS {identifier(f'new {c}')}, o.{identifier(c)} AS "
            f"{identifier(f'old {c}')}"
            for c in values
        )
        keys = identifiers(key)
        found = self._rows(f"SELECT {keys}, {pairs} FROM {rows} ORDER BY {keys} LIMIT {MOST_NAMED}")
        cells = []
        for row in found:
            now = {**{c: row[c] for c in key}, **{c: row[f"new {c}"] for c in values}}
            name = self.new_names.of_row(table, now, _key_text(row, key))
            for c in values:
                before, after = row[f"old {c}"], row[f"new {c}"]
                if before != after:
                    cells.append(
                        CellChange(
                            name,
                            c,
                            None if before is None else self.old_names.of_value(c, before),
                            None if after is None else self.new_names.of_value(c, after),
                        )
                    )
        return tuple(cells)

    def _rows(self, sql: str) -> list[dict[str, Any]]:
        cursor = self.connection.execute(sql)
        columns = [column for column, *_ in cursor.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def _revisions(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """Give what differs between two descriptors beside tables, version and time."""
    old, new = (_said_of_package(descriptor) for descriptor in (before, after))
    revised = [key for key in {**old, **new} if old.get(key) != new.get(key)]
    if revised:
        yield f"{', '.join(revised)} of the package revised"
    old_forms, new_forms = map(_formats, (before, after))
    if old_forms != new_forms:
        yield f"data files written as {', '.join(new_forms)}, before as {', '.join(old_forms)}"


def _said_of_package(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    left_out = ("version", "created", "resources")
    return {key: value for key, value in descriptor.items() if key not in left_out}


def _formats(descriptor: Mapping[str, Any]) -> list[str]:
    return sorted({str(item.get("format")) for item in descriptor.get("resources") or ()})


def _source(table: str, number: int) -> str:
    """Return the SQL of a table as it was in a snapshot."""
    return f"(FROM {LAKE}.main.{identifier(table)} AT (VERSION => {number}))"


def _key_text(row: Mapping[str, Any], key: tuple[str, ...] | list[str]) -> str:
    return "/".join(str(row[column]) for column in key)
