"""Lines of text that the database makes, written as they come.

The database writes the text, because a million rows in Python take minutes; and it is asked for
some rows at a time, so that what it has to sort stays small.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from toolkit.quoting import identifier, literal

if TYPE_CHECKING:
    import duckdb

ROWS_AT_ONCE = 100_000
_LINES_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class Lines:
    """A query of one column of text or JSON; with a table, asked for some of its rows at a time.

    `{within}` in `sql` then becomes a condition on `key`, the first column of the primary key of
    the table. The query sorts by that key, so that the parts follow each other in its order.
    """

    sql: str
    table: str | None = None
    key: str | None = None


def read_lines(
    connection: duckdb.DuckDBPyConnection, lines: Lines, rows: int = ROWS_AT_ONCE
) -> Iterator[list[str]]:
    """Yield the lines in their order, some thousand at a time."""
    for condition in _ranges(connection, lines, rows):
        answer = connection.cursor().execute(lines.sql.replace("{within}", condition))
        for batch in answer.to_arrow_reader(_LINES_AT_ONCE):
            yield batch.column(0).to_pylist()


def write_lines(connection: duckdb.DuckDBPyConnection, lines: Lines, stream: BinaryIO) -> None:
    """Write the lines, each with a line end."""
    for texts in read_lines(connection, lines):
        stream.write("".join(f"{text}\n" for text in texts).encode())


def _ranges(connection: duckdb.DuckDBPyConnection, lines: Lines, rows: int) -> list[str]:
    """Return conditions on the key that part the table, each true of about as many rows."""
    if lines.table is None or lines.key is None:
        return ["true"]
    key, table = identifier(lines.key), identifier(lines.table)
    found = connection.cursor().execute(
        f"SELECT DISTINCT key FROM (SELECT {key} AS key, row_number() OVER (ORDER BY {key}) AS "
        f"position FROM {table}) WHERE (position - 1) % {rows} = 0 AND position > 1 ORDER BY key"
    )
    starts = [literal(start) for (start,) in found.fetchall()]
    lower = ["true", *(f"{key} >= {start}" for start in starts)]
    upper = [*(f"{key} < {start}" for start in starts), "true"]
    return [f"({low} AND {high})" for low, high in zip(lower, upper, strict=True)]
