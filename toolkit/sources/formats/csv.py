"""Read a table in text, .csv or .tsv: one article a row, its columns known by their names."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from toolkit.sources.document import Document
from toolkit.sources.lines import read_lines
from toolkit.sources.outcome import Skipped
from toolkit.sources.record import has_text, read_record
from toolkit.sources.refusal import LONGEST_TEXT, TOO_LONG

_SEPARATORS = ",;\t|"
_LONGEST_CELL = 2 * LONGEST_TEXT
"""Characters of a cell; the white space around a text does not count towards its length."""


class _LineTooLong(Exception):  # noqa: N818
    """A line longer than any article; those after it can be read."""


class _Lines:
    """The lines of a stream as text. One that is too long raises _LineTooLong in its place."""

    def __init__(self, stream: BinaryIO) -> None:
        self._lines = read_lines(stream)
        self.note: str | None = None

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        if line is None:
            raise _LineTooLong
        try:
            return line.decode("utf-8-sig")
        except UnicodeDecodeError:
            self.note = "It is not valid UTF-8 and was read as Windows-1252."
            return line.decode("cp1252", errors="replace")

    def take_note(self) -> tuple[str, ...]:
        """Return how the lines since the last call had to be read, if not plainly."""
        note, self.note = self.note, None
        return (note,) if note else ()


def read(stream: BinaryIO, source_path: str) -> Iterator[Document | Skipped]:
    """Yield the document of each row, as `source_path#n` with n the row from 1 below the header.

    The separator is the one of comma, semicolon, tab and bar that the header has most of; quotes
    are those of RFC 4180. One row is held in memory at a time. Empty rows are counted and passed
    over; one with more or fewer cells than the header is Skipped, as its text may be cut in two.
    """
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    lines = _Lines(stream)
    header = _read_header(lines)
    if header is None or not has_text(header.names):
        yield Skipped(
            source_path,
            "no column in its first line is called `text`",
            "Name the column of the articles' text so, or take the table away.",
        )
        return
    rows = csv.reader(lines, delimiter=header.separator, strict=True)
    number = 0
    is_lost = False
    while True:
        number += 1
        path = f"{source_path}#{number}"
        try:
            cells = next(rows)
        except StopIteration:
            break
        except _LineTooLong:
            yield Skipped(path, *TOO_LONG)
            is_lost = True
            continue
        except csv.Error:
            yield Skipped(
                path,
                f"a quote in it is not closed, or it is longer than {LONGEST_TEXT:,} characters",
                "Put quotes around cells that hold any, and double those inside.",
            )
            is_lost = True
            continue
        notes = lines.take_note()
        # What is left of a row that could not be read is no row.
        is_lost = is_lost and len(cells) != len(header.names)
        if any(cells) and not is_lost:
            yield _read_row(header.names, cells, path, notes)
    if number == 1:
        yield Skipped(source_path, "it holds no row", "Remove it, or write one article a row.")


@dataclass(frozen=True, slots=True)
class _Header:
    names: Sequence[str]
    separator: str


def _read_header(lines: _Lines) -> _Header | None:
    try:
        line = next(lines, "")
        separator = max(_SEPARATORS, key=line.count)
        names = next(csv.reader([line], delimiter=separator), [])
    except (csv.Error, _LineTooLong):
        return None
    return _Header([name.strip() for name in names], separator)


def _read_row(
    names: Sequence[str], cells: list[str], source_path: str, notes: tuple[str, ...]
) -> Document | Skipped:
    if len(cells) != len(names):
        return Skipped(
            source_path,
            f"the row has {len(cells)} cells and the header {len(names)}",
            "Put cells that hold the separator or a line end in quotes.",
        )
    return read_record(dict(zip(names, cells, strict=True)), source_path, notes)
