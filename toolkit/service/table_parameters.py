"""The parameters of the tables, as OpenAPI describes them."""

from __future__ import annotations

import re
from typing import Any

from toolkit.service.conditions import OPERATORS, operators_of
from toolkit.service.row_schemas import value_schema
from toolkit.service.selection import DEFAULT_ROWS, MOST_FILE_ROWS, MOST_OFFSET, MOST_ROWS
from toolkit.service.served_version import ServedColumn, ServedTable

_TEXT = {"type": "string", "pattern": r"^[^\x00]*$"}
_MOST_INTEGER = 10**18 - 1


def page_parameters() -> dict[str, Any]:
    """Return the parameters that say which part of the rows is asked for."""
    return {
        "limit": _query(
            "limit", f"Rows at most, {DEFAULT_ROWS} if left out.", _whole(1, MOST_ROWS)
        ),
        "file_limit": _query("limit", "Rows at most.", _whole(1, MOST_FILE_ROWS)),
        "offset": _query("offset", "Rows to pass over.", _whole(0, MOST_OFFSET)),
        "after": _query(
            "after",
            "Key of the row before the first one, its parts joined with a slash.",
            {**_TEXT, "minLength": 1},
        ),
    }


def table_parameters(table: ServedTable) -> dict[str, Any]:
    """Return the conditions, order and columns that rows of a table may be asked by, by name."""
    found = {}
    for column in table.columns.values():
        for operator in operators_of(column):
            name = column.name if operator == "eq" else f"{column.name}.{operator}"
            schema = _compared(column, operator)
            meaning = f"{column.name} {OPERATORS[operator]}."
            found[f"{table.name}.{name}"] = _query(name, meaning, schema)
    names = "|".join(map(re.escape, table.columns))
    found[f"{table.name}.sort.order"] = _query(
        "sort",
        "Columns to sort by, parted by commas; with - before it, from the greatest down.",
        {"type": "string", "pattern": f"^-?({names})(,-?({names}))*$"},
    )
    found[f"{table.name}.columns.chosen"] = _query(
        "columns",
        "Columns of the answer, parted by commas.",
        {"type": "string", "pattern": f"^({names})(,({names}))*$"},
    )
    return found


def key_parameters(table: ServedTable) -> list[dict[str, Any]]:
    """Return the parts of the key of a row."""
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": str(table.columns[name].field.get("description") or name),
            "schema": {**value_schema(table.columns[name]), "minLength": 1},
        }
        for name in table.key
    ]


def _compared(column: ServedColumn, operator: str) -> dict[str, Any]:
    if operator == "null":
        return {"type": "string", "enum": ["true", "false"]}
    if column.type == "boolean":
        return {"type": "string", "enum": ["true", "false"]}
    patterns = {
        "integer": "-?[0-9]{1,18}",
        "number": r"-?[0-9]{1,15}(\.[0-9]{1,15})?",
        "date": "20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])",
    }
    if operator == "in" and column.type in patterns:
        one = patterns[column.type]
        return {"type": "string", "pattern": f"^{one}(,{one})*$"}
    if column.type == "integer":
        return _whole(-_MOST_INTEGER, _MOST_INTEGER)
    if column.type == "string":
        return dict(_TEXT)
    return value_schema(column)


def _whole(least: int, most: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": least, "maximum": most}


def _query(name: str, meaning: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": meaning, "schema": schema}
