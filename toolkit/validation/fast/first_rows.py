"""The first of the rows that a query selects, and how many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb


def first_rows(
    connection: duckdb.DuckDBPyConnection, columns: str, selection: str, limit: int
) -> tuple[list[tuple[Any, ...]], int]:
    """Return the first rows in the order of their first column, at most `limit`, and the total.

    `selection` is what follows the columns in the query. Rows are counted apart only where there
    may be more of them, as counting takes as long as fetching them.
    """
    query = f"SELECT {columns} {selection} ORDER BY 1 LIMIT {limit}"
    found = connection.execute(query).fetchall()
    if len(found) < limit:
        return found, len(found)
    return found, connection.execute(f"SELECT count(*) {selection}").fetchall()[0][0]
