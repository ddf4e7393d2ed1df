"""A page for each table: what its columns mean, its first rows, and all rows for a script."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from toolkit.quoting import identifier, identifiers
from toolkit.site.downloads import Downloads
from toolkit.site.page_writer import PageWriter
from toolkit.site.published_tables import PublishedTable
from toolkit.site.selection import Selection
from toolkit.store.json_value import json_value

if TYPE_CHECKING:
    import duckdb

MOST_ROWS = 500
"""Rows of a table that its page shows without a script."""

MOST_SCRIPT_ROWS = 50_000
"""Rows of a table that a script may search, sort and filter."""

_ROWS_AT_ONCE = 5_000

# Made once: `json.dumps` with options makes an encoder for every row.
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=json_value)


def write_table_pages(
    writer: PageWriter,
    connection: duckdb.DuckDBPyConnection,
    tables: tuple[PublishedTable, ...],
    selection: Selection,
    downloads: Downloads,
) -> None:
    """Write the page and the rows of each table, and the page that lists them."""
    writer.write("tables/index.html", "tables.html", tables=tables)
    for table in tables:
        first = []
        with (writer.folder / "tables" / f"{table.name}.json").open(
            "w", encoding="utf-8", newline="\n"
        ) as file:
            columns = [column.name for column in table.columns]
            linked = _linked_ids(table, selection)
            file.write(
                f'{{"columns":{_JSON.encode(columns)},"pages":{_JSON.encode(linked)},"rows":['
            )
            for place, row in enumerate(_rows(connection, table)):
                if place < MOST_ROWS:
                    first.append(row)
                file.write(",\n" if place else "\n")
                file.write(_JSON.encode(row))
            file.write("\n]}\n")
        writer.write(
            f"tables/{table.name}.html",
            "table.html",
            table=table,
            rows=first,
            downloads=downloads.of_table(table.name),
            most_script_rows=MOST_SCRIPT_ROWS,
        )


def _linked_ids(table: PublishedTable, selection: Selection) -> dict[str, list[str]]:
    """Return the rows with pages to which the table leads, by kind, where a script needs them.

    Of the rows that stand on its page the script sees that itself.
    """
    if table.rows <= MOST_ROWS:
        return {}
    kinds = sorted({column.leads_to for column in table.columns if column.leads_to})
    return {kind: ids for kind in kinds if (ids := selection.ids(kind))}


def _rows(
    connection: duckdb.DuckDBPyConnection, table: PublishedTable
) -> Iterator[tuple[Any, ...]]:
    columns = identifiers(column.name for column in table.columns)
    cursor = connection.execute(
        f"SELECT {columns} FROM {identifier(table.name)} "
        f"ORDER BY {table.order} LIMIT {MOST_SCRIPT_ROWS}"
    )
    while rows := cursor.fetchmany(_ROWS_AT_ONCE):
        yield from rows
