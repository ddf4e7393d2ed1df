"""Reading from the copy of a version in threads, for a bounded time and for so many at once."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from toolkit.service.limits import Limits
from toolkit.service.problems import TOO_MANY, TOO_MUCH, Problem
from toolkit.service.served_version import ServedVersion
from toolkit.store.locked_connection import connect_locked

if TYPE_CHECKING:
    import duckdb

Result = TypeVar("Result")

_THREADS = 4
"""Readers at once: enough that a long answer keeps no short one waiting."""
_BETWEEN_INTERRUPTS = 0.05


class Readers:
    """Threads that read a version, each with a cursor of its own."""

    def __init__(self, served: ServedVersion, limits: Limits) -> None:
        """Open the database of the copy; raises duckdb.Error."""
        self._limits = limits
        self._connection = connect_locked(
            served.database,
            {"memory_limit": f"{limits.memory}MB", "temp_directory": "", "threads": 1},
        )
        self._threads = ThreadPoolExecutor(_THREADS, "reader")
        self._own = threading.local()
        self._waiting = 0

    async def read(self, work: Callable[[duckdb.DuckDBPyConnection], Result]) -> Result:
        """Return what `work` reads with a cursor; raises Problem where that takes too much."""
        if self._waiting >= self._limits.at_once:
            raise Problem(TOO_MANY, "Too many requests wait already; ask again in a second.")
        late = _Lateness()
        ending = asyncio.create_task(_interrupt(late, self._limits.seconds))
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._threads, self._run, work, late)
        finally:
            self._waiting -= 1
            ending.cancel()

    def close(self) -> None:
        """Wait for what is being read, and close the database."""
        self._threads.shutdown(cancel_futures=True)
        self._connection.close()

    def _run(self, work: Callable[[duckdb.DuckDBPyConnection], Result], late: _Lateness) -> Result:
        import duckdb

        if not hasattr(self._own, "cursor"):
            self._own.cursor = self._connection.cursor()
        try:
            late.watch(self._own.cursor)
            return work(self._own.cursor)
        except duckdb.InterruptException as error:
            said = f"The answer took longer than {self._limits.seconds:g} seconds"
            raise Problem(TOO_MUCH, f"{said}; ask for fewer rows, or filter them.") from error
        except (duckdb.OutOfMemoryException, MemoryError) as error:
            said = f"The answer needs more than {self._limits.memory} MB of memory"
            raise Problem(TOO_MUCH, f"{said}; ask for fewer rows, or filter them.") from error
        finally:
            late.forget()


async def _interrupt(late: _Lateness, seconds: float) -> None:
    """Stop a reading when its time is over."""
    await asyncio.sleep(seconds)
    while True:
        late.come()
        # It may have come between two statements; each one begins without interruption.
        await asyncio.sleep(_BETWEEN_INTERRUPTS)


class _Lateness:
    """Stops the reading of one request when its time is over, and no other's."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cursor: duckdb.DuckDBPyConnection | None = None
        self._has_come = False

    def watch(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Stop the reading of a cursor later on; raises duckdb.InterruptException where it is."""
        import duckdb

        with self._lock:
            if self._has_come:
                raise duckdb.InterruptException("The time was over before the reading began.")
            self._cursor = cursor

    def come(self) -> None:
        """Stop the reading, or keep it from beginning."""
        with self._lock:
            self._has_come = True
            if self._cursor is not None:
                self._cursor.interrupt()

    def forget(self) -> None:
        """Let the cursor read for others."""
        with self._lock:
            self._cursor = None
