"""What changed in the tables' form between two descriptors, and what that means for users.

Titles and descriptions may be bettered at any time; they do not count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.store.semantic_version import Level
from toolkit.table_schema import fields_of, primary_key_of


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """One change of form, as a clause ("column actors.isni added"), and its least level."""

    level: Level
    text: str


def compare_schemas(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[SchemaChange, ...]:
    """Return what differs between the tables of two descriptors, those that break things first."""
    old, new = resource_schemas(before), resource_schemas(after)
    changes = [
        *(SchemaChange("major", f"table {name} removed") for name in old if name not in new),
        *(SchemaChange("minor", f"table {name} added") for name in new if name not in old),
    ]
    for name in (name for name in old if name in new):
        changes.extend(_compare_tables(name, old[name], new[name]))
    return tuple(sorted(changes, key=lambda change: change.level != "major"))


def resource_schemas(descriptor: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the Table Schema of each resource of a descriptor by the resource's name."""
    return {
        str(resource.get("name")): resource.get("schema") or {}
        for resource in descriptor.get("resources") or ()
        if isinstance(resource, dict)
    }


def field_types(schema: Mapping[str, Any]) -> dict[str, str]:
    """Return the type of each column of a Table Schema, in their order."""
    return {str(field["name"]): str(field.get("type")) for field in fields_of(schema)}


def _compare_tables(
    table: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[SchemaChange]:
    old, new = field_types(before), field_types(after)
    for column in old:
        if column not in new:
            yield SchemaChange("major", f"column {table}.{column} removed")
        elif old[column] != new[column]:
            change = f"type of {table}.{column} changed from {old[column]} to {new[column]}"
            yield SchemaChange("major", change)
    for column in new:
        if column not in old:
            yield SchemaChange("minor", f"column {table}.{column} added")
    if primary_key_of(before) != primary_key_of(after):
        keys = [", ".join(primary_key_of(schema)) or "none" for schema in (before, after)]
        yield SchemaChange("major", f"key of {table} changed from {keys[0]} to {keys[1]}")
    old_values, new_values = _enumerations(before), _enumerations(after)
    for column in (column for column in old if column in new):
        yield from _compare_values(
            f"{table}.{column}", old_values.get(column), new_values.get(column)
        )


def _compare_values(
    column: str, before: list[Any] | None, after: list[Any] | None
) -> Iterator[SchemaChange]:
    if before is None and after is not None:
        listed = ", ".join(map(str, after))
        yield SchemaChange("major", f"values of {column} restricted to {listed}")
    elif before is not None and after is None:
        yield SchemaChange("minor", f"values of {column} no longer restricted")
    elif before is not None and after is not None:
        for value in before:
            if value not in after:
                yield SchemaChange("major", f"value {value} of {column} removed")
        for value in after:
            if value not in before:
                yield SchemaChange("minor", f"value {value} of {column} added")


def _enumerations(schema: Mapping[str, Any]) -> dict[str, list[Any]]:
    return {
        str(field["name"]): list(field["constraints"]["enum"])
        for field in fields_of(schema)
        if "enum" in (field.get("constraints") or {})
    }
