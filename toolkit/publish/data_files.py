"""Tables as files: the same table gives the same bytes, on every machine."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow

_NEEDS_QUOTES = re.compile(rb'[",\r\n]')
_ROWS_AT_ONCE = 65_536


@dataclass(frozen=True, slots=True)
class DataFormat:
    """A form of data file: its name, the ending of its files, its media type and writer."""

    name: str
    media_type: str
    encoding: str | None
    write: Callable[[pyarrow.Table, Path], None]


def write_csv(table: pyarrow.Table, path: Path) -> None:
    """Write a table as CSV (RFC 4180, but with LF as line end) in UTF-8 with a header.

    Null is the empty cell; a cell has quotes only where it needs them; dates are ISO 8601;
    a number has the fewest digits that read back as the same number.
    """
    with path.open("wb") as file:
        file.write((",".join(map(_text_cell, table.column_names)) + "\n").encode())
        for batch in table.to_batches(max_chunksize=_ROWS_AT_ONCE):
            if not batch.num_rows:
                continue
            cells = [_cells(column) for column in batch.columns]
            file.write(_bytes_of(_joined(*cells[:-1], _joined(cells[-1], "\n"), between=",")))


def write_parquet(table: pyarrow.Table, path: Path) -> None:
    """Write a table as Parquet with fixed settings: the bytes depend on rows and pyarrow only."""
    import pyarrow.parquet

    settings: Any = {"version": "2.6", "compression": "zstd"}
    with pyarrow.parquet.ParquetWriter(path, table.schema, **settings) as writer:
        for first in range(0, max(1, table.num_rows), _ROWS_AT_ONCE):
            # Pages end where chunks do, and how a table is chunked depends on where it was read.
            writer.write_table(table.slice(first, _ROWS_AT_ONCE).combine_chunks())


def file_columns(path: Path) -> list[str]:
    """Return the names of the columns of a data file; raises OSError or ValueError."""
    if path.suffix == ".parquet":
        import pyarrow.parquet

        return list(pyarrow.parquet.read_schema(path).names)
    with path.open(encoding="utf-8") as file:
        return file.readline().rstrip("\n").split(",")


def _cells(column: pyarrow.Array) -> pyarrow.Array:
    """Return the cells of a column as they stand in a line of CSV, none of them null."""
    import pyarrow
    import pyarrow.compute

    kind, wide = column.type, pyarrow.large_string()
    if pyarrow.types.is_floating(kind):
        # How Arrow writes numbers is not Python's way; the same number often comes again.
        coded = column.dictionary_encode()
        texts = pyarrow.array(map(repr, coded.dictionary.to_pylist()), wide)
        return texts.take(coded.indices).fill_null("")
    cells = column.cast(wide).fill_null("")
    # To look once through all texts is quicker than to ask each.
    if not pyarrow.types.is_string(kind) or not _NEEDS_QUOTES.search(_bytes_of(cells)):
        return cells
    needs_quotes = pyarrow.compute.match_substring_regex(cells, _NEEDS_QUOTES.pattern.decode())
    doubled = pyarrow.compute.replace_substring(cells, '"', '""')
    return pyarrow.compute.if_else(needs_quotes, _joined('"', doubled, '"'), cells)


def _bytes_of(texts: pyarrow.Array) -> memoryview:
    """Return the bytes of all texts of an array, which Arrow keeps one after the other."""
    _, offsets, content = texts.buffers()
    places = memoryview(offsets).cast("q")
    first, last = places[texts.offset], places[texts.offset + len(texts)]
    return memoryview(content or b"")[first:last]


def _joined(*parts: pyarrow.Array | str, between: str = "") -> pyarrow.Array:
    import pyarrow
    import pyarrow.compute

    wide = [
        pyarrow.scalar(part, pyarrow.large_string()) if isinstance(part, str) else part
        for part in (*parts, between)
    ]
    return pyarrow.compute.binary_join_element_wise(*wide)


def _text_cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text.encode()) else text


FORMATS = {
    "csv": DataFormat("csv", "text/csv", "utf-8", write_csv),
    "parquet": DataFormat("parquet", "application/vnd.apache.parquet", None, write_parquet),
}
