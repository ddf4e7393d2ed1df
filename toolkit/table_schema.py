"""What a Table Schema states, whatever else may be wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def fields_of(schema: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the fields of a schema that are objects, as they should all be."""
    fields = schema.get("fields")
    return [one for one in fields if isinstance(one, dict)] if isinstance(fields, list) else []


def primary_key_of(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the columns of the primary key that a Table Schema states, none where it has none."""
    return stated_names(schema.get("primaryKey"))


def stated_names(stated: str | Iterable[str] | None) -> tuple[str, ...]:
    """Return the columns that a key states: one name may stand without a list."""
    return (stated,) if isinstance(stated, str) else tuple(map(str, stated or ()))


def constraints_of(field: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the constraints that a field states by their names, none where it has none."""
    constraints: Mapping[str, Any] | None = field.get("constraints")
    return constraints or {}
