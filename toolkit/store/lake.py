"""Every version of the tables, in a DuckLake (https://ducklake.select).

- the catalogue: which versions there are and which files belong to them, by default in the file
  `catalog.ducklake` (`toolkit.store.catalog` has the other place)
- `data/`: the rows, as Parquet files that never change once written
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from toolkit.quoting import literal
from toolkit.store.attachment import LAKE, TO_READ, lake_data_folder
from toolkit.store.block_catalog import keep_blocks, read_blocks
from toolkit.store.catalog import Store, catalog_of
from toolkit.store.catalog_snapshots import read_versions
from toolkit.store.difference import write_difference
from toolkit.store.errors import QueryError, StoreError
from toolkit.store.extension import connect_with_extension, load_extension
from toolkit.store.file_catalog import CATALOG_NAME, DATA_NAME, FileCatalog
from toolkit.store.history import (
    NO_VERSIONS,
    Version,
    changes_text,
    choose_version,
    version_of_snapshot,
)
from toolkit.store.kept_connection import kept_connection
from toolkit.store.known_versions import known_versions
from toolkit.store.listed_files import METADATA
from toolkit.store.soundness import opening_error, refuse_unsound
from toolkit.store.stored_tables import read_table, stored_schema
from toolkit.store.table_digests import DigestedTable, digesting

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb
    import pyarrow

__all__ = [
    "CATALOG_NAME",
    "DATA_NAME",
    "LAKE",
    "Version",
    "attach_version",
    "commit",
    "lake_data_folder",
    "lake_tables",
    "resolve_version",
    "tables_at",
    "versions",
]


def commit(
    store: Store,
    tables: Mapping[str, pyarrow.Table],
    *,
    message_prefix: str = "",
    author: str = "toolkit",
    extra: Mapping[str, Any] | None = None,
    staged_catalog: Path | None = None,
) -> Version | None:
    """Write what differs from the latest version as a new one; return it, None if nothing does.

    `tables` holds all tables of the data model. `extra` is kept with the version, such as the
    version of the toolkit and the digest of the inputs. With `staged_catalog`, a catalogue in
    a file is left at that path, for the caller to move to `store/catalog.ducklake`; until then
    readers see the former version. Raises StoreError.
    """
    with digesting(tables) as digested:

        def write(connection: duckdb.DuckDBPyConnection) -> Version | None:
            return _write_version(connection, digested, message_prefix, author, extra or {})

        return catalog_of(store).write(write, staged_catalog)


def versions(store: Store) -> tuple[Version, ...]:
    """Return every version, the oldest first; empty where nothing was ever committed."""
    with open_if_any(store) as connection:
        return () if connection is None else read_versions(connection)


@contextmanager
def open_store(store: Store) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a connection to which the store is attached as `lake`, read-only, with all versions.

    Raises QueryError where nothing was ever committed and StoreError where it can't be opened.
    """
    with open_if_any(store) as connection:
        if connection is None:
            raise QueryError(NO_VERSIONS)
        yield connection


@contextmanager
def open_if_any(store: Store) -> Iterator[duckdb.DuckDBPyConnection | None]:
    """Give what `open_store` does, or None where nothing was ever committed."""
    with catalog_of(store).reading() as file:
        if file is None:
            yield None
            return
        with kept_connection() as connection:
            _attach_to_read(connection, file, None)
            yield connection


def current_snapshot(connection: duckdb.DuckDBPyConnection) -> int:
    """Return the number of the latest snapshot that the current transaction sees."""
    row = connection.execute(f"FROM {LAKE}.current_snapshot()").fetchone()
    return int(row[0]) if row else 0


@contextmanager
def open_latest(store: Store) -> Iterator[tuple[duckdb.DuckDBPyConnection | None, int]]:
    """Give a connection that uses the latest version, and the number that the next will have.

    The connection is None where nothing was ever committed. The number need not follow on that
    of the latest version: compaction makes snapshots too. Raises StoreError where the version
    can't be read.
    """
    with open_if_any(store) as connection:
        if connection is None or not read_versions(connection):
            yield None, 1 if connection is None else current_snapshot(connection) + 1
            return
        number = current_snapshot(connection)
        data = lake_data_folder(connection)
        _refuse_absent(data)
        refuse_unsound(connection, data, number)
        connection.execute(f"USE {LAKE}")
        yield connection, number + 1


