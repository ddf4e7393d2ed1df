"""A version opened for questions: from a database that is kept of it, else from the store.

A build keeps its database as that of the version that it made (`toolkit.store.kept_databases`). Of
a version without one, a small one is made at the first question; a large one is read from Parquet.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.quoting import identifier, literal
from toolkit.store.catalog import Catalog, catalog_of
from toolkit.store.database import PACKAGE_VIEW, describe_package, write_database
from toolkit.store.errors import QueryError, StoreError
from toolkit.store.extension import connect_with_extension
from toolkit.store.file_catalog import FileCatalog
from toolkit.store.history import NO_VERSIONS, Version, choose_version
from toolkit.store.kept_databases import (
    KEPT_FOLDER,
    find_kept,
    keep_database,
    keep_made,
    kept_limit,
    place_to_make,
    tidy_kept,
)
from toolkit.store.known_versions import KnownVersions, known_versions, open_catalog, open_known
from toolkit.store.lake import LAKE, attach_snapshot, lake_data_folder
from toolkit.store.listed_files import METADATA, listed_files
from toolkit.store.locked_connection import connect_locked, lock_to_folder
from toolkit.store.package_folder import PackageFolder
from toolkit.store.release_table import read_release_table
from toolkit.store.stored_tables import read_table, stored_schema
from toolkit.store.views import create_views
from toolkit.tables import table_names

if TYPE_CHECKING:
    import duckdb

_MADE_AT_ONCE = 1_000_000
"""Bytes of Parquet files of a version; its database takes about a second to make."""

_COLUMNS_OF_VERSION = f"""
    SELECT tab.table_name, col.column_name
    FROM {METADATA}.ducklake_table AS tab JOIN {METADATA}.ducklake_column AS col USING (table_id)
    WHERE col.parent_column IS NULL
        AND tab.begin_snapshot <= $number AND coalesce(tab.end_snapshot > $number, true)
        AND col.begin_snapshot <= $number AND coalesce(col.end_snapshot > $number, true)
    ORDER BY tab.table_name, col.column_order
"""
_COLUMNS_OF_DATABASE = """
    SELECT table_name, column_name
    FROM duckdb_columns() JOIN duckdb_tables() USING (database_name, schema_name, table_name)
    WHERE database_name = 'kept' ORDER BY table_name, column_index
