"""Every version of the tables, in a DuckLake (https://ducklake.select).

- `catalog.ducklake`: the catalogue, which versions there are and which files belong to them
- `data/`: the rows, as Parquet files that never change once written

A commit works on a copy of the catalogue, which takes the place of the present one in one
step: a reader is never locked out, and a build that is cut off leaves the store as it was.
The path of the data is stored relative to the catalogue, so that the folder can be moved.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.store.difference import write_difference
from toolkit.store.errors import StoreError, reason
from toolkit.store.extension import load_extension
from toolkit.store.format import refuse_newer, state_format
from toolkit.store.history import (
    Version,
    changes_text,
    choose_version,
    version_of_snapshot,
)
from toolkit.store.listed_files import METADATA
from toolkit.store.quoting import identifier, identifiers, literal
from toolkit.store.soundness import REBUILD, opening_error, refuse_cut_catalog, refuse_unsound
from toolkit.tables import arrow_schema, primary_key

if TYPE_CHECKING:
    import duckdb
    import pyarrow

__all__ = [
    "Version",
    "attach_latest",
    "attach_version",
    "change_catalog",
    "commit",
    "resolve_version",
    "tables_at",
    "versions",
]

CATALOG_NAME = "catalog.ducklake"
DATA_NAME = "data"
LAKE = "lake"
# Snapshots that only these made hold the rows of the one before: they are no versions.
_NO_VERSION = {"schemas_created", "merge_adjacent"}


def commit(
    store_folder: Path,
    tables: Mapping[str, pyarrow.Table],
    *,
    message_prefix: str = "",
    author: str = "toolkit",
    extra: Mapping[str, Any] | None = None,
    staged_catalog: Path | None = None,
) -> Version | None:
    """Write what differs from the latest version as a new one; return it, None if nothing does.

    `tables` holds all tables of the data model. `extra` is kept with the version, such as the
    version of the toolkit and the digest of the inputs. With `staged_catalog`, the new
    catalogue is left at that path, for the caller to move to `store_folder/catalog.ducklake`;
    until then readers see the former version. Raises StoreError.
    """
    import duckdb

    data_folder = store_folder / DATA_NAME
    present = store_folder / CATALOG_NAME
    working = staged_catalog or store_folder / f"{CATALOG_NAME}.new"
    before = _files_below(data_folder)
    try:
        data_folder.mkdir(parents=True, exist_ok=True)
        working.parent.mkdir(parents=True, exist_ok=True)
        _copy_catalog(present, working)
        version = _commit_to(working, data_folder, tables, message_prefix, author, extra or {})
        if version is None:
            working.unlink()
        elif staged_catalog is None:
            working.replace(present)
    except (duckdb.Error, OSError, StoreError) as error:
        _discard(working, _files_below(data_folder) - before)
        _refuse_unsound_latest(store_folder)
        if isinstance(error, StoreError):
            raise
        raise StoreError(
            f"{store_folder}: the version can't be written: {reason(error)}."
        ) from error
    except BaseException:
        _discard(working, _files_below(data_folder) - before)
        raise
    return version


@contextmanager
def change_catalog(store_folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a connection with a copy of the catalogue attached as `lake`, for maintenance.

    On leaving, the copy takes the place of the catalogue in one step; where an error is
    raised, everything is as it was. Raises StoreError.
    """
    import duckdb

    data_folder, present = store_folder / DATA_NAME, store_folder / CATALOG_NAME
    working = store_folder / f"{CATALOG_NAME}.new"
    before = _files_below(data_folder)
    try:
        _copy_catalog(present, working)
        with duckdb.connect() as connection:
            _attach(connection, working, data_folder, None, "DATA_INLINING_ROW_LIMIT 0")
            yield connection
            _detach(connection, working)
        working.replace(present)
    except (duckdb.Error, OSError, StoreError) as error:
        _discard(working, _files_below(data_folder) - before)
        _refuse_unsound_latest(store_folder)
        if isinstance(error, StoreError):
            raise
        raise StoreError(f"{store_folder}: the store can't be changed: {reason(error)}.") from error
    except BaseException:
        _discard(working, _files_below(data_folder) - before)
        raise


