"""The differences to the version before as a page, bounded, with names beside keys."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.site.page_writer import PageWriter
from toolkit.store.history import Version
from toolkit.store.version_difference import Difference, RowDifference, TableDifference

MOST_CHANGES = 200
"""Rows of a table that the page lists of each kind of change."""

_SAID_BY_COUNT = frozenset({"evidence"})
"""Tables whose rows say something to programs only: the page counts them."""


@dataclass(frozen=True, slots=True)
class ChangedRows:
    """The rows of a table that were added, changed or removed: the first, and how many."""

    change: str
    rows: tuple[RowDifference, ...]
    of_all: int


@dataclass(frozen=True, slots=True)
class ChangedTable:
    """What differs in a table, counted and listed."""

    table: TableDifference
    changes: tuple[ChangedRows, ...]


def write_changes_page(writer: PageWriter, difference: Difference) -> None:
    """Write `changes.html`."""
    writer.write(
        "changes.html",
        "changes.html",
        difference=difference,
        before=version_name(difference.before),
        tables=tuple(_changed(table) for table in difference.tables),
    )


def version_name(version: Version) -> str:
    """Return the name of a version: that of its release, else its number."""
    return version.release or f"number {version.number}"


def _changed(table: TableDifference) -> ChangedTable:
    changes = []
    for change in ("changed", "removed", "added"):
        rows = [row for row in table.rows if row.change == change]
        if rows:
            listed = () if table.table in _SAID_BY_COUNT else tuple(rows[:MOST_CHANGES])
            changes.append(ChangedRows(change, listed, len(rows)))
    return ChangedTable(table, tuple(changes))
