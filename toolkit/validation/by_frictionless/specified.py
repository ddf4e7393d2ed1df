"""The schema and the dialect of a resource, with all that the specification says of them.

What a descriptor leaves out has a meaning too. Here it is written out, for both engines: nothing
is guessed from what a file holds.

Source: https://datapackage.org/standard/table-schema/ and
https://datapackage.org/standard/table-dialect/.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from toolkit.validation.descriptor import Resource

_DIALECT = {
    "commentChar": None,
    "commentRows": [],
    "delimiter": ",",
    "doubleQuote": True,
    "escapeChar": None,
    "header": True,
    "headerCase": True,
    "headerJoin": " ",
    "headerRows": [1],
    "itemKeys": None,
    "lineTerminator": "\r\n",
    "nullSequence": None,
    "property": None,
    "quoteChar": '"',
    "skipBlankRows": False,
    "skipInitialSpace": False,
}
_OF_ANY = {"enum", "required", "unique"}
"""The constraints that a field of any type may have."""


def specified_dialect(resource: Resource) -> dict[str, Any]:
    """Return every property of the dialect of a resource, by default that of the specification.

    The keys are those of version 2. What frictionless groups by format (`csv`, `json`) is read
    too. The delimiter of the format tsv is a tab by default.
    """
    stated = dict(resource.dialect)
    for group in ("csv", "json"):
        inner = stated.pop(group, None)
        if isinstance(inner, Mapping):
            stated |= inner
    stated.setdefault("itemKeys", stated.pop("keys", None))
    default = {**_DIALECT, "delimiter": "\t"} if resource.format == "tsv" else _DIALECT
    return {name: deepcopy(stated.get(name, value)) for name, value in default.items()}


def specified_schema(resource: Resource) -> dict[str, Any]:
    """Return the schema of a resource; raises ValueError where it has none.

    What follows from other properties is written out: a field of the primary key is required,
    categories are an `enum`, the null sequence of the dialect is a missing value, a key of one
    field is a list, a reference to the table itself names the resource "". A field without a
    type is of type `any`, unless it has a constraint that only strings have: that was the
    default type of version 1. The missing values are strings without their labels.
    """
    if resource.schema is None:
        raise ValueError(f"The resource {resource.name} has no schema.")
    schema = deepcopy(dict(resource.schema))
    key = schema["primaryKey"] = _names(schema.get("primaryKey", []))
    schema["foreignKeys"] = [_foreign_key(entry) for entry in schema.get("foreignKeys") or []]
    null = specified_dialect(resource)["nullSequence"]
    extra = [null] if isinstance(null, str) else []
    schema["missingValues"] = [*_values(schema.get("missingValues", [""])), *extra]
    for field in schema["fields"]:
        constraints = field["constraints"] = dict(field.get("constraints") or {})
        if field["name"] in key:
            constraints["required"] = True
        if field.get("categories") and "enum" not in constraints:
            constraints["enum"] = _values(field["categories"])
        field.setdefault("type", "any" if constraints.keys() <= _OF_ANY else "string")
        field["format"] = str(field.get("format") or "default").removeprefix("fmt:")
        if "missingValues" in field:
            field["missingValues"] = [*_values(field["missingValues"]), *extra]
    return schema


def _foreign_key(entry: Mapping[str, Any]) -> dict[str, Any]:
    reference = entry.get("reference", {})
    return {
        "fields": _names(entry.get("fields", [])),
        "reference": {
            "resource": reference.get("resource") or "",
            "fields": _names(reference.get("fields", [])),
        },
    }


def _names(names: str | list[str]) -> list[str]:
    return [names] if isinstance(names, str) else list(names or [])


def _values(entries: list[Any]) -> list[Any]:
    return [entry["value"] if isinstance(entry, Mapping) else entry for entry in entries]
