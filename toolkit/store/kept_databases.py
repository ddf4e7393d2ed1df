"""The databases that are kept of versions, so that a question about one needs no Parquet file.

build/versions/NAME-BYTES-TIME.duckdb   the database
build/versions/NAME.read                an empty file, changed when the database was last read

NAME is that of the version (`toolkit.store.known_versions`). BYTES is the size of the file, TIME
when it was last changed, in nanoseconds: one that was cut short, or that another program has
written to, is no longer what its name says and is passed over. All of it may be deleted at any
time: the store has the rows.
"""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from toolkit.store.errors import StoreError
from toolkit.store.package_folder import BUILD_FOLDER

KEPT_FOLDER = f"{BUILD_FOLDER}/versions"
LIMIT_VARIABLE = "PARLEY_KEPT_BYTES"
LIMIT = 2_000_000_000
"""Bytes of all kept databases together, where the environment doesn't say another number."""
_ENDING = ".duckdb"
_READ = ".read"
_MAKING = ".making"
_ABANDONED = 86_400.0
"""Seconds after which a file that is being made has been left by a program that was cut off."""


def kept_limit() -> int:
    """Return how many bytes the kept databases may have; 0 keeps none.

    Raises StoreError where the environment says no number.
    """
    stated = os.environ.get(LIMIT_VARIABLE) or str(LIMIT)
    if not stated.isdecimal():
        raise StoreError(
            f"{LIMIT_VARIABLE} is {stated!r}; write a number of bytes, such as {LIMIT}."
        )
    return int(stated)


def find_kept(folder: Path, name: str) -> Path | None:
    """Return the database of the version called `name` and note its use, None if none is whole."""
    for path in _kept_as(folder, name):
        with suppress(OSError):
            if path.name == _file_name(name, path):
                _note_use(folder, name)
                return path
    return None


def keep_database(folder: Path, name: str, database: Path) -> None:
    """Give a database a second place, as that of the version called `name`.

    It is the same file, which no build writes to again; so it takes no time and no space, until
    another takes its first place. Raises OSError where the file system has no hard links.
    """
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / _file_name(name, database)
    if not place.exists():
        place.hardlink_to(database)
    _note_use(folder, name)
    for path in _kept_as(folder, name):
        if path != place:
            _remove(path)


def place_to_make(folder: Path, name: str) -> Path:
    """Return where this program may make the database of a version, for `keep_made`."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name}-{os.getpid()}-{time.monotonic_ns()}{_MAKING}"


def keep_made(folder: Path, name: str, made: Path) -> Path:
    """Put a database that was made into its place, in one step; return the place."""
    _note_use(folder, name)
    return made.replace(folder / _file_name(name, made))


def tidy_kept(folder: Path, names: Collection[str], limit: int) -> None:
    """Remove the databases of other versions than `names`, then those not read for longest.

    So many remain that they have at most `limit` bytes.
    """
    found: list[tuple[float, int, Path]] = []
    for path in folder.glob(f"*{_ENDING}"):
        name = path.name.split("-", 1)[0]
        with suppress(OSError):
            if name in names and path.name == _file_name(name, path):
                found.append((_last_use(folder, name), path.stat().st_size, path))
                continue
        _remove(path)
    left = limit
    for _, size, path in sorted(found, reverse=True):
        if size <= left:
            left -= size
        else:
            _remove(path)
    for path in folder.glob(f"*{_READ}"):
        if not any(_kept_as(folder, path.stem)):
            _remove(path)
    for path in folder.glob(f"*{_MAKING}*"):
        with suppress(OSError):
            if path.stat().st_mtime < time.time() - _ABANDONED:
                _remove(path)


def _kept_as(folder: Path, name: str) -> Iterator[Path]:
    return folder.glob(f"{name}-*{_ENDING}")


def _file_name(name: str, database: Path) -> str:
    """Return what the database of a version is called, as it now is."""
    present = database.stat()
    return f"{name}-{present.st_size}-{present.st_mtime_ns}{_ENDING}"


def _note_use(folder: Path, name: str) -> None:
    # The folder may be one that can only be read.
    with suppress(OSError):
        (folder / f"{name}{_READ}").touch()


def _last_use(folder: Path, name: str) -> float:
    try:
        return (folder / f"{name}{_READ}").stat().st_mtime
    except OSError:
        return 0.0


def _remove(path: Path) -> None:
    # Where files that are open can't be removed, it is done another time.
    with suppress(OSError):
        path.unlink()
