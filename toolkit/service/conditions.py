"""Conditions on the rows of a table, as parameters state them and as SQL has them.

`country=IQ` is equality; `start_date.gte=2021-01-01` names another comparison after the column.
Each value is read by the type of its column before it comes near SQL, and each comparison takes
time in proportion to the text: there are no patterns, whose time a request could choose.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date

from toolkit.quoting import identifier, literal
from toolkit.service.problems import BAD_REQUEST, Problem, nearest
from toolkit.service.served_version import ServedColumn, ServedTable

_ORDERED = frozenset({"lt", "lte", "gt", "gte"})
_SIGNS = {"eq": "=", "ne": "<>", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}
_TRUTHS = {"true": True, "false": False}

OPERATORS: Mapping[str, str] = {
    "contains": "has this text within it, in capitals or not",
    "eq": "is this value",
    "gt": "is greater or later",
    "gte": "is this value, greater or later",
    "in": "is one of these values, which commas part",
    "lt": "is less or earlier",
    "lte": "is this value, less or earlier",
    "ne": "is known and another value",
    "null": "is unknown (`true`) or known (`false`)",
}
"""What may follow the name of a column, and what it asks of the value there."""


def operators_of(column: ServedColumn) -> tuple[str, ...]:
    """Return the comparisons that the type of a column has."""
    without = set()
    if column.type != "string":
        without.add("contains")
    if column.type == "boolean":
        without |= _ORDERED | {"in"}
    return tuple(name for name in OPERATORS if name not in without)


def condition(table: ServedTable, parameter: str, value: str, others: frozenset[str]) -> str:
    """Return the SQL of one condition; raises Problem.

    `others` are the parameters that a request may have beside conditions.
    """
    # A column may have a name with a dot in it.
    column, operator = table.columns.get(parameter), "eq"
    if column is None:
        name, _, operator = parameter.rpartition(".")
        column = table.columns.get(name)
    if column is None:
        name = parameter.split(".")[0]
        known = [*table.columns, *sorted(others)]
        raise Problem(
            BAD_REQUEST,
            f"Table {table.name} has no column {name[:100]!r}; {nearest(name, known)}",
        )
    if operator not in operators_of(column):
        raise Problem(
            BAD_REQUEST,
            f"{column.name} can't be compared by {operator[:100]!r}; "
            f"take one of {', '.join(operators_of(column))}.",
        )
    return _sql(column, operator, value)


def _sql(column: ServedColumn, operator: str, value: str) -> str:
    name = identifier(column.name)
    if operator == "null":
        if value not in _TRUTHS:
            raise Problem(BAD_REQUEST, f"{column.name}.null is true or false; correct it.")
        return f"{name} IS {'' if _TRUTHS[value] else 'NOT '}NULL"
    if operator == "in":
        values = [value_sql(column, one) for one in value.split(",")]
        return f"{name} IN ({', '.join(values)})"
    if operator == "contains":
        return f"contains(lower({name}), lower({literal(value)}))"
    return f"{name} {_SIGNS[operator]} {value_sql(column, value)}"


def value_sql(column: ServedColumn, text: str) -> str:
    """Return a value of a column as SQL; raises Problem where it is not of the column's type."""
    read, example = _READERS.get(column.type, _READERS["string"])
    found = read(text)
    if found is None:
        raise Problem(
            BAD_REQUEST,
            f"{column.name} is compared with {example}, not with {text[:100]!r}; correct it.",
        )
    return found


def _integer(text: str) -> str | None:
    return text if re.fullmatch(r"-?[0-9]{1,18}", text) else None


def _number(text: str) -> str | None:
    if not re.fullmatch(r"-?[0-9]{1,300}(\.[0-9]{1,300})?([eE][+-]?[0-9]{1,3})?", text):
        return None
    return f"{float(text)!r}::DOUBLE" if math.isfinite(float(text)) else None


def _date(text: str) -> str | None:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return f"DATE '{date.fromisoformat(text).isoformat()}'"
    except ValueError:
        return None


def _truth(text: str) -> str | None:
    return text if text in _TRUTHS else None


_READERS: dict[str, tuple[Callable[[str], str | None], str]] = {
    "boolean": (_truth, "true or false"),
    "date": (_date, "a day such as 2021-10-31"),
    "integer": (_integer, "a whole number"),
    "number": (_number, "a number such as 22.5"),
    "string": (literal, "text"),
}
"""How the value of a parameter is read by the type of its column, and an example of one."""