def versions(store_folder: Path) -> tuple[Version, ...]:
    """Return every version, the oldest first; empty where nothing was ever committed."""
    if not (store_folder / CATALOG_NAME).is_file():
        return ()
    import duckdb

    with duckdb.connect() as connection:
        attach_latest(connection, store_folder)
        return _read_versions(connection)


def resolve_version(store_folder: Path, text: str) -> Version:
    """Return the version that `text` names, as `choose_version` reads it; raises QueryError."""
    return choose_version(versions(store_folder), text)


def tables_at(store_folder: Path, number: int) -> dict[str, pyarrow.Table]:
    """Return all tables as they were in version `number`, sorted by primary key.

    A table has the columns that it had then. Raises QueryError for an unknown version.
    """
    import duckdb

    with duckdb.connect() as connection:
        attach_version(connection, store_folder, str(number))
        return {name: _read_table(connection, name) for name in lake_tables(connection)}


def attach_version(connection: duckdb.DuckDBPyConnection, store_folder: Path, text: str) -> Version:
    """Attach the store to a connection as `lake`, read-only, at the version that `text` names.

    Returns that version. Raises QueryError as `resolve_version` does, and StoreError where
    the store can't be opened.
    """
    if not (store_folder / CATALOG_NAME).is_file():
        return choose_version((), text)
    attach_latest(connection, store_folder)
    version = choose_version(_read_versions(connection), text)
    refuse_unsound(connection, store_folder / DATA_NAME, version.number)
    connection.execute(f"DETACH {LAKE}")
    _attach_to_read(connection, store_folder, version.number)
    return version


def attach_latest(connection: duckdb.DuckDBPyConnection, store_folder: Path) -> None:
    """Attach the store to a connection as `lake`, read-only, at its latest snapshot.

    Raises StoreError where the store can't be opened.
    """
    _attach_to_read(connection, store_folder, None)


