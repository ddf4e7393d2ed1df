"""The releases that a catalogue records: which version each is, and of which snapshot.

They are in a plain table of the catalogue's database, not of the lake.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from toolkit.store.listed_files import METADATA
from toolkit.store.quoting import literal

if TYPE_CHECKING:
    import duckdb

_TABLE = f"{METADATA}.parley_releases"


@dataclass(frozen=True, slots=True)
class Released:
    """A released version, its snapshot, its day (UTC), and the text of its descriptor."""

    version: str
    snapshot: int
    released_on: date
    descriptor: str


def read_released(connection: duckdb.DuckDBPyConnection) -> tuple[Released, ...]:
    """Return the releases of the attached store, in the order of their snapshots."""
    import duckdb

    try:
        rows = connection.execute(
            f"SELECT version, snapshot, released_on, descriptor FROM {_TABLE} ORDER BY snapshot"
        ).fetchall()
    except duckdb.CatalogException:
        # There is no such table before the first release.
        return ()
    return tuple(Released(*row) for row in rows)


def write_released(connection: duckdb.DuckDBPyConnection, releases: Iterable[Released]) -> None:
    """Write releases into the catalogue that is attached for writing."""
    connection.execute(
        f"CREATE TABLE IF NOT EXISTS {_TABLE} (version VARCHAR PRIMARY KEY, "
        "snapshot BIGINT NOT NULL, released_on DATE NOT NULL, descriptor VARCHAR NOT NULL)"
    )
    for release in releases:
        connection.execute(
            f"INSERT INTO {_TABLE} VALUES ({literal(release.version)}, {release.snapshot:d}, "
            f"DATE {literal(release.released_on.isoformat())}, {literal(release.descriptor)})"
        )
