"""How an answer is written out: as a table to read, or as CSV, JSON or Parquet to reuse."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date, datetime, time
from typing import IO, TYPE_CHECKING, Any, Literal

from toolkit.store.errors import QueryError

if TYPE_CHECKING:
    import duckdb

_PLAIN_WIDTH = 60
_NUMBERS = frozenset({"BIGINT", "INTEGER", "HUGEINT", "DOUBLE", "FLOAT", "SMALLINT"})


def write_result(
    relation: duckdb.DuckDBPyRelation, format: str, stream: IO[str] | IO[bytes]
) -> None:
    """Write an answer to a stream: `table`, `csv` or `json` as text, `parquet` as bytes.

    For `parquet` the stream takes bytes; a text stream over one (such as `sys.stdout`) will
    do. Raises QueryError for another format.
    """
    if format not in FORMATS:
        raise QueryError(f"There is no format {format!r}; the formats are {', '.join(FORMATS)}.")
    FORMATS[format](relation, stream)


def _write_table(relation: duckdb.DuckDBPyRelation, stream: Any) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    rows = relation.fetchall()
    lines = [relation.columns, *([_readable(value) for value in row] for row in rows)]
    widths: list[int | None] = [None] * len(relation.columns)
    console = Console(file=stream)
    if not stream.isatty():
        # No terminal sets a limit, so no word has to be broken.
        plain = [max(map(_plain_width, cells)) for cells in zip(*lines, strict=True)]
        widths, console = (
            [*plain],
            Console(file=stream, width=max(20, sum(plain, 3 * len(plain) + 1))),
        )
    table = Table(header_style="bold")
    for column, kind, width in zip(relation.columns, relation.types, widths, strict=True):
        side: Literal["left", "right"] = "right" if str(kind) in _NUMBERS else "left"
        table.add_column(Text(column), justify=side, overflow="fold", width=width)
    for cells in lines[1:]:
        table.add_row(*map(Text, cells))
    console.print(table)
    console.print(f"{len(rows)} row{'' if len(rows) == 1 else 's'}")


def _plain_width(text: str) -> int:
    """Return the width of a column that shows a text on few lines and breaks no word."""
    return max(min(len(text), _PLAIN_WIDTH), *map(len, text.split()), 1)


def _write_csv(relation: duckdb.DuckDBPyRelation, stream: Any) -> None:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(relation.columns)
    for row in relation.fetchall():
        writer.writerow("" if value is None else _plain(value) for value in row)


def _write_json(relation: duckdb.DuckDBPyRelation, stream: Any) -> None:
    columns = relation.columns
    rows = [dict(zip(columns, map(json_ready, row), strict=True)) for row in relation.fetchall()]
    json.dump(rows, stream, ensure_ascii=False, indent=2)
    stream.write("\n")


def _write_parquet(relation: duckdb.DuckDBPyRelation, stream: Any) -> None:
    import pyarrow.parquet

    pyarrow.parquet.write_table(relation.to_arrow_table(), getattr(stream, "buffer", stream))


def _readable(value: object) -> str:
    return "" if value is None else _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple, dict)):
        return json.dumps(json_ready(value), ensure_ascii=False)
    return str(value)


def json_ready(value: Any) -> Any:
    """Return a value of an answer as JSON can hold it; what it has no type for as text."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        # JSON has no infinity and no "not a number".
        return value if value - value == 0 else None
    if isinstance(value, (list, tuple)):
        return [json_ready(item) for item in value]
    if isinstance(value, dict):
        return {str(key): json_ready(item) for key, item in value.items()}
    return _plain(value)


FORMATS: dict[str, Callable[[duckdb.DuckDBPyRelation, Any], None]] = {
    "table": _write_table,
    "csv": _write_csv,
    "json": _write_json,
    "parquet": _write_parquet,
}
