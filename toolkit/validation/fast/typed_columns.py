"""Columns that hold values, not texts (Parquet): what SQL can say of them.

A value of the right type needs no reading, so that little more than its constraints is tested.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from toolkit.validation.fast.acceptance import (
    Acceptance,
    acceptance,
    field_pattern,
    is_required,
    limits_of,
    missing_values,
)

if TYPE_CHECKING:
    from frictionless import Field

_INTEGERS = {
    *("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"),
    *("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"),
}
_FLOATS = {"FLOAT", "DOUBLE"}
_KINDS = {*_INTEGERS, *_FLOATS, "BOOLEAN", "DATE", "TIME", "TIMESTAMP"}

_SAME = {("BOOLEAN", "boolean"), ("DATE", "date"), ("TIME", "time"), ("TIMESTAMP", "datetime")}
"""The types whose values are just those of a type of field."""

_GREATEST = f"{sys.float_info.max!r}::DOUBLE"

_READERS: dict[str, Callable[[str], object]] = {
    "BOOLEAN": lambda text: {"True": True, "False": False}[text],
    "DATE": date.fromisoformat,
    "DOUBLE": float,
    "FLOAT": float,
    "TIME": time.fromisoformat,
    "TIMESTAMP": datetime.fromisoformat,
}


def typed_acceptance(field: Field, column: str, kind: str) -> Acceptance | None:
    """Return the tests of a field for a column of a type of DuckDB, None for one not covered."""
    if kind == "VARCHAR":
        tests = acceptance(field, column, encoded=False)
        text = f"CASE WHEN starts_with({column}, chr(0)) THEN chr(0) || 's' || {column} "
        return _with_text(tests, f"{text}ELSE {column} END")
    if kind not in _KINDS or (kind not in _INTEGERS and _may_be_missing(field, kind)):
        return None
    form, value = _form(field, column, kind)
    limits = () if form == "false" else limits_of(field, "", value, None)
    text = f"{_mark(field, kind)}{_text(column, kind)}"
    pattern = field_pattern(field)
    missing = _missing(field, column) if kind in _INTEGERS else "false"
    return Acceptance(
        *(form, limits, missing, is_required(field), pattern, column, value, text), of_values=True
    )


def typed_usual_form(field: Field, kind: str) -> str:
    """Return the SQL test that the cells of a column are key values as they are.

    "true" only where all of them are.
    """
    same = (kind, field.type) == ("DATE", "date") or (kind in _INTEGERS and field.type == "integer")
    return "true" if same else "false"


def _with_text(tests: Acceptance, text: str) -> Acceptance:
    from dataclasses import replace

    return replace(tests, text=text)


def _form(field: Field, column: str, kind: str) -> tuple[str, str]:
    """Return the test that a value is one of the field, and the SQL value that bounds compare.

    The test says nothing of cells that are missing.
    """
    if (kind, field.type) in _SAME:
        return "true", "" if kind == "BOOLEAN" else column
    if field.type == "any":
        return "true", ""
    if kind in _INTEGERS and field.type == "integer":
        if kind in ("HUGEINT", "UBIGINT"):
            return f"{column} BETWEEN {-(2**63)} AND {2**63 - 1}", column
        return "true", column
    if kind in _INTEGERS and field.type == "year":
        return f"{column} BETWEEN 0 AND 9999", column
    if kind in _INTEGERS and field.type == "number":
        return "true", f"{column}::DOUBLE"
    if kind in _FLOATS and field.type == "number" and _is_bounded(field):
        return "true", f"{column}::DOUBLE"
    if kind in _FLOATS and field.type == "number":
        # NaN is greater than all other numbers, and a plain comparison takes half the time.
        return f"{column} BETWEEN -{_GREATEST} AND {_GREATEST}", f"{column}::DOUBLE"
    if kind in _FLOATS and field.type == "integer":
        return f"(isfinite({column}) AND {column} = trunc({column}))", ""
    return "false", ""


def _is_bounded(field: Field) -> bool:
    """Return whether a field has bounds on both sides, which keep out what is not finite."""
    return all(
        any(name in field.constraints for name in (bound, f"exclusive{bound.capitalize()}"))
        for bound in ("minimum", "maximum")
    )


def _missing(field: Field, column: str) -> str:
    numbers = [text for text in missing_values(field) if _is_plain_integer(text)]
    return f"{column} IN ({', '.join(numbers)})" if numbers else "false"


def _is_plain_integer(text: str) -> bool:
    try:
        return str(int(text)) == text
    except ValueError:
        return False


def _may_be_missing(field: Field, kind: str) -> bool:
    """Return whether a value of a type may be written as one of the missing values."""
    for text in missing_values(field):
        try:
            _READERS[kind](text)
        except (KeyError, ValueError):
            continue
        return True
    return False


def _mark(field: Field, kind: str) -> str:
    marks = {"BOOLEAN": "b", "DATE": "D", "TIME": "H", "TIMESTAMP": "T"}
    if kind in _INTEGERS:
        # A field of numbers reads the digits as it reads the number.
        return "" if field.type in ("integer", "number") else "chr(0) || 'i' || "
    return f"chr(0) || '{marks.get(kind, 'f')}' || "


def _text(column: str, kind: str) -> str:
    if kind == "BOOLEAN":
        return f"{column}::INTEGER::VARCHAR"
    return f"{column}::DOUBLE::VARCHAR" if kind == "FLOAT" else f"{column}::VARCHAR"
