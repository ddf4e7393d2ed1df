"""Small sorted tables of knowledge, each with a first line that says what it is.

A user adds rows of his own by naming a folder that holds files of the same names; the
toolkit itself is not touched.
"""

from __future__ import annotations

import csv
import os
from functools import cache
from importlib.resources import files
from pathlib import Path

FOLDER_VARIABLE = "PARLEY_REFERENCE"
"""Environment variable that names a folder of a user's own rows."""


def _lines(name: str) -> list[str]:
    texts = [files(__package__).joinpath(f"{name}.csv").read_text(encoding="utf-8")]
    folder = os.environ.get(FOLDER_VARIABLE)
    if folder:
        own = Path(folder) / f"{name}.csv"
        if own.is_file():
            texts.append(own.read_text(encoding="utf-8"))
    lines: list[str] = []
    for text in texts:
        rows = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
        lines.extend(rows[1:] if lines else rows)
    return lines


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of `toolkit/reference/NAME.csv`, then those of the user's own table.

    Lines that begin with `#` are comments; the first other line is the header.
    """
    return tuple(csv.DictReader(_lines(name)))


@cache
def read_pairs(name: str) -> dict[str, str]:
    """Return {first cell: second cell} of a long table of two columns, whose second has no comma.

    It is read without the library of CSV, in a tenth of its time. Rows of the user's own table
    replace those of the same first cell.
    """
    rows = (line.rpartition(",") for line in _lines(name)[1:])
    return {first.strip('"'): second for first, _, second in rows}


@cache
def read_words(name: str) -> frozenset[str]:
    """Return the first column of a reference table, in lower case."""
    rows = read_table(name)
    return frozenset(next(iter(row.values())).casefold() for row in rows)
