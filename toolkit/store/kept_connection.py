"""Connections that a process keeps from one use of a store to the next."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from toolkit.bounded_database import spilling_settings
from toolkit.quoting import literal
from toolkit.store.attachment import LAKE
from toolkit.store.extension import connect_with_extension

if TYPE_CHECKING:
    import duckdb

# By process: one that was forked can't use those of the process that it came from.
_kept: dict[int, list[duckdb.DuckDBPyConnection]] = {}


@contextmanager
def kept_connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a connection that has DuckLake, for a lake that is attached and detached in the block.

    To make one takes longer than most of what is asked of a store, so it is kept for the next
    block; none is in two blocks at once. It runs the toolkit's own statements, none of users,
    and what it says of itself, such as which lake is in use, holds for the block only. Raises
    StoreError where DuckLake can't be had.
    """
    kept = _kept.setdefault(os.getpid(), [])
    connection = kept.pop() if kept else _connect()
    try:
        with connection.cursor() as used:
            yield used
        connection.execute(f"DETACH DATABASE IF EXISTS {LAKE}")
    except BaseException:
        connection.close()
        raise
    kept.append(connection)


def _connect() -> duckdb.DuckDBPyConnection:
    connection = connect_with_extension()
    for setting, value in spilling_settings().items():
        connection.execute(f"SET {setting} = {literal(value)}")
    # What was read of files would be kept too.
    connection.execute("SET enable_external_file_cache = false")
    return connection
