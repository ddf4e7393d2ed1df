"""What an inference gives: a proposal of schemas, which a person edits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class CannotInfer(ValueError):  # noqa: N818 - the name says what cannot be done
    """A file gives no schema; the message says why and what to do, in one sentence."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a person should look at in a proposal. `column` is None where the table is meant."""

    table: str
    column: str | None
    message: str


@dataclass(frozen=True, slots=True)
class DraftTable:
    """What is proposed for one file.

    `format` is "csv", "tsv", "json", "ndjson" or "parquet"; `dialect` is empty but for text that
    is cut into cells. `rows` is the number of rows that were read: all that the file has.
    """

    name: str
    file: Path
    format: str
    encoding: str
    dialect: Mapping[str, Any]
    schema: Mapping[str, Any]
    rows: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposal for some files, and what to look at in it."""

    tables: tuple[DraftTable, ...]
    notes: tuple[Note, ...]

    def to_package(self, folder: Path) -> dict[str, Any]:
        """Return the descriptor of a data package in a folder, as values of JSON.

        Raises CannotInfer where a file does not lie below the folder: the specification asks
        that the paths of a package stay inside it.
        """
        return {
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "name": name_of(folder.resolve().name),
            "resources": [_resource(table, folder) for table in self.tables],
        }

    def to_dict(self) -> dict[str, Any]:
        """Return the whole proposal as values of JSON, with the notes."""
        return {
            "tables": [
                {
                    "name": table.name,
                    "file": str(table.file),
                    "format": table.format,
                    "encoding": table.encoding,
                    "dialect": dict(table.dialect),
                    "rows": table.rows,
                    "schema": table.schema,
                }
                for table in self.tables
            ],
            "notes": [
                {"table": note.table, "column": note.column, "message": note.message}
                for note in self.notes
            ],
        }


def name_of(text: str) -> str:
    """Return a text as the name of a resource: lower case letters, digits, "-", "_" and "."."""
    kept = "".join(
        letter if letter.isascii() and (letter.isalnum() or letter in "-_.") else "-"
        for letter in text.lower()
    )
    return kept.strip("-.") or "table"


def _resource(table: DraftTable, folder: Path) -> dict[str, Any]:
    file, home = table.file.resolve(), folder.resolve()
    if not file.is_relative_to(home):
        raise CannotInfer(
            f"{table.file} does not lie below {folder}: name a folder that holds all files."
        )
    resource: dict[str, Any] = {
        "name": table.name,
        "type": "table",
        "path": file.relative_to(home).as_posix(),
        "format": table.format,
    }
    if table.format != "parquet":
        resource["encoding"] = table.encoding
    if table.dialect:
        resource["dialect"] = dict(table.dialect)
    return {**resource, "schema": table.schema}
