"""The tables while curation changes them: rows by key, and who refers to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from toolkit.curation.cell_values import text_from_value
from toolkit.curation.entries import Entry
from toolkit.curation.evidence_rows import EvidenceOfRows, Span
from toolkit.tables import foreign_keys, primary_key, sort_and_cast, table_names

if TYPE_CHECKING:
    import pyarrow

Row = dict[str, Any]
Cell = tuple[str, str]
"""A table and the key of one of its rows, the parts of a composite key joined with "/"."""

EVERY_COLUMN = "*"
_KEPT_APART = ("evidence", "redirects")


def record_id(table: str, row: Mapping[str, Any]) -> str:
    """Return the key of a row, the parts of a composite key joined with "/"."""
    return "/".join(text_from_value(row[column]) for column in primary_key(table))


class WorkingRows:
    """Rows of every table, changed in place; it keeps which entry changed which column.

    `entry` is the entry that is being applied, and `unsettled` has the meetings whose reports
    changed, each with the rule of the change.
    """

    def __init__(self, tables: Mapping[str, pyarrow.Table]) -> None:
        self.entry: Entry | None = None
        self.unsettled: dict[str, str] = {}
        self._given = tables
        self._rows: dict[str, dict[str, Row]] = {}
        self._referring: dict[Cell, set[Cell]] = defaultdict(set)
        self._changed: set[str] = set()
        self._touched: dict[Cell, dict[str, list[Entry]]] = {}
        self.evidence = EvidenceOfRows(tables["evidence"].to_pylist())
        self._references = {
            table: tuple((key.columns[0], key.reference) for key in foreign_keys(table))
            for table in table_names()
            if table in tables and table not in _KEPT_APART
        }
        for table in self._references:
            self._rows[table] = {}
            for row in tables[table].to_pylist():
                self._place(table, row)

    def get(self, table: str, record: str) -> Row | None:
        """Return a row, which the caller leaves as it is, or None."""
        return self._rows[table].get(record)

    def names(self) -> tuple[str, ...]:
        """Return the names of the tables, less `evidence` and `redirects`."""
        return tuple(self._rows)

    def all_of(self, table: str) -> Mapping[str, Row]:
        """Return every row of a table by its key."""
        return self._rows[table]

    def references(self, table: str) -> tuple[tuple[str, str], ...]:
        """Return the columns of a table that hold keys, and the tables they are keys of."""
        return self._references[table]

    def referring(self, table: str, record: str) -> list[tuple[str, str, str]]:
        """Return table, key and column of every value that is the key of a row, sorted."""
        cells = sorted(self._referring.get((table, record), ()))
        return [
            (other, key, column)
            for other, key in cells
            for column, reference in self._references[other]
            if reference == table and self._rows[other][key][column] == record
        ]

    def add(self, table: str, row: Row) -> None:
        """Add a row whose key no other has."""
        self._place(table, row)
        self._touch((table, record_id(table, row)), [EVERY_COLUMN])

    def copy(self, table: str, row: Row, values: Mapping[str, Any]) -> str:
        """Add a row with other values in its key, unless there is one; return its key."""
        copied = {**row, **values}
        key = record_id(table, copied)
        if key not in self._rows[table]:
            self.add(table, copied)
        return key

    def remove(self, table: str, record: str) -> Row:
        """Remove a row with its evidence, and return it."""
        row = self._take(table, record)
        self.evidence.remove_all(table, record)
        return row

    def change(self, table: str, record: str, values: Mapping[str, Any]) -> None:
        """Give a row other values, in columns that are not part of its key."""
        row = self._take(table, record)
        self._place(table, {**row, **values})
        self._touch((table, record), values)

    def rekey(
        self,
        table: str,
        record: str,
        values: Mapping[str, Any],
        join: Callable[[Row, Row], Row],
    ) -> str:
        """Give a row other values, also in its key, and return the key it has then.

        Where another row has that key, `join(the other, this one)` is the row that stays.
        """
        moved = {**self._take(table, record), **values}
        key = record_id(table, moved)
        stays = moved
        if key in self._rows[table]:
            stays = join(self._take(table, key), moved)
        self._place(table, stays)
        if key != record:
            self.evidence.move((table, record), (table, key), held_by(moved, stays))
            for column, entries in self._touched.get((table, record), {}).items():
                self._touched.setdefault((table, key), {}).setdefault(column, []).extend(entries)
        self._touch((table, key), values)
        return key

    def mark(
        self, table: str, record: str, rule: str, field: str | None, span: Span | None = None
    ) -> None:
        """Say by a row of evidence that curation touched a row, at words that support it."""
        at = span or self.evidence.main_span(table, record, field)
        if at is not None:
            self.evidence.add(at, table, record, field, rule)

    def touched_by(self, table: str, record: str, columns: Iterable[str]) -> list[Entry]:
        """Return the entries that changed one of these columns of a row, or made the row."""
        of_row = self._touched.get((table, record), {})
        return [entry for column in (EVERY_COLUMN, *columns) for entry in of_row.get(column, ())]

    def to_tables(self) -> dict[str, pyarrow.Table]:
        """Return all tables; those that nothing changed are the very ones that were given."""
        tables = dict(self._given)
        for table in self._changed:
            tables[table] = sort_and_cast(table, self._rows[table].values())
        if self.evidence.is_changed:
            tables["evidence"] = sort_and_cast("evidence", self.evidence.rows())
        return tables

    def _place(self, table: str, row: Row) -> None:
        key = record_id(table, row)
        self._rows[table][key] = row
        for column, reference in self._references[table]:
            if row[column] is not None:
                self._referring[reference, row[column]].add((table, key))

    def _take(self, table: str, record: str) -> Row:
        row = self._rows[table].pop(record)
        self._changed.add(table)
        for column, reference in self._references[table]:
            if row[column] is not None:
                self._referring[reference, row[column]].discard((table, record))
        return row

    def _touch(self, cell: Cell, columns: Iterable[str]) -> None:
        self._changed.add(cell[0])
        if self.entry is not None:
            for column in columns:
                self._touched.setdefault(cell, {}).setdefault(column, []).append(self.entry)


def held_by(before: Row, after: Row) -> Callable[[str], bool]:
    """Return what tells whether the row that stays has the value that a column had."""
    return lambda column: before.get(column) == after.get(column)
