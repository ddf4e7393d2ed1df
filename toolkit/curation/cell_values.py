"""A value as a person writes it, checked against the column that it is meant for."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from toolkit.tables import table_schema

Field = Mapping[str, Any]

_INTEGER = re.compile(r"[+-]?\d{1,18}")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LARGEST_INTEGER = 10**18
_KINDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "date": "a day such as 2024-05-15",
}


@cache
def fields_of(table: str) -> Mapping[str, Field]:
    """Return the fields of a table of the package by name."""
    return {field["name"]: field for field in table_schema(table)["fields"]}


def value_from_text(field: Field, text: str) -> Any:
    """Return the value that a cell of a CSV file means: None if it is empty.

    Raises ValueError with a clause that says what the value should be.
    """
    if text == "":
        return _checked(field, None)
    kind = field["type"]
    if kind == "integer" and _INTEGER.fullmatch(text):
        return _checked(field, int(text))
    if kind == "number" and _NUMBER.fullmatch(text):
        return _checked(field, float(text))
    if kind == "date":
        return _checked(field, _day(field, text))
    if kind == "string":
        return _checked(field, text)
    raise _not_of_the_type(field, text)


def value_from_json(field: Field, value: Any) -> Any:
    """Return the value of a member of a JSON object; a day is text there.

    Raises ValueError with a clause that says what the value should be.
    """
    kind = field["type"]
    if value is None:
        return _checked(field, None)
    if kind == "date" and isinstance(value, str):
        return _checked(field, _day(field, value))
    if kind == "string" and isinstance(value, str):
        return _checked(field, value)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if kind == "integer" and is_number and isinstance(value, int):
        return _checked(field, value)
    if kind == "number" and is_number:
        return _checked(field, float(value))
    raise _not_of_the_type(field, value)


def text_from_value(value: Any) -> str:
    """Return a value as a cell of a CSV file has it."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def _day(field: Field, text: str) -> date:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise _not_of_the_type(field, text)


def _not_of_the_type(field: Field, value: object) -> ValueError:
    return ValueError(f"{field['name']} is {value!r}, which is not {_KINDS[field['type']]}")


def _checked(field: Field, value: Any) -> Any:
    constraints = field.get("constraints", {})
    name = field["name"]
    if value is None:
        if constraints.get("required"):
            raise ValueError(f"{name} is empty, but every row has one")
        return None
    if isinstance(value, float) and not math.isfinite(value):
        raise _not_of_the_type(field, value)
    if isinstance(value, int) and abs(value) > _LARGEST_INTEGER:
        raise ValueError(f"{name} is {value}, which is too large")
    if "enum" in constraints and value not in constraints["enum"]:
        known = ", ".join(constraints["enum"])
        raise ValueError(f"{name} is {value!r}, which is none of {known}")
    if "pattern" in constraints and not re.fullmatch(constraints["pattern"], value):
        example = f", such as {field['example']}" if "example" in field else ""
        raise ValueError(f"{name} is {value!r}, which is not of its form{example}")
    if len(value) < constraints.get("minLength", 0) if isinstance(value, str) else False:
        raise ValueError(f"{name} has fewer than {constraints['minLength']} characters")
    if isinstance(value, str) and len(value) > constraints.get("maxLength", len(value)):
        raise ValueError(f"{name} has more than {constraints['maxLength']} characters")
    if "minimum" in constraints and value < constraints["minimum"]:
        raise ValueError(f"{name} is {value}, below the least, {constraints['minimum']}")
    if "maximum" in constraints and value > constraints["maximum"]:
        raise ValueError(f"{name} is {value}, above the most, {constraints['maximum']}")
    return value