"""


def open_version(
    package: PackageFolder, at: str, address: str | None = None
) -> duckdb.DuckDBPyConnection:
    """Return a connection that reads one version of a package and nothing else.

    `at` and `address` are as `toolkit.store.query.open_package` takes them; raises as that does.
    """
    catalog = catalog_of(package.store_folder, address)
    folder = package.folder / KEPT_FOLDER
    with catalog.reading() as file:
        if file is None:
            raise QueryError(NO_VERSIONS)
        known = known_versions(file, folder if file is catalog else None)
        version = choose_version(known.versions, at)
        limit = kept_limit()
        kept = _open_kept(folder, known.names[version.number])
        return kept or _open_stored(package, file, known, version, limit)


def keep_version(package: Path, store: Catalog, number: int, database: Path) -> None:
    """Keep the database that was written for a version, for questions about it later on.

    It is not, and nothing is said, where the file system has no hard links, or where the store
    states the columns of the version in another order.
    """
    import duckdb

    folder = package / KEPT_FOLDER
    # What is kept saves time only: for want of it no build fails.
    with suppress(duckdb.Error, OSError, StoreError), store.reading() as file:
        if file is None:
            return
        limit = kept_limit()
        with open_known(file, folder if file is store else None) as (catalog, known):
            is_whole = bool(limit) and _has_columns_of(database, catalog, number)
        if is_whole:
            keep_database(folder, known.names[number], database)
        tidy_kept(folder, known.names.values(), limit)


def tidy_versions(package: Path, store: Catalog) -> None:
    """Remove the databases of versions that are no more; raises StoreError."""
    with store.reading() as file:
        if file is not None:
            tidy_kept(package / KEPT_FOLDER, known_versions(file).names.values(), kept_limit())


def _open_kept(folder: Path, name: str) -> duckdb.DuckDBPyConnection | None:
    import duckdb

    path = find_kept(folder, name)
    if path is None:
        return None
    try:
        return connect_locked(path)
    except duckdb.Error:
        # It was removed just now, another program writes to it, or a newer DuckDB made it.
        return None


def _open_stored(
    package: PackageFolder,
    file: FileCatalog,
    known: KnownVersions,
    version: Version,
    limit: int,
) -> duckdb.DuckDBPyConnection:
    connection = connect_with_extension()
    attach_snapshot(connection, file, version.number)
    descriptor = _descriptor_of(connection, package, version)
    folder, name = package.folder / KEPT_FOLDER, known.names[version.number]
    names = _tables_of(connection, version.number)
    if limit and _make_database(connection, file, version.number, names, descriptor, folder / name):
        tidy_kept(folder, known.names.values(), limit)
        kept = _open_kept(folder, name)
        if kept is not None:
            connection.close()
            return kept
    for table in names:
        connection.execute(
            f"CREATE VIEW {identifier(table)} AS SELECT * FROM {LAKE}.main.{identifier(table)}"
        )
    if PACKAGE_VIEW not in names:
        describe_package(connection, descriptor)
    create_views(connection, taken=names)
    lock_to_folder(connection, lake_data_folder(connection))
    return connection


def _descriptor_of(
    connection: duckdb.DuckDBPyConnection, package: PackageFolder, version: Version
) -> dict[str, Any]:
    """Return what is known of a version as a package: all of a release, else its time only."""
    for release in read_release_table(connection, LAKE):
        if release.snapshot == version.number and release.version == version.release:
            return release.to_descriptor()
    said = {key: package.descriptor.get(key) for key in ("name", "title", "description")}
    return {**said, "created": version.committed_at.isoformat(timespec="seconds")}


def _make_database(
    connection: duckdb.DuckDBPyConnection,
    file: FileCatalog,
    number: int,
    names: list[str],
    descriptor: dict[str, Any],
    place: Path,
) -> bool:
    """Make the database of the attached version where that is soon done; return whether it was."""
    import duckdb

    listed = listed_files(connection, lake_data_folder(connection))
    size = sum(one.size for one in listed if one.is_read_at(number))
    if size > _MADE_AT_ONCE or not set(names) <= set(table_names()):
        return False
    # Whatever stands in its way, such as a folder that can only be read, the store has the rows.
    with suppress(duckdb.Error, OSError, StoreError):
        working = place_to_make(place.parent, place.name)
        try:
            tables = {
                table: read_table(connection, LAKE, table, stored_schema(connection, LAKE, table))
                for table in names
            }
            write_database(working, tables, descriptor)
            with open_catalog(file) as catalog:
                is_whole = _has_columns_of(working, catalog, number)
            if is_whole:
                keep_made(place.parent, place.name, working)
                return True
        finally:
            working.unlink(missing_ok=True)
    return False


def _tables_of(connection: duckdb.DuckDBPyConnection, number: int) -> list[str]:
    """Return the names of the tables of a version, sorted, out of the attached catalogue."""
    # Asked for its tables, DuckLake would first gather what it knows of the rows of each.
    columns = connection.execute(_COLUMNS_OF_VERSION, {"number": number}).fetchall()
    return sorted({table for table, _ in columns})


def _has_columns_of(database: Path, catalog: duckdb.DuckDBPyConnection, number: int) -> bool:
    """Return whether a database has the tables of a version, with its columns in their order."""
    catalog.execute(f"ATTACH {literal(str(database.resolve()))} AS kept (READ_ONLY)")
    stated = catalog.execute(_COLUMNS_OF_VERSION, {"number": number}).fetchall()
    return bool(stated == catalog.execute(_COLUMNS_OF_DATABASE).fetchall())
