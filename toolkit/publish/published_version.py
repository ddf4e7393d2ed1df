"""A version opened for those who write of it: its rows, its descriptor, its name and day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.publish.coverage import Coverage, coverage_of
from toolkit.publish.version_record import VersionRecord, read_record
from toolkit.quoting import identifier, identifiers
from toolkit.store.errors import StoreError, reason
from toolkit.store.package_folder import database_name, find_package
from toolkit.store.query import open_package
from toolkit.store.releases import descriptor_at
from toolkit.store.row_bytes import is_sorted
from toolkit.table_schema import primary_key_of
from toolkit.tables import arrow_schema_of

if TYPE_CHECKING:
    import duckdb
    import pyarrow


@dataclass(frozen=True)
class PublishedVersion:
    """What each writer of a release is given.

    `connection` has every table and view of the version in its current schema, to be read only.
    `descriptor` is `datapackage.json` as it was for that version; `version` and `released_on`
    (UTC) are those that it states. `address` is where the releases will be found, such as
    `https://example.org/data`, without a slash at its end; None where that is not known.
    `record` tells how the version came to be. `folder` is that of the package and `catalog` the
    address of its catalogue, as `open_published` was given them.
    """

    connection: duckdb.DuckDBPyConnection
    descriptor: Mapping[str, Any]
    version: str
    released_on: date
    address: str | None = None
    record: VersionRecord = field(default_factory=VersionRecord)
    folder: Path | None = None
    catalog: str | None = None
    _tables: dict[str, pyarrow.Table] = field(default_factory=dict, repr=False, compare=False)

    @property
    def name(self) -> str:
        """The name of the package, such as `parley`."""
        return str(self.descriptor["name"])

    @property
    def file_stem(self) -> str:
        """The name of the package as that of a file: what no file may be called is replaced."""
        return Path(database_name(dict(self.descriptor))).stem

    @property
    def release_address(self) -> str | None:
        """The address of the folder of this release, with a slash at its end, where it is known."""
        return None if self.address is None else f"{self.address}/{self.version}/"

    @property
    def table_names(self) -> tuple[str, ...]:
        """The names of the tables, in the order of the descriptor."""
        return tuple(self._resources())

    def resource(self, name: str) -> dict[str, Any]:
        """Return what the descriptor says of a table and its data file."""
        return self._resources()[name]

    def schema(self, name: str) -> dict[str, Any]:
        """Return the Table Schema of a table in this version."""
        stated: dict[str, Any] = self.resource(name)["schema"]
        return stated

    def described_schema(self, name: str) -> dict[str, Any]:
        """Return the Table Schema of a table with the texts that stand at its resource."""
        texts = {key: self.resource(name).get(key) for key in ("title", "description")}
        return {**self.schema(name), **{key: text for key, text in texts.items() if text}}

    def table(self, name: str) -> pyarrow.Table:
        """Return the rows of a table, sorted by primary key; they are read once for all writers.

        Raises StoreError where the table has another form than the descriptor says.
        """
        if name not in self._tables:
            self._tables[name] = read_published(self.connection, name, self.schema(name))
        return self._tables[name]

    @cached_property
    def coverage(self) -> Coverage:
        """The time, countries and languages of its rows; they are asked once for all writers."""
        return coverage_of(self.connection)

    def row_count(self) -> int:
        """Return how many rows all tables have together."""
        return sum(self.table(name).num_rows for name in self.table_names)

    def _resources(self) -> dict[str, dict[str, Any]]:
        return {
            str(resource["name"]): resource
            for resource in self.descriptor.get("resources") or ()
            if isinstance(resource, dict) and "schema" in resource
        }


def read_published(
    connection: duckdb.DuckDBPyConnection, name: str, schema: Mapping[str, Any]
) -> pyarrow.Table:
    """Return a table of an opened version in the form of its schema, sorted by its key.

    Raises StoreError where the table has another form.
    """
    import duckdb

    columns = [str(column["name"]) for column in schema["fields"]]
    key = primary_key_of(schema)
    select = f"SELECT {identifiers(columns)} FROM {identifier(name)}"
    try:
        # Most databases have the rows in their order, which is soon seen; to sort takes longer.
        table = connection.execute(select).to_arrow_table()
        if not key or not is_sorted(table, key):
            order = identifiers(key or columns)
            table = connection.execute(f"{select} ORDER BY {order}").to_arrow_table()
        return table.cast(arrow_schema_of(schema)).combine_chunks()
    except (duckdb.Error, KeyError, ValueError) as error:
        raise StoreError(
            f"Table {name} of the package has another form than its descriptor says "
            f"({reason(error)}); build the package again."
        ) from error


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
    descriptor = descriptor_at(package, at, catalog)
    named = None if at is None else str(at).strip().removeprefix("v")
    # The release that the package has now lies open beside it; out of the store it takes longer.
    is_present = descriptor == package.descriptor and named == descriptor.get("version")
    connection = open_package(path, None if is_present else at, catalog)
    try:
        stated = str(descriptor["version"])
        released_on = date.fromisoformat(str(descriptor["created"])[:10])
        home = None if address is None else address.rstrip("/")
        record = read_record(package, at, catalog)
        yield PublishedVersion(
            connection, descriptor, stated, released_on, home, record, package.folder, catalog
        )
    finally:
        connection.close()
