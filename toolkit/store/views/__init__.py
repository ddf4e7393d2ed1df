"""The views that every database of a package has, each one SQL file of this folder.

A file is named like its view and starts with a comment: what a row is, then, below the line
`Columns:`, the meaning of each column. That comment becomes the comment of the view.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.quoting import identifier, literal

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class View:
    """A named query with its meaning and the meaning of its columns."""

    name: str
    query: str
    meaning: str
    columns: dict[str, str] = field(default_factory=dict)


@cache
def read_views() -> tuple[View, ...]:
    """Return the views of this folder, sorted by name."""
    paths = sorted(Path(__file__).parent.glob("*.sql"))
    return tuple(parse_view(path.stem, path.read_text(encoding="utf-8")) for path in paths)


def parse_view(name: str, text: str) -> View:
    """Return the view that the text of one file states."""
    lines = text.splitlines()
    header = []
    while lines and lines[0].startswith("--"):
        header.append(lines.pop(0).removeprefix("--").strip())
    split = header.index("Columns:") if "Columns:" in header else len(header)
    columns = dict(line.split(": ", 1) for line in header[split + 1 :])
    query = "\n".join(lines).strip().removesuffix(";")
    return View(name, query, " ".join(header[:split]), columns)


def create_views(connection: duckdb.DuckDBPyConnection, taken: Iterable[str] = ()) -> None:
    """Create every view in the current schema, with its comments.

    A view is left out where its name is among those `taken` by tables, and where a table or
    column that it reads is missing, as in a version that is older than that column.
    """
    import duckdb

    names = set(taken)
    for view in read_views():
        if view.name in names:
            continue
        try:
            connection.execute(f"CREATE VIEW {identifier(view.name)} AS {view.query}")
        except (duckdb.BinderException, duckdb.CatalogException):
            continue
        connection.execute(f"COMMENT ON VIEW {identifier(view.name)} IS {literal(view.meaning)}")
        for column, meaning in view.columns.items():
            connection.execute(
                f"COMMENT ON COLUMN {identifier(view.name)}.{identifier(column)} "
                f"IS {literal(meaning)}"
            )
