"""Cells as text: what a column of text holds of a value that is no text.

A file of JSON has numbers, booleans and lists where a CSV file has text only. Such a cell stands
in a column of text behind a mark (the character 0, then one that says of what kind it is), so that
no test that asks for a plain text takes it for one.
"""

from __future__ import annotations

import base64
import pickle
from collections.abc import Callable, Collection
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

MARK = "\0"
NOTHING = f"{MARK}n"
"""The cell that is not there (None)."""

_PLAIN_INTEGERS = {"integer", "number"}
"""The types that read a whole number and its digits as the same value."""


_READERS: dict[str, Callable[[str], Any]] = {
    "s": str,
    "i": int,
    "d": Decimal,
    "f": float,
    "D": date.fromisoformat,
    "H": time.fromisoformat,
    "T": datetime.fromisoformat,
}
"""What reads a text behind its mark. Columns of Parquet are written so by SQL."""


def encode(cell: Any, kind: str, missing: Collection[str] = ()) -> str | None:
    """Return a cell as text, for a field of a type; None for None.

    `missing` are the missing values of the field: a cell that is written as one of them stands
    for no value, as that text does.
    """
    if cell is None:
        return None
    if isinstance(cell, str):
        return f"{MARK}s{cell}" if cell.startswith(MARK) else cell
    if missing and str(cell) in missing:
        return str(cell)
    if isinstance(cell, bool):
        return f"{MARK}b{int(cell)}"
    if isinstance(cell, int):
        return str(cell) if kind in _PLAIN_INTEGERS else f"{MARK}i{cell}"
    if isinstance(cell, Decimal):
        return f"{MARK}d{cell}"
    if isinstance(cell, float):
        return f"{MARK}f{cell!r}"
    # What frictionless reads is of its own making (lists and dicts of JSON, dates of
    # spreadsheets), and what is read back was written here.
    return f"{MARK}p{base64.b64encode(pickle.dumps(cell)).decode('ascii')}"


def decode(text: str | None) -> Any:
    """Return the cell that `encode` has made a text of."""
    if text is None or text == NOTHING:
        return None
    if not text.startswith(MARK):
        return text
    kind, content = text[1], text[2:]
    if kind == "b":
        return content == "1"
    if kind == "p":
        return pickle.loads(base64.b64decode(content))
    return _READERS[kind](content)


def show(text: str | None) -> str | None:
    """Return an encoded cell as Python writes it; None for a cell that is not there."""
    cell = decode(text)
    return cell if cell is None or isinstance(cell, str) else str(cell)
