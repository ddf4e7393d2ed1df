"""The files of curation: their schemas, and their lines as checked values."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from toolkit.curation.cell_values import Field, text_from_value, value_from_text
from toolkit.curation.entries import Entry
from toolkit.curation.errors import CurationError
from toolkit.tables import schema_folder

CURATION_FOLDER = "curation"
"""Where curation lies beside `datapackage.json`."""


@cache
def entry_schema(name: str) -> Mapping[str, Any]:
    """Return the Table Schema of a file of curation."""
    path = schema_folder() / "curation" / f"{name}.json"
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema


@cache
def entry_file_names() -> tuple[str, ...]:
    """Return the names of all files of curation, without their ending, sorted."""
    return tuple(sorted(path.stem for path in (schema_folder() / "curation").glob("*.json")))


def entry_fields(name: str) -> dict[str, Field]:
    """Return the columns of a file of curation, in their order."""
    return {field["name"]: field for field in entry_schema(name)["fields"]}


def read_entry_file(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the number of each line and its values by column.

    Raises CurationError for what the schema of the file forbids: other columns, a value that
    is not of its type or form, two lines of one key.
    """
    fields = entry_fields(path.stem)
    lines = _lines(path)
    header = next(lines, (1, []))[1]
    _check_header(path, header, fields)
    key = entry_schema(path.stem)["primaryKey"]
    line_of: dict[tuple[Any, ...], int] = {}
    for number, cells in lines:
        if len(cells) != len(header):
            raise CurationError(
                f"{path}, line {number}: it has {len(cells)} values, the header {len(header)}; "
                "give each column one, and put a value with a comma in double quotes."
            )
        given = dict(zip(header, cells, strict=True))
        values = {}
        for name, field in fields.items():
            try:
                values[name] = value_from_text(field, given.get(name, ""))
            except ValueError as error:
                raise CurationError(f"{path}, line {number}: {error}; correct it.") from error
        first = line_of.setdefault(tuple(values[column] for column in key), number)
        if first != number:
            same = ", ".join(str(values[column]) for column in key)
            raise CurationError(
                f"{path}, line {number}: line {first} is about {same} too; keep one of them."
            )
        yield number, values


def check_entry(entry: Entry) -> None:
    """Raise CurationError where the schema of its file forbids an entry."""
    for name, field in entry_fields(entry.file).items():
        holder = entry if name in entry.__slots__ else entry.made
        try:
            value_from_text(field, text_from_value(getattr(holder, name)))
        except ValueError as error:
            raise CurationError(f"{entry.file}.csv: {error}; correct it.") from error


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield each line that is not blank, with the number at which it begins."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CurationError(
            f"{path}: not text in UTF-8 (byte {error.start}); save it as UTF-8."
        ) from error
    except OSError as error:
        raise CurationError(
            f"{path}: can't be read ({error.strerror}); make it readable."
        ) from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begin = 1
    try:
        for cells in reader:
            if cells:
                yield begin, cells
            begin = reader.line_num + 1
    except csv.Error as error:
        raise CurationError(
            f"{path}, line {begin}: not valid CSV ({error}); correct its quotes."
        ) from error


def _check_header(path: Path, header: list[str], fields: Mapping[str, Field]) -> None:
    unknown = [name for name in header if name not in fields]
    missing = [name for name in fields if name not in header]
    if unknown or missing or len(set(header)) != len(header):
        found = [f"lacks {', '.join(missing)}"] if missing else []
        found += [f"has {', '.join(map(repr, unknown))}"] if unknown else []
        found = found or ["names a column twice"]
        raise CurationError(
            f"{path}, line 1: the header {' and '.join(found)}; it must be {','.join(fields)}."
        )
