"""What a Table Schema states, whatever else may be wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def fields_of(schema: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the fields of a schema that are objects, as they should all be."""
    fields = schema.get("fields")
    return [one for one in fields if isinstance(one, dict)] if isinstance(fields, list) else []


def primary_key_of(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the columns of the primary key that a Table Schema states, none where it has none."""
    key = schema.get("primaryKey") or ()
    return (key,) if isinstance(key, str) else tuple(map(str, key))
