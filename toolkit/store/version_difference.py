"""What differs between two versions, as values: tables, rows, cells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from toolkit.store.history import Version
from toolkit.store.json_value import json_value

Change = Literal["added", "removed", "changed"]
_REVERSED: dict[Change, Change] = {"added": "removed", "removed": "added", "changed": "changed"}


@dataclass(frozen=True, slots=True)
class CellDifference:
    """A value before and after; None where there is none. Ids have the name of what they mean."""

    column: str
    before: Any
    after: Any
    before_name: str | None = None
    after_name: str | None = None

    @property
    def before_text(self) -> str:
        """The value before, with the name of what it means: `bo-ray (Bo Ray)`; "" for none."""
        return _value_text(self.before, self.before_name)

    @property
    def after_text(self) -> str:
        """The value after, as `before_text` has it."""
        return _value_text(self.after, self.after_name)

    def to_dict(self) -> dict[str, Any]:
        """Return the cell as values that JSON can hold; dates as ISO 8601."""
        return {
            "column": self.column,
            "before": json_value(self.before),
            "after": json_value(self.after),
            "before_name": self.before_name,
            "after_name": self.after_name,
        }


@dataclass(frozen=True, slots=True)
class RowDifference:
    """A row that was added, removed or changed, and what it is in words.

    A row that was changed has the cells that differ; any other has all that are not null.
    """

    key: tuple[Any, ...]
    change: Change
    name: str | None
    cells: tuple[CellDifference, ...]

    @property
    def values_text(self) -> str:
        """The values of a row that was added or removed, without those of its key.

        As text: `kind meeting, status held`.
        """
        return ", ".join(
            f"{cell.column} {cell.after_text or cell.before_text}"
            for cell in self.cells
            if cell.after not in self.key and cell.before not in self.key
        )

    @property
    def key_text(self) -> str:
        """The key as text, a composite one joined with `/`."""
        return "/".join(str(json_value(part)) for part in self.key)

    def to_dict(self) -> dict[str, Any]:
        """Return the row as values that JSON can hold."""
        return {
            "key": self.key_text,
            "change": self.change,
            "name": self.name,
            "cells": [cell.to_dict() for cell in self.cells],
        }


@dataclass(frozen=True, slots=True)
class TableDifference:
    """What differs in one table; rows are sorted by key.

    `change` says whether the table itself was "added" or "removed"; None where both versions
    have it. The rows of a table that was removed, and the values of a column that was, are
    not listed.
    """

    table: str
    rows: tuple[RowDifference, ...] = ()
    change: Literal["added", "removed"] | None = None
    columns_added: tuple[str, ...] = ()
    columns_removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything differs."""
        return bool(self.rows or self.change or self.columns_added or self.columns_removed)

    def count(self, change: Change) -> int:
        """Return how many rows were added, removed or changed."""
        return sum(row.change == change for row in self.rows)

    @property
    def sentence(self) -> str:
        """What differs, counted: `rows: 3 added, 1 changed; columns that are new: isni`."""
        counts = {change: self.count(change) for change in _REVERSED}
        said = [f"{count:,} {change}" for change, count in counts.items() if count]
        parts = [f"rows: {', '.join(said)}"] if said else []
        if self.change == "added":
            parts.insert(0, "the table is new")
        if self.change == "removed":
            parts.insert(0, "the table is gone")
        for columns, words in ((self.columns_added, "new"), (self.columns_removed, "gone")):
            if columns:
                parts.append(f"columns that are {words}: {', '.join(columns)}")
        return "; ".join(parts)

    def to_dict(self) -> dict[str, Any]:
        """Return the table's difference as values that JSON can hold."""
        return {
            "table": self.table,
            "change": self.change,
            "columns_added": list(self.columns_added),
            "columns_removed": list(self.columns_removed),
            **{change: self.count(change) for change in _REVERSED},
            "rows": [row.to_dict() for row in self.rows],
        }


@dataclass(frozen=True, slots=True)
class Difference:
    """What it takes to come from version `before` to version `after`, by table."""

    before: Version
    after: Version
    tables: tuple[TableDifference, ...]

    def __bool__(self) -> bool:
        """Return whether anything differs."""
        return bool(self.tables)

    def to_dict(self) -> dict[str, Any]:
        """Return the difference as values that JSON can hold."""
        return {
            "before": _version_dict(self.before),
            "after": _version_dict(self.after),
            "tables": [table.to_dict() for table in self.tables],
        }


def reverse(difference: TableDifference) -> TableDifference:
    """Return the difference that leads back."""
    rows = tuple(
        RowDifference(
            row.key,
            _REVERSED[row.change],
            row.name,
            tuple(
                CellDifference(
                    cell.column, cell.after, cell.before, cell.after_name, cell.before_name
                )
                for cell in row.cells
            ),
        )
        for row in difference.rows
    )
    change: Literal["added", "removed"] | None = None
    if difference.change is not None:
        change = "added" if difference.change == "removed" else "removed"
    return replace(
        difference,
        rows=rows,
        change=change,
        columns_added=difference.columns_removed,
        columns_removed=difference.columns_added,
    )


def _version_dict(version: Version) -> dict[str, Any]:
    return {
        "number": version.number,
        "committed_at": version.committed_at.isoformat(timespec="seconds"),
    }


def _value_text(value: Any, name: str | None) -> str:
    text = "" if value is None else str(json_value(value))
    return f"{text} ({name})" if name and name != text else text