def resolve_version(store: Store, text: str) -> Version:
    """Return the version that `text` names, as `choose_version` reads it; raises QueryError."""
    return choose_version(versions(store), text)


def tables_at(store: Store, number: int) -> dict[str, pyarrow.Table]:
    """Return all tables as they were in version `number`, sorted by primary key.

    A table has the columns that it had then. Raises QueryError for an unknown version.
    """
    with connect_with_extension() as connection:
        attach_version(connection, store, str(number))
        return {
            name: read_table(connection, LAKE, name, stored_schema(connection, LAKE, name))
            for name in lake_tables(connection)
        }


def attach_version(connection: duckdb.DuckDBPyConnection, store: Store, text: str) -> Version:
    """Attach the store to a connection as `lake`, read-only, at the version that `text` names.

    Returns that version. Raises QueryError as `resolve_version` does, and StoreError where
    the store can't be opened.
    """
    with catalog_of(store).reading() as file:
        if file is None:
            return choose_version((), text)
        version = choose_version(known_versions(file).versions, text)
        attach_snapshot(connection, file, version.number)
        return version


def attach_snapshot(connection: duckdb.DuckDBPyConnection, file: FileCatalog, number: int) -> None:
    """Attach a store to a connection as `lake`, read-only, at the snapshot of a version.

    Raises StoreError where the store can't be opened, or a file that the version needs is broken.
    """
    _refuse_absent(file.data)
    _attach_to_read(connection, file, number)
    refuse_unsound(connection, file.data, number)


def lake_tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the names of the tables of the attached store, sorted."""
    rows = connection.execute(
        f"SELECT table_name FROM duckdb_tables() WHERE database_name = {literal(LAKE)} "
        "AND schema_name = 'main' ORDER BY table_name"
    ).fetchall()
    return [name for (name,) in rows]


def _attach_to_read(
    connection: duckdb.DuckDBPyConnection, file: FileCatalog, number: int | None
) -> None:
    import duckdb

    at = () if number is None else (f"SNAPSHOT_VERSION {number}",)
    try:
        load_extension(connection)
        file.attach(connection, *TO_READ, *at)
        # DuckLake reads its catalogue only now.
        connection.execute(f"FROM {LAKE}.snapshots() LIMIT 1").fetchone()
    except duckdb.Error as error:
        raise opening_error(file.path, error) from error


def _refuse_absent(data: Path) -> None:
    """Raise StoreError where the folder of the rows is not there."""
    if not data.is_dir():
        raise StoreError(
            f"{data}, the folder with the rows of the versions, is not there; bring it "
            "back or, where it lies elsewhere on this machine, set PARLEY_CATALOG_DATA."
        )


def _write_version(
    connection: duckdb.DuckDBPyConnection,
    digested: Mapping[str, Callable[[], DigestedTable]],
    message_prefix: str,
    author: str,
    extra: Mapping[str, Any],
) -> Version | None:
    connection.execute("BEGIN")
    began = current_snapshot(connection)
    former = read_blocks(connection, began)
    written = [
        write_difference(connection, wait(), former.get(name)) for name, wait in digested.items()
    ]
    changes = [one.change for one in written if one.change]
    if not changes:
        connection.execute("ROLLBACK")
        return None
    noted = {**extra, "changes": [change.to_dict() for change in changes]}
    connection.execute(
        f"CALL {LAKE}.set_commit_message({literal(author)}, "
        f"{literal(message_prefix + changes_text(changes))}, "
        f"extra_info => {literal(json.dumps(noted, ensure_ascii=False, sort_keys=True))})"
    )
    connection.execute("COMMIT")
    # Where the lake is in use, DuckLake looks at its catalogue with every statement.
    with connection.cursor() as plain:
        version = _latest_version(plain)
        if version.number == began + 1:
            # With another number, someone else committed meanwhile what the blocks know not of.
            keep_blocks(plain, version.number, written, former)
    return version


def _latest_version(connection: duckdb.DuckDBPyConnection) -> Version:
    """Return the version that was just committed, from DuckLake's own tables: they are quicker."""
    (row,) = connection.execute(
        "SELECT snapshot_id, epoch_us(snapshot_time), author, commit_message, commit_extra_info "
        f"FROM {METADATA}.ducklake_snapshot JOIN {METADATA}.ducklake_snapshot_changes "
        "USING (snapshot_id) ORDER BY snapshot_id DESC LIMIT 1"
    ).fetchall()
    return version_of_snapshot(*row)
