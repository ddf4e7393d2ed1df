"""A database in which a stranger's query can only read the tables, in bounded memory and time."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

MOST_SECONDS = 60.0
"""How long one query of a user may run."""

_MOST_MEMORY = 2 << 30
"""Bytes; where DuckDB may take more, it is held to this much."""

_UNITS = {"bytes": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40}

_SETTINGS = (
    "python_enable_replacements = false",
    "autoinstall_known_extensions = false",
    "autoload_known_extensions = false",
    "enable_external_access = false",
    "lock_configuration = true",
)
"""As https://duckdb.org/docs/stable/operations_manual/securing_duckdb/overview advises."""


class TooSlow(Exception):  # noqa: N818 - the name says what the query is
    """The query ran longer than it may."""


def lock_down(connection: duckdb.DuckDBPyConnection) -> None:
    """Take from a connection, for good, every way to files, the network and its settings.

    Tables in it can still be read and views be made. A connection that is locked stays so.
    """
    import duckdb

    locked, limit = connection.sql(
        "SELECT current_setting('lock_configuration'), current_setting('memory_limit')"
    ).fetchall()[0]
    if locked:
        return
    if _bytes(limit) > _MOST_MEMORY:
        # Tables in memory that are larger leave the limit as it is.
        with suppress(duckdb.Error):
            connection.execute(f"SET memory_limit = '{_MOST_MEMORY} bytes'")
    for setting in _SETTINGS:
        connection.execute(f"SET {setting}")


@contextmanager
def limit_time(connection: duckdb.DuckDBPyConnection, seconds: float) -> Iterator[None]:
    """Stop the queries of a connection that run when the seconds are over; raises TooSlow."""
    import duckdb

    stopped = threading.Event()

    def stop() -> None:
        stopped.set()
        connection.interrupt()

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    except duckdb.InterruptException:
        if stopped.is_set():
            raise TooSlow(f"A query ran longer than {seconds:g} seconds.") from None
        raise
    finally:
        timer.cancel()


def _bytes(text: str) -> float:
    """Return the bytes of a size as DuckDB writes it, such as "18.8 GiB"."""
    match = re.fullmatch(r"([\d.]+) (\w+)", text)
    return float(match[1]) * _UNITS.get(match[2], 1) if match else float("inf")
