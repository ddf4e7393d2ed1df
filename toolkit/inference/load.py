"""A file as a table in DuckDB, its columns called c0, c1, ... in their order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.error_cause import cause_of
from toolkit.inference.csv_text import (
    DelimitedText,
    count_blank_lines,
    load_cells,
    read_layout,
)
from toolkit.inference.draft import CannotInfer, Note
from toolkit.inference.json_rows import load_rows
from toolkit.inference.source_files import SourceFile
from toolkit.quoting import identifier, literal

if TYPE_CHECKING:
    import duckdb

_VALUE = re.compile(r"-?[0-9]+([.,:/-][0-9]+)*")
_YEAR = re.compile(r"(19|20)[0-9]{2}")

_PARQUET_TYPES = {
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIME": "time",
    "UUID": "any",
    "BLOB": "any",
    "INTERVAL": "any",
    "DOUBLE": "number",
    "FLOAT": "number",
    **dict.fromkeys(
        (
            *("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"),
            *("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"),
        ),
        "integer",
    ),
}
"""Types of a Table Schema by those of DuckDB; others are told by how they begin."""

_BEGINNINGS = {
    "TIMESTAMP": "datetime",
    "DECIMAL": "number",
    "STRUCT": "object",
    "MAP": "object",
    "VARCHAR": None,
    "ENUM": None,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a loaded table: its name in the file, and as an expression of SQL.

    `type` is the type that the file itself gives to the values; None for text. `is_bare` says
    that the text was written without quotes, so that its digits may be numbers.
    """

    name: str
    sql: str
    type: str | None = None
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class LoadedTable:
    """A table of the database that holds all rows of a file."""

    source: SourceFile
    table: str
    columns: tuple[Column, ...]
    rows: int
    encoding: str = "utf-8"
    dialect: dict[str, Any] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


def load_file(
    connection: duckdb.DuckDBPyConnection,
    source: SourceFile,
    table: str,
    folder: Path,
    *,
    delimiter: str | None = None,
    header: bool = True,
) -> LoadedTable:
    """Return a file as a table of a database; `folder` is for files that live as long as it.

    Raises CannotInfer where the file cannot be read as rows of cells.
    """
    if source.format in ("csv", "tsv"):
        text = read_layout(source, delimiter, header=header)
        load_cells(connection, table, text, folder)
        columns = tuple(
            Column(name, f"c{number}", is_bare=True) for number, name in enumerate(text.columns)
        )
        rows = _count(connection, table)
        notes = (
            *_header_like_a_row(source, text),
            *_blank_rows(connection, source, table, columns, count_blank_lines(text)),
        )
        return LoadedTable(source, table, columns, rows, text.encoding, text.dialect, notes)
    if source.format == "parquet":
        columns = _open_parquet(connection, source, table)
        _check_names(source, columns)
        return LoadedTable(source, table, columns, _count(connection, table))
    columns = tuple(
        Column(name, f"c{number}", kind)
        for number, (name, kind) in enumerate(load_rows(connection, source, table))
    )
    _check_names(source, columns)
    return LoadedTable(source, table, columns, _count(connection, table))


def _check_names(source: SourceFile, columns: tuple[Column, ...]) -> None:
    for column in columns:
        if column.name != column.name.strip() or not column.name:
            raise CannotInfer(
                f"{source.path}: the name {column.name!r} is blank, or begins or ends with white "
                "space: give it another."
            )


def _open_parquet(
    connection: duckdb.DuckDBPyConnection, source: SourceFile, table: str
) -> tuple[Column, ...]:
    import duckdb

    place = literal(str(source.path))
    try:
        described = connection.sql(f"DESCRIBE SELECT * FROM read_parquet({place})").fetchall()
        selected = ", ".join(
            f"{_present(row[0], _parquet_type(row[1]))} AS c{at}"
            for at, row in enumerate(described)
        )
        connection.execute(
            f"CREATE TEMP VIEW {table} AS SELECT {selected} FROM read_parquet({place})"
        )
    except duckdb.Error as error:
        raise CannotInfer(
            f"{source.path} is no Parquet that can be read ({cause_of(error)}): write it again."
        ) from None
    return tuple(
        Column(name, f"c{at}", _parquet_type(kind))
        for at, (name, kind) in enumerate((row[0], row[1]) for row in described)
    )


def _present(name: str, kind: str | None) -> str:
    """Return a column as SQL; a text that is empty is a missing value."""
    return identifier(name) if kind else f"nullif({identifier(name)}::VARCHAR, '')"


def _parquet_type(kind: str) -> str | None:
    if kind.endswith("]"):
        return "array"
    for beginning, stated in _BEGINNINGS.items():
        if kind.startswith(beginning):
            return stated
    return _PARQUET_TYPES.get(kind, "any")


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    import duckdb

    try:
        return int(connection.sql(f"SELECT count(*) FROM {table}").fetchall()[0][0])
    except duckdb.Error as error:
        raise CannotInfer(f"{table} cannot be read ({error}): write the file again.") from None


def _header_like_a_row(source: SourceFile, text: DelimitedText) -> tuple[Note, ...]:
    values = [name for name in text.columns if _VALUE.fullmatch(name)]
    are_years = all(_YEAR.fullmatch(name) for name in values)
    if not text.has_header or are_years or 2 * len(values) < len(text.columns):
        return ()
    message = f"its header has {values[0]!r}: without one (--no-header) the first line is a row."
    return (Note(source.name, None, message),)


def _blank_rows(
    connection: duckdb.DuckDBPyConnection,
    source: SourceFile,
    table: str,
    columns: tuple[Column, ...],
    lines: int,
) -> tuple[Note, ...]:
    blank = " AND ".join(f"{column.sql} IS NULL" for column in columns)
    rows = connection.sql(f"SELECT count(*) FROM {table} WHERE {blank}").fetchall()[0][0]
    # DuckDB has a row for a blank line where the table has one column, else none.
    count = max(rows, lines) if len(columns) == 1 else rows + lines
    if not count:
        return ()
    number = f"{count:,} rows have" if count > 1 else "1 row has"
    return (Note(source.name, None, f"{number} no value at all: remove what is blank."),)
