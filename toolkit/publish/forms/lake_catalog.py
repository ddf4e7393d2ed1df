"""The catalogue of a frozen DuckLake: its tables as rows, by the specification of DuckLake 1.0.

DuckLake itself names files and things by chance and notes the time at which it does so. Here the
names come from what is named, and the times from the releases, so that the same releases give the
same bytes. Source: https://ducklake.select/docs/stable/specification/tables/overview
"""

from __future__ import annotations

import tempfile
import uuid
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from toolkit.publish.forms.duckdb_file import writing_steadily
from toolkit.quoting import identifiers, literal
from toolkit.store.attachment import LAKE, TO_WRITE, attach_lake, detach_lake
from toolkit.store.extension import connect_with_extension

Row = dict[str, Any]
CatalogRows = defaultdict[str, list[Row]]
"""The rows of each table of a catalogue, by its name."""
_NAME_SPACE = uuid.UUID("b2f0a2a4-8f43-5c1b-9d0e-2a7f6f0f9f6d")
"""The name space of the names of schemas and tables; drawn once, for this module."""


def new_rows() -> CatalogRows:
    """Return a catalogue without rows, to be filled."""
    return defaultdict(list)


def steady_uuid(*names: str) -> str:
    """Return the UUID of what these names stand for, always the same (RFC 9562, version 5)."""
    return str(uuid.uuid5(_NAME_SPACE, "/".join(names)))


def write_catalog(place: Path, rows: Mapping[str, list[Row]], data_path: str) -> None:
    """Write a catalogue whose rows of data have paths that begin at `data_path`.

    Raises StoreError where it can't be written, or where this DuckLake needs other columns.
    """
    statements, metadata = _empty_catalog()
    stated = [
        {"key": key, "value": data_path if key == "data_path" else value} for key, value in metadata
    ]
    place.unlink(missing_ok=True)
    with writing_steadily(place) as connection:
        for name, statement in statements:
            connection.execute(statement)
            listed = stated if name == "ducklake_metadata" else rows.get(name, ())
            if listed:
                columns = list(dict.fromkeys(column for row in listed for column in row))
                values = ", ".join(
                    f"({', '.join(_value(row.get(column)) for column in columns)})"
                    for row in listed
                )
                connection.execute(f"INSERT INTO {name} ({identifiers(columns)}) VALUES {values}")


def _value(value: Any) -> str:
    if value is None:
        return "NULL"
    return literal(value) if isinstance(value, str) else str(value)


def _empty_catalog() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return name and statement of each table that DuckLake makes, and what it notes of itself."""
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name,
        connect_with_extension() as connection,
    ):
        catalog = Path(name) / "empty.ducklake"
        attach_lake(connection, str(catalog), Path(name), *TO_WRITE)
        detach_lake(connection)
        connection.execute(f"ATTACH {literal(str(catalog))} AS {LAKE} (READ_ONLY)")
        statements = connection.execute(
            f"SELECT table_name, sql FROM duckdb_tables() WHERE database_name = {literal(LAKE)} "
            "ORDER BY table_name"
        ).fetchall()
        metadata = connection.execute(
            f"SELECT key, value FROM {LAKE}.ducklake_metadata ORDER BY key"
        ).fetchall()
    return statements, metadata
