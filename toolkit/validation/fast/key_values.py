"""The values of fields in keys, in one form each: as texts, or as integers of 64 bits.

Two cells are the same key where frictionless's values of them are equal: 7 and "007", 1.0 and
"1.00". SQL gives the value of a cell that is written in the usual way, all others are read and
written in that way here.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from toolkit.validation.fast.acceptance import Acceptance, whole_number
from toolkit.validation.fast.open_table import NotCovered

if TYPE_CHECKING:
    from frictionless import Field

_NUMERIC = {"boolean", "integer", "number", "year"}
_TEXT = {"any", "string"}
_LIMIT = 2**63


def key_class(field: Field) -> str:
    """Return which fields have values that may be equal: those of one class."""
    if field.type in _NUMERIC:
        return "number"
    return "text" if field.type in _TEXT else str(field.type)


def is_integer(field: Field) -> bool:
    """Return whether the key values of a field are integers of 64 bits, else texts."""
    return bool(field.type == "integer")


def usual_form(field: Field, column: str, *, encoded: bool) -> str:
    """Return the SQL test that a text of a key is written as `key_text` writes its value.

    The text is known to be of the field's type.
    """
    if field.type in ("integer", "date", "datetime", "time", "string"):
        return "true"
    if field.type in ("number", "year"):
        return whole_number(column)
    if field.type == "any":
        return f"NOT starts_with({column}, chr(0))" if encoded else "true"
    return "false"


def key_column(field: Field, test: Acceptance, column: str, usual: str) -> str:
    """Return the SQL expression of the key value of a text that is written in the usual way.

    It is NULL for all other texts, which are read and given one (see `key_text`).
    """
    value = f"TRY_CAST({test.value or column} AS BIGINT)" if is_integer(field) else column
    tests = [part for part in (test.form, usual) if part != "true"]
    if test.missing != "false":
        tests.append(f"NOT {test.missing}")
    return f"CASE WHEN {' AND '.join(tests) or 'true'} THEN {value} END"


def key_text(value: Any, field: Field) -> str | int | None:
    """Return the key value of a value that frictionless has read, None for None.

    Raises NotCovered for values whose equality has no such form.
    """
    if value is None:
        return None
    if is_integer(field):
        if not -_LIMIT <= value < _LIMIT:
            raise NotCovered(f"the key {field.name} holds an integer of more than 64 bits")
        return int(value)
    if isinstance(value, str):
        return value
    if field.type == "any":
        # The text "1" is another value than the number.
        raise NotCovered(f"the key {field.name} of any type holds values that are no texts")
    if isinstance(value, (bool, int)):
        return str(int(value))
    if isinstance(value, (float, Decimal)) and value == value:
        return _number_text(value)
    if isinstance(value, datetime) and value.tzinfo is not None:
        return f"{value.astimezone(UTC).replace(tzinfo=None).isoformat()}Z"
    if isinstance(value, time) and value.tzinfo is not None:
        raise NotCovered(f"the key {field.name} holds times with a zone")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return repr(value)
    if field.type == "yearmonth":
        return f"{value.year}-{value.month}"
    if field.type == "geopoint":
        return f"{_number_text(value.lon)},{_number_text(value.lat)}"
    raise NotCovered(f"the key {field.name} holds values of type {field.type}")


def _number_text(value: int | float | Decimal) -> str:
    value = Decimal(value)
    if value.is_infinite():
        return str(value)
    whole = value == value.to_integral_value()
    return str(int(value)) if whole else format(value.normalize(), "f")
