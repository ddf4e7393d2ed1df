"""Frictionless's reader of CSV, which reads no row without end and guesses no dialect.

Its own reads a line to its end, however long, and looks for the dialect in the first hundred
lines by expressions that take quadratic time, though the dialect is told.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from frictionless import FrictionlessException, errors
from frictionless.formats.csv import CsvControl, CsvParser

MOST_CHARACTERS = 16 << 20
"""How many characters a row may have."""


class BoundedCsvParser(CsvParser):
    """A reader of CSV for tables whose dialect is told in full."""

    def read_cell_stream_create(self) -> Iterator[list[str]]:
        """Yield the rows of the table; raises FrictionlessException for one without end."""
        control = CsvControl.from_dialect(self.resource.dialect)
        if self.resource.format == "tsv":
            control.set_not_defined("delimiter", "\t")
        yield from bounded_rows(self.loader.text_stream, control.to_python())


def bounded_rows(stream: Any, dialect: Any, most: int = MOST_CHARACTERS) -> Iterator[list[str]]:
    """Yield the rows of a stream of text; raises FrictionlessException for one without end."""
    begun = 0

    def lines() -> Iterator[str]:
        nonlocal begun
        while line := stream.readline(most + 1):
            begun += len(line)
            if begun > most:
                note = f"a row has more than {most:,} characters; is a quote not closed?"
                raise FrictionlessException(errors.SourceError(note=note))
            yield line

    for row in csv.reader(lines(), dialect):
        begun = 0
        yield row
