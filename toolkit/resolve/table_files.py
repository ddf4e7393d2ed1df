"""Write tables as Parquet files, sorted by primary key, without holding them in memory."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.resolve.shards import Shards
from toolkit.tables import arrow_schema, column_names, primary_key

if TYPE_CHECKING:
    import pyarrow

_ROWS_OF_A_GROUP = 1 << 16
"""Number of rows of a row group, and so of rows in memory."""


def write_sorted(table: str, query: str, shards: Shards, folder: Path) -> Path:
    """Write the rows of a query as the file of a table in `folder`; return its path.

    Rows of the same key are sorted by their other columns, so that their order never matters.
    """
    columns = column_names(table)
    keys = primary_key(table)
    order = [*keys, *(column for column in columns if column not in keys)]
    by = ", ".join(f"{column} NULLS FIRST" for column in order)
    sorted_rows = f"SELECT {', '.join(columns)} FROM ({query}) ORDER BY {by}"
    return write_batches(table, shards.batches(sorted_rows), folder)


def write_rows(table: str, rows: Iterable[Iterable[dict[str, Any]]], folder: Path) -> Path:
    """Write rows that come in their order, some at a time, as the file of a table."""
    return write_batches(table, _as_batches(table, rows), folder)


def write_batches(table: str, batches: Iterable[pyarrow.RecordBatch], folder: Path) -> Path:
    """Write rows that come in their order as the file of a table in `folder`; return its path.

    Raises ValueError where a value is not of the type that the schema of the table gives.
    """
    import pyarrow
    import pyarrow.parquet

    schema = arrow_schema(table)
    path = folder / f"{table}.parquet"
    with pyarrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        waiting, number = [], 0
        for batch in batches:
            waiting.append(pyarrow.Table.from_batches([batch]).cast(schema))
            number += batch.num_rows
            while number >= _ROWS_OF_A_GROUP:
                rows = pyarrow.concat_tables(waiting)
                writer.write_table(rows.slice(0, _ROWS_OF_A_GROUP))
                waiting, number = [rows.slice(_ROWS_OF_A_GROUP)], number - _ROWS_OF_A_GROUP
        if number:
            writer.write_table(pyarrow.concat_tables(waiting))
    return path


def _as_batches(
    table: str, rows: Iterable[Iterable[dict[str, Any]]]
) -> Iterable[pyarrow.RecordBatch]:
    import pyarrow

    schema = arrow_schema(table)
    waiting: list[dict[str, Any]] = []
    for some in rows:
        waiting += some
        if len(waiting) >= _ROWS_OF_A_GROUP >> 2:
            yield pyarrow.RecordBatch.from_pylist(waiting, schema)
            waiting = []
    yield pyarrow.RecordBatch.from_pylist(waiting, schema)
