"""A catalogue in a DuckDB file beside its rows: for one writer, and any number of readers.

A change works on a copy of the file, which takes the place of the present one in one step: a
reader is never locked out, and a build that is cut off leaves the store as it was. The path of
the rows is stored relative to the catalogue, so that the folder can be moved.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from toolkit.store.attachment import LAKE, TO_WRITE, attach_lake, detach_lake, first_line
from toolkit.store.errors import StoreError
from toolkit.store.extension import connect_with_extension
from toolkit.store.quoting import literal

if TYPE_CHECKING:
    import duckdb

CATALOG_NAME = "catalog.ducklake"
DATA_NAME = "data"
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
            with connect_with_extension() as connection:
                attach_lake(connection, str(working.resolve()), self.data, *TO_WRITE)
                connection.execute(f"USE {LAKE}")
                result = work(connection)
                detach_lake(connection)
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
                return result

        return self._replace(change, staged)

    def _replace(
        self, change: Callable[[Path], Result | None], staged: Path | None
    ) -> Result | None:
        """Put a changed copy in the place of the catalogue, or at `staged`."""
        import duckdb

        working = staged or self.path.with_name(f"{self.path.name}.new")
        before = _files_below(self.data)
        try:
            self.data.mkdir(parents=True, exist_ok=True)
            working.parent.mkdir(parents=True, exist_ok=True)
            _copy_catalog(self.path, working)
            result = change(working)
            if result is None:
                working.unlink()
            elif staged is None:
                working.replace(self.path)
        except (duckdb.Error, OSError) as error:
            _discard(working, _files_below(self.data) - before)
            raise StoreError(
                f"{self}: the version can't be written: {first_line(error)}"
            ) from error
        except BaseException:
            _discard(working, _files_below(self.data) - before)
            raise
        return result


def _copy_catalog(present: Path, working: Path) -> None:
    """Leave at `working` a copy of the catalogue, or a new one."""
    import duckdb

    _remove_database(working)
    if present.is_file():
        if _write_ahead_log(present).exists():
            # Left by a program that was cut off: opening the file brings it up to date.
            duckdb.connect(present).close()
        shutil.copyfile(present, working)
        return
    with connect_with_extension() as connection:
        connection.execute(
            f"ATTACH {literal(f'ducklake:{working.resolve()}')} AS {LAKE} "
            f"(DATA_PATH '{DATA_NAME}/')"
        )
        connection.execute(f"DETACH {LAKE}")


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
