"""How a proposal of schemas is shown."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.markup import escape

from toolkit.printing.terminal import empty_table, open_console

if TYPE_CHECKING:
    from toolkit.inference import Draft, DraftTable

_LONGEST = 60


def print_draft(draft: Draft, place: Path) -> None:
    """Print the columns of each table with their types and constraints, and what to look at."""
    console = open_console()
    for table in draft.tables:
        console.print(f"[bold]{escape(table.name)}[/bold]  {table.rows:,} rows", highlight=False)
        columns = empty_table("column", "type", "constraints")
        for field in table.schema["fields"]:
            columns.add_row(
                *map(escape, (field["name"], _type(field), ", ".join(_constraints(table, field))))
            )
        console.print(columns)
    for line in _lines(draft):
        console.print(escape(line), soft_wrap=True)
    console.print(f"{escape(str(place))} is a proposal: read it, and edit it.", soft_wrap=True)


def say_notes(draft: Draft) -> None:
    """Say on standard error what to look at in a proposal."""
    sys.stdout.flush()
    for line in _lines(draft):
        sys.stderr.write(f"toolkit: {line}\n")


def _lines(draft: Draft) -> Iterator[str]:
    for note in draft.notes:
        place = note.table if note.column is None else f"{note.table} {note.column}"
        yield f"{place}: {note.message}"


def _type(field: Mapping[str, Any]) -> str:
    format = field.get("format")
    return f"{field['type']} {format}" if format else str(field["type"])


def _constraints(table: DraftTable, field: Mapping[str, Any]) -> Iterator[str]:
    name = field["name"]
    key = table.schema.get("primaryKey", ())
    if name in key:
        yield "primary key" if len(key) == 1 else "part of the primary key"
    for foreign in table.schema.get("foreignKeys", ()):
        if foreign["fields"] == [name]:
            target = foreign["reference"]
            yield f"refers to {target.get('resource', table.name)}"
    for constraint, limit in field.get("constraints", {}).items():
        text = constraint if limit is True else f"{constraint} {_limit(limit)}"
        yield text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _limit(limit: object) -> str:
    return "|".join(map(str, limit)) if isinstance(limit, list) else str(limit)
