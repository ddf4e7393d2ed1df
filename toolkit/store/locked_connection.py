"""Connections that read what they are given and reach nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.quoting import literal

if TYPE_CHECKING:
    import duckdb

_LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "enable_external_access": False,
    "lock_configuration": True,
}


def connect_locked(
    database: Path, settings: Mapping[str, str | bool | int | float | list[str]] | None = None
) -> duckdb.DuckDBPyConnection:
    """Return a connection that reads a DuckDB file and nothing else; raises duckdb.Error.

    `settings` are further ones of DuckDB, such as `memory_limit`.
    """
    import duckdb

    config = {**_LOCKED, **(settings or {}), "lock_configuration": False}
    connection = duckdb.connect(database, read_only=True, config=config)
    # Another connection of this process to the same file has locked this one too.
    with suppress(duckdb.InvalidInputException):
        _be_silent(connection)
        connection.execute("SET lock_configuration = true")
    return connection


def lock_to_files(connection: duckdb.DuckDBPyConnection, files: Iterable[Path]) -> None:
    """Keep a connection from everything on disk and in the network but some files.

    They could still be written to by COPY; `answer` of `toolkit.store.query` admits no such
    statement.
    """
    _lock(connection, f"allowed_paths = [{_literals(files)}]")


def lock_to_folder(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Keep a connection from everything but the files of a folder, as `lock_to_files` does."""
    _lock(connection, f"allowed_directories = [{_literals([folder])}]")


def _lock(connection: duckdb.DuckDBPyConnection, allowed: str) -> None:
    connection.execute(f"SET {allowed}")
    _be_silent(connection)
    for setting, value in _LOCKED.items():
        connection.execute(f"SET {setting} = {value}")


def _be_silent(connection: duckdb.DuckDBPyConnection) -> None:
    """Keep DuckDB from drawing on standard output how far a long query is, as it does by itself."""
    connection.execute("SET enable_progress_bar = false")


def _literals(paths: Iterable[Path]) -> str:
    return ", ".join(literal(str(path.resolve())) for path in paths)
