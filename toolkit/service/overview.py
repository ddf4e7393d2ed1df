"""What the service has, as values that JSON can hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from toolkit.publish.data_files import FORMATS
from toolkit.service.served_version import ServedTable, ServedVersion
from toolkit.tables import table_names

FIXED_ADDRESSES: Mapping[str, str] = {
    "/tables": "the tables and their columns",
    "/query?sql=SELECT+...": "the answer to a query in SQL",
    "/datapackage.json": "the descriptor of the data package",
    "/openapi.json": "the description of this service (OpenAPI 3.1)",
    "/health": "whether the service works",
}
"""The addresses beside those of the tables, and what is there."""


def service_overview(served: ServedVersion) -> dict[str, Any]:
    """Return what the package is and where each thing is."""
    return {
        "name": served.name,
        "title": served.title,
        "description": str(served.descriptor.get("description") or ""),
        "version": served.version,
        "licenses": served.descriptor.get("licenses") or [],
        "addresses": dict(FIXED_ADDRESSES),
        "tables": {
            table.name: {"rows": table.rows, **_addresses(table)}
            for table in served.tables.values()
        },
    }


def describe_table(table: ServedTable) -> dict[str, Any]:
    """Return what a table and its columns are and mean, how many rows there are, and where."""
    return {
        "name": table.name,
        "title": table.title,
        "description": table.description,
        "rows": table.rows,
        "key": list(table.key),
        "columns": [
            {
                "name": column.name,
                "type": column.type,
                "title": str(column.field.get("title") or column.name),
                "description": str(column.field.get("description") or ""),
            }
            for column in table.columns.values()
        ],
        "addresses": _addresses(table),
    }


def served_descriptor(served: ServedVersion) -> dict[str, Any]:
    """Return the descriptor of the package, whose data are the tables as the service has them.

    It is a data package by itself: what it says of bytes and hashes holds for what is at its
    paths, and is left out where that is not known.
    """
    resources = []
    for resource in served.descriptor.get("resources", ()):
        name = str(resource.get("name"))
        form = str(resource.get("format"))
        if name not in served.tables:
            continue
        is_ours = name in table_names() and form in FORMATS
        kept = (
            resource
            if is_ours
            else {
                key: value
                for key, value in resource.items()
                if key not in ("bytes", "hash", "dialect", "compression")
            }
        )
        ending = form if is_ours else "csv"
        changed = {
            "path": f"tables/{quote(name)}.{ending}",
            "format": ending,
            "mediatype": FORMATS[ending].media_type,
        }
        resources.append({**kept, **changed})
    return {**served.descriptor, "resources": resources}


def _addresses(table: ServedTable) -> dict[str, str]:
    place = f"/tables/{quote(table.name)}"
    found = {form: f"{place}.{form}" for form in ("json", *FORMATS)}
    if table.key:
        found["row"] = "/".join([place, *(f"{{{name}}}" for name in table.key)])
    return found
