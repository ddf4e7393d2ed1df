"""How a difference between two versions is shown on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from toolkit.printing.terminal import empty_table, open_console

if TYPE_CHECKING:
    from toolkit.store.version_difference import Difference, RowDifference, TableDifference

ROWS_ON_TERMINAL = 20
"""Rows of each table that a terminal shows where no other number is asked for."""

_SIGNS = {"added": ("+", "green"), "removed": ("-", "red"), "changed": ("~", "yellow")}


def print_difference(difference: Difference, limit: int | None = None) -> None:
    """Print what differs, table by table, at most `limit` rows of each.

    Without a limit a terminal shows 20 rows of each table, and a file all.
    """
    console = open_console()
    if limit is None and console.is_terminal:
        limit = ROWS_ON_TERMINAL
    numbers = f"version {difference.before.number} and version {difference.after.number}"
    if not difference:
        console.print(f"There is no difference between {numbers}.", soft_wrap=True)
    for table in difference.tables:
        _print_table(console, table, limit)


def _print_table(console: Console, table: TableDifference, limit: int | None) -> None:
    heading = Text.assemble((table.table, "bold"), f" ({table.sentence})")
    console.print(heading, soft_wrap=True)
    shown = table.rows if limit is None else table.rows[:limit]
    if shown:
        lines = empty_table("", "row", "column", "before", "after")
        for row in shown:
            for cells in _lines(row):
                lines.add_row(*cells)
        console.print(lines)
    left = len(table.rows) - len(shown)
    if left:
        rows = "row differs" if left == 1 else "rows differ"
        console.print(f"{left:,} more {rows}; `--limit N` shows more.", soft_wrap=True)


def _lines(row: RowDifference) -> list[tuple[Text, ...]]:
    sign, colour = _SIGNS[row.change]
    what = Text(row.key_text)
    if row.name and row.name != row.key_text:
        what.append(f"\n{row.name}", "dim")
    heading = (Text(sign, colour), what)
    if row.change == "added":
        return [(*heading, Text(), Text(), Text(row.values_text))]
    if row.change == "removed":
        return [(*heading, Text(), Text(row.values_text), Text())]
    return [
        (
            *(heading if place == 0 else (Text(), Text())),
            Text(cell.column),
            Text(cell.before_text),
            Text(cell.after_text),
        )
        for place, cell in enumerate(row.cells)
    ]
