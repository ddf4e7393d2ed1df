"""A catalogue in a DuckDB file beside its rows: for one writer, and any number of readers.

A change works on a copy of the file, which takes the place of the present one in one step: a
reader is never locked out, and a build that is cut off leaves the store as it was. The path of
the rows is stored relative to the catalogue, so that the folder can be moved.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from toolkit.quoting import literal
from toolkit.store.attachment import LAKE, TO_READ, TO_WRITE, attach_lake, detach_lake
from toolkit.store.errors import StoreError, reason
from toolkit.store.extension import connect_with_extension
from toolkit.store.format import refuse_newer, state_format
from toolkit.store.kept_connection import kept_connection
from toolkit.store.listed_files import METADATA
from toolkit.store.soundness import REBUILD, opening_error, refuse_cut_catalog, refuse_unsound

if TYPE_CHECKING:
    import duckdb

CATALOG_NAME = "catalog.ducklake"
DATA_NAME = "data"
_BLOCK_SIZE = 16_384
"""Bytes; the least that DuckDB takes, where its default is 262,144."""
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class FileCatalog:
    """The catalogue in the DuckDB file `path`, whose rows are in the folder `data`."""

    path: Path
    data: Path

    def __str__(self) -> str:
        """Return how messages call the catalogue: the folder of the store."""
        return str(self.path.parent)

    def check(self) -> None:
        """Find nothing wrong: a file that is not there yet is made by the first commit."""

    @contextmanager
    def reading(self) -> Iterator[FileCatalog | None]:
        """Give this catalogue, None where nothing was ever committed."""
        yield self if self.path.is_file() else None

    def write(
        self,
        work: Callable[[duckdb.DuckDBPyConnection], Result | None],
        staged: Path | None = None,
    ) -> Result | None:
        """Let `work` change the lake, in use on its connection, and return what it returns.

        `work` begins and commits a transaction. Where it returns None or raises, the store
        stays as it was. With `staged`, the new catalogue is left at that path, for the caller
        to move to `path`; until then readers see the former one. Raises StoreError.
        """

        def change(working: Path) -> Result | None:
            with kept_connection() as connection:
                FileCatalog(working, self.data).attach(connection, *TO_WRITE)
                with connection.cursor() as used:
                    used.execute(f"USE {LAKE}")
                    result = work(used)
                _detach(connection, working)
                return result

        return self._replace(change, staged)

    def write_tables(
        self,
        work: Callable[[duckdb.DuckDBPyConnection], Result | None],
        staged: Path | None = None,
    ) -> Result | None:
        """Let `work` change the plain tables beside DuckLake's own; else as `write` does.

        They are in the current schema of its connection, in a transaction that is committed
        when `work` is done.
        """
        import duckdb

        def change(working: Path) -> Result | None:
            with duckdb.connect(working) as connection:
                connection.execute("BEGIN")
                result = work(connection)
                connection.execute("COMMIT")
                connection.execute("CHECKPOINT")
            _refuse_log(working)
            return result

        return self._replace(change, staged)

    def _replace(
        self, change: Callable[[Path], Result | None], staged: Path | None
    ) -> Result | None:
        """Put a changed copy in the place of the catalogue, or at `staged`."""
        working = staged or self._copy_path
        with self._undone_on_error(working, "the version can't be written"):
            self.data.mkdir(parents=True, exist_ok=True)
            working.parent.mkdir(parents=True, exist_ok=True)
            _copy_catalog(self.path, working, self.data)
            result = change(working)
            if result is None:
                working.unlink()
            elif staged is None:
                working.replace(self.path)
        return result

    @contextmanager
    def changing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a connection with a copy of the catalogue attached as `lake`, for maintenance.

        On leaving, the copy takes the place of the catalogue in one step; where an error is
        raised, everything is as it was. Raises StoreError.
        """
        working = self._copy_path
        with self._undone_on_error(working, "the store can't be changed"):
            _copy_catalog(self.path, working, self.data)
            with connect_with_extension() as connection:
                FileCatalog(working, self.data).attach(connection, *TO_WRITE)
                yield connection
                _detach(connection, working)
            working.replace(self.path)

    def attach(self, connection: duckdb.DuckDBPyConnection, *options: str) -> None:
        """Attach the store to a connection that has DuckLake, as `lake`.

        Raises StoreError for a store of a newer toolkit or a file that was cut short, and
        duckdb.Error where it can't be attached.
        """
        refuse_cut_catalog(connection, self.path)
        attach_lake(connection, str(self.path.resolve()), self.data, *options)
        refuse_newer(connection, str(self))

    @property
    def _copy_path(self) -> Path:
        return self.path.with_name(f"{self.path.name}.new")

    @contextmanager
    def _undone_on_error(self, working: Path, failure: str) -> Iterator[None]:
        """Remove what was written where an error is raised, and say it as StoreError."""
        import duckdb

        before = _files_below(self.data)
        try:
            yield
        except (duckdb.Error, OSError, StoreError) as error:
            _discard(working, _files_below(self.data) - before)
            self._refuse_unsound_latest()
            if isinstance(error, StoreError):
                raise
            raise StoreError(f"{self}: {failure}: {reason(error)}.") from error
        except BaseException:
            _discard(working, _files_below(self.data) - before)
            raise

    def _refuse_unsound_latest(self) -> None:
        """Raise StoreError where the store itself is broken, which says more than what failed."""
        import duckdb

        if not self.path.is_file():
            return
        with connect_with_extension() as connection:
            try:
                self.attach(connection, *TO_READ)
                latest = connection.execute(f"FROM {LAKE}.current_snapshot()").fetchone()
            except duckdb.Error as error:
                raise opening_error(self.path, error) from error
            if latest:
                refuse_unsound(connection, self.data, latest[0])


