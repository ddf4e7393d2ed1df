"""Which rows have pages and what stands on them, chosen once as temporary tables.

Each query of `queries/selection` becomes a table of its name, and each of `queries/actors`,
`queries/meetings`, ... one such as `actors_names`: the rows of a part of those pages. So a large
table is read once, however many pages there are, and only what is shown is ever in memory.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from string import Template
from typing import TYPE_CHECKING, Any

from toolkit.site.page_writer import page_path

if TYPE_CHECKING:
    import duckdb

KINDS = ("actors", "meetings", "elections", "articles")
"""What has pages, each a table of the data model and a folder of the site."""

MOST_LINES = 50
"""Lines that a part of a page has at most; the page says how many there are."""

_SELECTION = (
    *("shown_actors", "shown_meetings", "shown_elections", "shown_articles"),
    *("meetings_of_actors", "meetings_of_articles", "meeting_summaries"),
    *("shown_records", "shown_evidence"),
)
_PARTS = {
    "actors": ("names", "roles", "members", "met", "meetings", "results", "evidence"),
    "meetings": ("summary", "participants", "reports", "evidence"),
    "elections": ("reports", "results", "evidence"),
    "articles": ("meetings", "elections", "roles"),
}
_PAGES_AT_ONCE = 250

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of a part of a page, and how many there are of all."""

    rows: tuple[Row, ...] = ()
    of_all: int = 0

    @property
    def left_out(self) -> int:
        """How many lines the page does not show."""
        return self.of_all - len(self.rows)


@dataclass(frozen=True, slots=True)
class PageRows:
    """What a page is made of: the row that it is about, and its parts by name."""

    row: Row
    parts: dict[str, Part]

    def __getitem__(self, name: str) -> Part:
        """Return a part; an empty one where there are no lines."""
        return self.parts.get(name, Part())


class Selection:
    """The rows that pages show, read out of the temporary tables of one connection."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, pages_of_each: int) -> None:
        self._connection = connection
        bounds = {"pages": str(int(pages_of_each)), "lines": str(MOST_LINES)}
        for name in _SELECTION:
            self._make(name, _query(f"selection/{name}", bounds))
        for kind, names in _PARTS.items():
            for name in names:
                self._make(
                    f"{kind}_{name}",
                    f"SELECT position, part.* FROM ({_query(f'{kind}/{name}', bounds)}) AS part "
                    f"JOIN shown_{kind} USING (page) WHERE line <= {MOST_LINES}",
                )
        self._paths = {kind: dict(self._paths_of(kind)) for kind in KINDS}

    def path(self, kind: str, id: str | None) -> str | None:
        """Return the path of the page of a row, None for a row without a page."""
        return None if id is None else self._paths.get(kind, {}).get(id)

    def ids(self, kind: str) -> list[str]:
        """Return the keys of the rows of a kind that have pages, sorted."""
        return sorted(self._paths.get(kind, {}))

    def shown(self, kind: str) -> list[Row]:
        """Return the rows of a kind that have pages, the most connected first."""
        rows = self.rows(f"SELECT * FROM shown_{kind} ORDER BY position")
        return [row for row in rows if row["page"] in self._paths[kind]]

    def pages(self, kind: str) -> Iterator[PageRows]:
        """Give what stands on each page of a kind, a bounded number of pages in memory."""
        shown = self.shown(kind)
        for start in range(0, len(shown), _PAGES_AT_ONCE):
            chunk = shown[start : start + _PAGES_AT_ONCE]
            first, last = chunk[0]["position"], chunk[-1]["position"]
            parts = {name: self._lines(f"{kind}_{name}", first, last) for name in _PARTS[kind]}
            for row in chunk:
                found = {name: lines.get(row["page"], []) for name, lines in parts.items()}
                yield PageRows(row, {name: _part(lines) for name, lines in found.items()})

    def rows(self, sql: str) -> list[Row]:
        """Return the answer of a query as one mapping for each row."""
        cursor = self._connection.execute(sql)
        columns = [column for column, *_ in cursor.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]

    def query(self, name: str) -> list[Row]:
        """Return the answer of a query of the folder `queries`, such as `index/totals`."""
        return self.rows(_query(name, {}))

    def count(self, table: str) -> int:
        """Return how many rows a table of the version has; raises as DuckDB does."""
        row = self._connection.table(table).aggregate("count(*)").fetchone()
        return int(row[0]) if row else 0

    def _make(self, name: str, query: str) -> None:
        self._connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}")

    def _paths_of(self, kind: str) -> Iterator[tuple[str, str]]:
        for row in self.rows(f"SELECT page FROM shown_{kind} ORDER BY position"):
            path = page_path(kind, row["page"])
            if path is not None:
                yield row["page"], path

    def _lines(self, table: str, first: int, last: int) -> dict[str, list[Row]]:
        lines = defaultdict(list)
        for row in self.rows(
            f"SELECT * FROM {table} WHERE position BETWEEN {first} AND {last} "
            "ORDER BY position, line"
        ):
            lines[row["page"]].append(row)
        return lines


def _part(lines: list[Row]) -> Part:
    return Part(tuple(lines), lines[0]["of_all"]) if lines else Part()


def _query(name: str, bounds: dict[str, str]) -> str:
    path = resources.files("toolkit.site") / "queries" / f"{name}.sql"
    return Template(path.read_text(encoding="utf-8")).substitute(bounds)
