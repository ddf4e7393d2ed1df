"""The tables of a version as its descriptor states them, for the pages about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.publish.published_version import PublishedVersion
from toolkit.quoting import identifier
from toolkit.table_schema import fields_of, primary_key_of, stated_names

_DATA_TYPES = {"integer": "number", "number": "number", "date": "date"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its meaning, its type for sorting, and the table whose rows it names."""

    name: str
    title: str
    description: str
    type: str
    leads_to: str | None

    @property
    def data_type(self) -> str:
        """What a script sorts and filters it as: text, number, date or key."""
        return "key" if self.leads_to else _DATA_TYPES.get(self.type, "text")


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A table: its meaning, columns and number of rows, and the SQL order of its rows."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    rows: int
    order: str


def published_tables(published: PublishedVersion) -> tuple[PublishedTable, ...]:
    """Return the tables of a version in the order of its descriptor."""
    return tuple(
        _table(published, resource)
        for resource in published.descriptor["resources"]
        if resource.get("schema")
    )


def _table(published: PublishedVersion, resource: Mapping[str, Any]) -> PublishedTable:
    name, schema = str(resource["name"]), resource["schema"]
    leading = _leading_columns(name, schema)
    columns = tuple(
        Column(
            str(field["name"]),
            str(field.get("title") or field["name"]),
            str(field.get("description") or ""),
            str(field.get("type") or "string"),
            leading.get(field["name"]),
        )
        for field in fields_of(schema)
    )
    key = primary_key_of(schema) or [column.name for column in columns]
    row = published.connection.execute(f"SELECT count(*) FROM {identifier(name)}").fetchone()
    return PublishedTable(
        name,
        str(resource.get("title") or name),
        str(resource.get("description") or ""),
        columns,
        int(row[0]) if row else 0,
        ", ".join(f"{identifier(column)} NULLS LAST" for column in key),
    )


def _leading_columns(name: str, schema: Mapping[str, Any]) -> dict[str, str]:
    """Return the table whose row a column names, by column."""
    key = primary_key_of(schema)
    leading = {key[0]: name} if len(key) == 1 else {}
    for foreign in schema.get("foreignKeys") or ():
        columns, reference = stated_names(foreign["fields"]), foreign["reference"]
        if len(columns) == 1:
            leading[columns[0]] = str(reference.get("resource") or name)
    return leading
