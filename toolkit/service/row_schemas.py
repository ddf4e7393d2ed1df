"""The rows of tables as JSON Schema (2020-12), from the Table Schemas of their columns."""

from __future__ import annotations

from typing import Any

from toolkit.service.served_version import ServedColumn, ServedTable

_TYPES: dict[str, dict[str, Any]] = {
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "string": {"type": "string"},
}
_SHARED = ("pattern", "minLength", "maxLength", "minimum", "maximum")
"""The constraints that both kinds of schema have, by the same name and with the same meaning."""


def reference(name: str) -> dict[str, str]:
    """Return a reference to a schema of the description."""
    return {"$ref": f"#/components/schemas/{name}"}


def value_schema(column: ServedColumn) -> dict[str, Any]:
    """Return the schema of a known value of a column, by its type alone."""
    return dict(_TYPES[column.type])


def row_schema(table: ServedTable) -> dict[str, Any]:
    """Return the schema of a whole row of a table."""
    return {
        "type": "object",
        "title": table.title,
        "description": table.description,
        "properties": {name: _cell_schema(column) for name, column in table.columns.items()},
        "required": list(table.columns),
        "additionalProperties": False,
    }


def evidence_schema() -> dict[str, Any]:
    """Return the schema of one place that a value of a row was read from."""
    position = {"type": "integer", "minimum": 0}
    properties: dict[str, Any] = {
        "field": {"type": ["string", "null"], "description": "The column; null for the whole row."},
        "article_id": {"type": "string", "description": "The article."},
        "char_start": {**position, "description": "The first character."},
        "char_end": {**position, "description": "The character after the last one."},
        "rule": {"type": "string", "description": "The rule that read it."},
    }
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _cell_schema(column: ServedColumn) -> dict[str, Any]:
    stated = column.field.get("constraints") or {}
    schema = value_schema(column)
    schema |= {name: stated[name] for name in _SHARED if name in stated}
    for name in ("title", "description"):
        if column.field.get(name):
            schema[name] = column.field[name]
    if "example" in column.field:
        schema["examples"] = [column.field["example"]]
    enumeration = stated.get("enum")
    if not stated.get("required"):
        schema["type"] = [schema["type"], "null"]
        enumeration = enumeration and [*enumeration, None]
    if enumeration:
        schema["enum"] = enumeration
    return schema
