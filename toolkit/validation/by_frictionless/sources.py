"""Resources as frictionless is given them: every property stated, nothing left to a guess.

Frictionless guesses a delimiter, a header row and an encoding where none is stated. Here each is
stated, as the specification has it. What it cannot read as the specification says is copied into
a scratch folder: several files of a resource into one, inline text into a file.
"""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import zipfile
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import IO, Any

from toolkit.validation.by_frictionless.specified import specified_dialect
from toolkit.validation.descriptor import Resource

_OF_TABLES = ("commentChar", "commentRows", "header", "headerCase", "headerJoin", "headerRows")
_OF_CSV = ("delimiter", "doubleQuote", "escapeChar", "quoteChar", "skipInitialSpace")
_TEXT = ("csv", "tsv")
_LINES = ("jsonl", "ndjson")
_OF_VALUES = ("json", "parquet", *_LINES)
_READERS = {"ods": "ezodf", "xls": "xlrd", "xlsx": "openpyxl"}
"""The packages that frictionless needs for spreadsheets."""

_READABLE = (*_TEXT, *_OF_VALUES, *_READERS)
_COUNTS = ("fields", "innerpath", "rows")
_BATCH = 10_000
_PIECE = 500


def cause_to_leave(resource: Resource) -> str | None:
    """Return why frictionless cannot judge a table, None where it can."""
    if resource.schema is None:
        return None
    if resource.format not in _READABLE and (resource.files or isinstance(resource.data, str)):
        return f"frictionless does not read the format {resource.format or 'that is not stated'}"
    reader = _READERS.get(resource.format)
    if reader is not None and find_spec(reader) is None:
        return f"frictionless reads {resource.format} only with the package {reader}"
    if len(resource.files) > 1 and resource.format not in _TEXT:
        return f"frictionless does not read several files of the format {resource.format}"
    return None


def frictionless_descriptor(
    resource: Resource, schema: Mapping[str, Any], scratch: Path
) -> dict[str, Any]:
    """Return the descriptor of a table that frictionless reads in its place.

    Files are named by their absolute paths. Raises OSError and UnicodeDecodeError where files
    that must be put together cannot be read.
    """
    dialect = specified_dialect(resource)
    counts = {name: value for name, value in resource.descriptor.items() if name in _COUNTS}
    entry = {
        "name": resource.name,
        "type": "table",
        "schema": schema,
        "dialect": _frictionless_dialect(resource, dialect),
        "format": "csv" if resource.format in _TEXT else resource.format,
        **counts,
    }
    if isinstance(resource.data, str):
        copy = _scratch_file(resource, scratch)
        copy.write_text(resource.data, encoding="utf-8", newline="")
        return {**entry, "path": str(copy), "encoding": "utf-8"}
    if has_given_rows(resource):
        return {**entry, "data": [], "format": "inline"}
    if len(resource.files) > 1:
        copy = _scratch_file(resource, scratch)
        _put_together(resource, dialect, copy)
        return {**entry, "path": str(copy), "encoding": "utf-8"}
    compression = {"compression": resource.compression} if resource.compression else {}
    path = str(resource.file.resolve())
    return {**entry, "path": path, "encoding": resource.encoding, **compression}


def has_given_rows(resource: Resource) -> bool:
    """Return whether frictionless is given the rows themselves: see `given_rows`."""
    inline = not resource.files and not isinstance(resource.data, str)
    return inline or resource.format in _OF_VALUES


def given_rows(resource: Resource) -> Callable[[], Iterator[list[Any]]]:
    """Return a function that gives the labels and the rows of a resource, as values.

    So are read inline data, JSON and Parquet. Rows with keys are lists under the keys of the
    first row. Frictionless's own reader of JSON needs further packages, that of Parquet takes an
    empty cell of a column of numbers for a value. The rows raise ValueError where they are none.
    """

    def read() -> Iterator[list[Any]]:
        dialect = specified_dialect(resource)
        if resource.format == "parquet":
            yield from _parquet_rows(resource.file)
        elif not resource.files:
            yield from _rows_of_lists(resource.data, dialect["itemKeys"])
        else:
            with open_decompressed(resource.file, resource.compression) as stream:
                text = stream.read().decode(resource.encoding).removeprefix("\ufeff")
            yield from _rows_of_lists(_json_rows(resource, dialect, text), dialect["itemKeys"])

    return read


