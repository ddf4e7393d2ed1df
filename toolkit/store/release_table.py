"""The table of the catalogue that keeps the releases: a plain table, no part of the lake.

It lies in the database of the catalogue itself, so that it travels with it, and a release
makes no snapshot. A catalogue that an older toolkit wrote has no such table and no releases.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from toolkit.quoting import literal

if TYPE_CHECKING:
    import duckdb

TABLE = "parley_releases"


@dataclass(frozen=True, slots=True)
class Release:
    """A semantic version given to a snapshot, the day (UTC), and the descriptor of that day.

    `descriptor` is the text of `datapackage.json` to the byte.
    """

    version: str
    snapshot: int
    released_on: date
    descriptor: str

    def to_descriptor(self) -> dict[str, Any]:
        """Return the descriptor as values."""
        descriptor: dict[str, Any] = json.loads(self.descriptor)
        return descriptor

    def to_dict(self) -> dict[str, Any]:
        """Return the release as values that JSON can hold, without the descriptor."""
        return {
            "version": self.version,
            "snapshot": self.snapshot,
            "released_on": self.released_on.isoformat(),
        }


def read_release_table(connection: duckdb.DuckDBPyConnection, lake: str) -> tuple[Release, ...]:
    """Return the releases in the catalogue of the store that is attached as `lake`, unordered."""
    rows = _rows(connection, lake, "version, snapshot, released_on, descriptor")
    return tuple(Release(*row) for row in rows)


def read_release_names(
    connection: duckdb.DuckDBPyConnection, lake: str
) -> tuple[tuple[str, int], ...]:
    """Return version and snapshot of each release in the catalogue of `lake`, unordered."""
    return tuple(_rows(connection, lake, "version, snapshot"))


def add_to_release_table(connection: duckdb.DuckDBPyConnection, release: Release) -> None:
    """Write a release into the catalogue whose tables are in the schema of a connection."""
    connection.execute(
        f"CREATE TABLE IF NOT EXISTS {TABLE} (version VARCHAR PRIMARY KEY, "
        "snapshot BIGINT NOT NULL, released_on DATE NOT NULL, descriptor VARCHAR NOT NULL)"
    )
    connection.execute(
        f"INSERT INTO {TABLE} VALUES ({literal(release.version)}, {release.snapshot:d}, "
        f"DATE {literal(release.released_on.isoformat())}, {literal(release.descriptor)})"
    )


def _rows(connection: duckdb.DuckDBPyConnection, lake: str, columns: str) -> list[Any]:
    import duckdb

    try:
        return connection.execute(f"SELECT {columns} FROM {_table(lake)}").fetchall()
    except duckdb.CatalogException:
        return []


def _table(lake: str) -> str:
    # DuckLake attaches the database of its catalogue under this name.
    return f"__ducklake_metadata_{lake}.{TABLE}"
