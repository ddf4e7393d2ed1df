"""Tables as files: the same table gives the same bytes, on every machine."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow

_NEEDS_QUOTES = re.compile(r'[",\r\n]')
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
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(map(_text_cell, table.column_names)) + "\n")
        for batch in table.to_batches(max_chunksize=_ROWS_AT_ONCE):
            columns = [[_cell(value) for value in column.to_pylist()] for column in batch.columns]
            file.writelines(",".join(cells) + "\n" for cells in zip(*columns, strict=True))


def write_parquet(table: pyarrow.Table, path: Path) -> None:
    """Write a table as Parquet with fixed settings: the bytes depend on rows and pyarrow only."""
    import pyarrow.parquet

    # Pages end where chunks do, and how a table is chunked depends on where it was read.
    pyarrow.parquet.write_table(
        table.combine_chunks(),
        path,
        version="2.6",
        compression="zstd",
        row_group_size=_ROWS_AT_ONCE,
    )


def file_columns(path: Path) -> list[str]:
    """Return the names of the columns of a data file; raises OSError or ValueError."""
    if path.suffix == ".parquet":
        import pyarrow.parquet

        return list(pyarrow.parquet.read_schema(path).names)
    with path.open(encoding="utf-8") as file:
        return file.readline().rstrip("\n").split(",")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _text_cell(value)
    if isinstance(value, date):
        return value.isoformat()
    return repr(value)


def _text_cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text


FORMATS = {
    "csv": DataFormat("csv", "text/csv", "utf-8", write_csv),
    "parquet": DataFormat("parquet", "application/vnd.apache.parquet", None, write_parquet),
}