def _json_rows(resource: Resource, dialect: Mapping[str, Any], text: str) -> Any:
    if resource.format in _LINES:
        lines = filter(str.strip, text.split("\n"))
        return [json.loads(line, parse_float=Decimal) for line in lines]
    rows = json.loads(text, parse_float=Decimal)
    for name in str(dialect["property"] or "").split("."):
        rows = rows[name] if name else rows
    return rows


def _rows_of_lists(rows: Any, keys: list[str] | None) -> Iterator[list[Any]]:
    if not isinstance(rows, list):
        raise ValueError("the data are no list of rows")
    if not rows:
        return
    kind = dict if isinstance(rows[0], dict) else list
    if not all(isinstance(row, kind) for row in rows):
        raise ValueError("the rows are neither all lists nor all objects")
    if kind is list:
        yield from rows
        return
    labels = keys or list(rows[0])
    yield labels
    yield from ([row.get(label) for label in labels] for row in rows)


def _parquet_rows(file: Path) -> Iterator[list[Any]]:
    import pyarrow.parquet

    # Who wants the first rows alone has not to wait for those of the whole file.
    with pyarrow.parquet.ParquetFile(file, pre_buffer=False) as table:
        yield list(table.schema_arrow.names)
        for batch in table.iter_batches(_BATCH):
            # Nor for a whole batch.
            for begun in range(0, batch.num_rows, _PIECE):
                columns = [one.to_pylist() for one in batch.slice(begun, _PIECE).columns]
                yield from map(list, zip(*columns, strict=True))


def _frictionless_dialect(resource: Resource, dialect: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: dialect[name] for name in _OF_TABLES if dialect[name] is not None}
    if dialect["skipBlankRows"]:
        told["skipBlankRows"] = True
    if resource.format in _TEXT:
        told["csv"] = {name: dialect[name] for name in _OF_CSV if dialect[name] is not None}
    elif resource.format in _READERS:
        own = {"sheet": resource.dialect.get("sheetName", resource.dialect.get("sheetNumber", 1))}
        told["ods" if resource.format == "ods" else "excel"] = own
    return told


def _scratch_file(resource: Resource, scratch: Path) -> Path:
    return scratch / f"{len(list(scratch.iterdir()))}.{resource.format}"


def _put_together(resource: Resource, dialect: Mapping[str, Any], copy: Path) -> None:
    """Write the rows of several files into one, in UTF-8, with the header of the first."""
    header = max(dialect["headerRows"], default=0) if dialect["header"] else 0
    reading = {
        "delimiter": dialect["delimiter"],
        "quotechar": dialect["quoteChar"] or None,
        "escapechar": dialect["escapeChar"],
        "quoting": csv.QUOTE_MINIMAL if dialect["quoteChar"] else csv.QUOTE_NONE,
    }
    with copy.open("w", encoding="utf-8", newline="") as together:
        for number, file in enumerate(resource.files):
            with open_decompressed(file, resource.compression) as stream:
                lines = _decoded_lines(stream, resource.encoding)
                if number:
                    rows = csv.reader(lines, **reading)
                    for _ in range(header):
                        next(rows, None)
                last = ""
                for last in lines:
                    together.write(last)
                if last and not last.endswith(("\n", "\r")):
                    together.write("\n")


def _decoded_lines(stream: IO[bytes], encoding: str) -> Iterator[str]:
    lines = iter(io.TextIOWrapper(stream, encoding=encoding, newline=""))
    first = next(lines, "")
    return chain([first.removeprefix("\ufeff")], lines)


def open_decompressed(file: Path, compression: str | None) -> IO[bytes]:
    """Return the bytes of a file, those that it holds where it is compressed."""
    if compression == "zip":
        archive = zipfile.ZipFile(file)
        return archive.open(archive.namelist()[0])
    openers: dict[str | None, Any] = {"gz": gzip.open, "bz2": bz2.open, "xz": lzma.open}
    return openers.get(compression, Path.open)(file, "rb")  # type: ignore[no-any-return]
