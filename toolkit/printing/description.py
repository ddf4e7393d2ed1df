"""How tables and columns are described to a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape

from toolkit.printing.terminal import empty_table, open_console

if TYPE_CHECKING:
    from toolkit.store.describe import Description


def print_description(description: Description) -> None:
    """Print every table with its columns, or the one that was asked for."""
    console = open_console()
    if len(description.tables) > 1:
        overview = empty_table("table", "kind", "rows", "meaning", right=("rows",))
        for table in description.tables:
            overview.add_row(table.name, table.kind, f"{table.rows:,}", escape(table.meaning or ""))
        console.print(overview)
        console.print("`toolkit describe TABLE` shows the columns of one.")
        return
    for table in description.tables:
        console.print(f"[bold]{table.name}[/] ({table.kind}, {table.rows:,} rows)")
        if table.meaning:
            console.print(escape(table.meaning))
        columns = empty_table("column", "type", "meaning")
        for column in table.columns:
            columns.add_row(column.name, column.type, escape(column.meaning or ""))
        console.print(columns)
