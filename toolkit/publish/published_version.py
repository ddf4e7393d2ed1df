"""A version opened for those who write of it: its rows, its descriptor, its name and day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.publish.version_record import VersionRecord, read_record
from toolkit.store.package_folder import find_package
from toolkit.store.query import open_package
from toolkit.store.releases import descriptor_at

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """What each writer of a release is given.

    `connection` has every table and view of the version in its current schema, to be read only.
    `descriptor` is `datapackage.json` as it was for that version; `version` and `released_on`
    (UTC) are those that it states. `address` is where the releases will be found, such as
    `https://example.org/data`, without a slash at its end; None where that is not known.
    `record` tells how the version came to be.
    """

    connection: duckdb.DuckDBPyConnection
    descriptor: Mapping[str, Any]
    version: str
    released_on: date
    address: str | None = None
    record: VersionRecord = field(default_factory=VersionRecord)

    @property
    def name(self) -> str:
        """The name of the package, such as `parley`."""
        return str(self.descriptor["name"])


@contextmanager
def open_published(
    path: str | Path,
    at: str | int | None = None,
    *,
    address: str | None = None,
    catalog: str | None = None,
) -> Iterator[PublishedVersion]:
    """Open one version of a package, by default the one that it has now, and close it again.

    `at` and `catalog` are as `toolkit.store.query.open_package` takes them, and it raises as
    that does.
    """
    package = find_package(path)
    connection = open_package(path, at, catalog)
    try:
        descriptor = descriptor_at(package, at, catalog)
        stated = str(descriptor["version"])
        released_on = date.fromisoformat(str(descriptor["created"])[:10])
        home = None if address is None else address.rstrip("/")
        record = read_record(package, at, catalog)
        yield PublishedVersion(connection, descriptor, stated, released_on, home, record)
    finally:
        connection.close()