def _detach(connection: duckdb.DuckDBPyConnection, catalog: Path) -> None:
    """Detach the catalogue, which writes it wholly to its file, without a log beside it."""
    # Detaching does this too, but doesn't say why it can't.
    connection.execute(f"CHECKPOINT {METADATA}")
    detach_lake(connection)
    _refuse_log(catalog)


def _refuse_log(catalog: Path) -> None:
    if _write_ahead_log(catalog).exists():
        # On a full disk DuckDB leaves the log and says nothing.
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(catalog))


def _copy_catalog(present: Path, working: Path, data: Path) -> None:
    """Leave at `working` a copy of the catalogue, which is made first where there is none."""
    import duckdb

    _remove_database(working)
    if not present.is_file():
        # A store has its catalogue before its first data file: without it, it was lost.
        if _files_below(data):
            raise StoreError(f"{present} is missing; {REBUILD}.")
        _create_catalog(working)
        present.parent.mkdir(parents=True, exist_ok=True)
        working.replace(present)
    if _write_ahead_log(present).exists():
        # Left by a program that was cut off: opening the file brings it up to date.
        duckdb.connect(present).close()
    shutil.copyfile(present, working)


def _create_catalog(working: Path) -> None:
    with connect_with_extension() as connection:
        # Each commit copies the catalogue, whose many small tables take a block or more each.
        connection.execute(
            f"ATTACH {literal(f'ducklake:{working.resolve()}')} AS {LAKE} "
            f"(DATA_PATH '{DATA_NAME}/', META_BLOCK_SIZE {_BLOCK_SIZE})"
        )
        state_format(connection)
        _detach(connection, working)


def _files_below(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def _discard(catalog: Path, data_files: set[Path]) -> None:
    """Remove what a change that failed has written."""
    _remove_database(catalog)
    for path in sorted(data_files):
        path.unlink(missing_ok=True)


def _remove_database(path: Path) -> None:
    path.unlink(missing_ok=True)
    _write_ahead_log(path).unlink(missing_ok=True)


def _write_ahead_log(path: Path) -> Path:
    return path.with_name(f"{path.name}.wal")