def lake_tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the names of the tables of the attached store, sorted."""
    rows = connection.execute(
        f"SELECT table_name FROM duckdb_tables() WHERE database_name = {literal(LAKE)} "
        "AND schema_name = 'main' ORDER BY table_name"
    ).fetchall()
    return [name for (name,) in rows]


def _read_table(connection: duckdb.DuckDBPyConnection, name: str) -> pyarrow.Table:
    table = connection.execute(
        f"SELECT * FROM {LAKE}.main.{identifier(name)} ORDER BY {identifiers(primary_key(name))}"
    ).to_arrow_table()
    schema = arrow_schema(name)
    return table.cast(schema) if table.column_names == schema.names else table


def _attach_to_read(
    connection: duckdb.DuckDBPyConnection, store_folder: Path, number: int | None
) -> None:
    import duckdb

    catalog, data_folder = store_folder / CATALOG_NAME, store_folder / DATA_NAME
    try:
        _attach(connection, catalog, data_folder, number, "READ_ONLY")
        # DuckLake reads its catalogue only now.
        connection.execute(f"FROM {LAKE}.snapshots() LIMIT 1").fetchone()
    except duckdb.Error as error:
        raise opening_error(catalog, error) from error


def _attach(
    connection: duckdb.DuckDBPyConnection,
    catalog: Path,
    data_folder: Path,
    number: int | None,
    *options: str,
) -> None:
    load_extension(connection)
    # The catalogue says `data/`, which DuckLake resolves against the working directory.
    folder = f"{data_folder.resolve()}{os.sep}"
    stated = [*options, f"DATA_PATH {literal(folder)}", "OVERRIDE_DATA_PATH true"]
    if number is not None:
        stated.append(f"SNAPSHOT_VERSION {number}")
    connection.execute(
        f"ATTACH {literal(f'ducklake:{catalog.resolve()}')} AS {LAKE} ({', '.join(stated)})"
    )
    refuse_newer(connection, data_folder.parent)
    refuse_cut_catalog(connection, catalog)


def _detach(connection: duckdb.DuckDBPyConnection, catalog: Path) -> None:
    """Detach the catalogue, which writes it wholly to its file, without a log beside it."""
    connection.execute("USE memory")
    # Detaching does this too, but doesn't say why it can't.
    connection.execute(f"CHECKPOINT {METADATA}")
    connection.execute(f"DETACH {LAKE}")
    if _write_ahead_log(catalog).exists():
        # On a full disk DuckDB leaves the log and says nothing.
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(catalog))


def _refuse_unsound_latest(store_folder: Path) -> None:
    """Raise StoreError where the store itself is broken, which says more than what failed."""
    import duckdb

    if not (store_folder / CATALOG_NAME).is_file():
        return
    with duckdb.connect() as connection:
        attach_latest(connection, store_folder)
        latest = connection.execute(f"FROM {LAKE}.current_snapshot()").fetchone()
        if latest:
            refuse_unsound(connection, store_folder / DATA_NAME, latest[0])


def _copy_catalog(present: Path, working: Path) -> None:
    """Leave at `working` a copy of the catalogue, which is made first where there is none."""
    import duckdb

    _remove_database(working)
    if not present.is_file():
        # A store has its catalogue before its first data file: without it, it was lost.
        if _files_below(present.parent / DATA_NAME):
            raise StoreError(f"{present} is missing; {REBUILD}.")
        _create_catalog(working)
        working.replace(present)
    if _write_ahead_log(present).exists():
        # Left by a program that was cut off: opening the file brings it up to date.
        duckdb.connect(present).close()
    shutil.copyfile(present, working)


def _create_catalog(working: Path) -> None:
    import duckdb

    with duckdb.connect() as connection:
        load_extension(connection)
        connection.execute(
            f"ATTACH {literal(f'ducklake:{working.resolve()}')} AS {LAKE} "
            f"(DATA_PATH '{DATA_NAME}/')"
        )
        state_format(connection)
        _detach(connection, working)


def _commit_to(
    catalog: Path,
    data_folder: Path,
    tables: Mapping[str, pyarrow.Table],
    message_prefix: str,
    author: str,
    extra: Mapping[str, Any],
) -> Version | None:
    import duckdb

    with duckdb.connect() as connection:
        # Without a limit of 0, a few rows are kept in the catalogue instead of in Parquet.
        _attach(connection, catalog, data_folder, None, "DATA_INLINING_ROW_LIMIT 0")
        connection.execute(f"USE {LAKE}")
        connection.execute("BEGIN")
        changes = [write_difference(connection, name, tables[name]) for name in tables]
        changes = [change for change in changes if change]
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
        version = _read_versions(connection)[-1]
        _detach(connection, catalog)
        return version


def _read_versions(connection: duckdb.DuckDBPyConnection) -> tuple[Version, ...]:
    rows = connection.execute(
        "SELECT snapshot_id, epoch_us(snapshot_time), author, commit_message, commit_extra_info, "
        f"map_keys(changes) FROM {LAKE}.snapshots() ORDER BY snapshot_id"
    ).fetchall()
    return tuple(
        version_of_snapshot(number, microseconds, author, message, extra)
        for number, microseconds, author, message, extra, kinds in rows
        if not _NO_VERSION.issuperset(kinds)
    )


def _files_below(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def _discard(catalog: Path, data_files: set[Path]) -> None:
    """Remove what a commit that failed has written."""
    _remove_database(catalog)
    for path in sorted(data_files):
        path.unlink(missing_ok=True)


def _remove_database(path: Path) -> None:
    path.unlink(missing_ok=True)
    _write_ahead_log(path).unlink(missing_ok=True)


def _write_ahead_log(path: Path) -> Path:
    return path.with_name(f"{path.name}.wal")
