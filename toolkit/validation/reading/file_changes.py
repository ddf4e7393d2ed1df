"""Whether files stayed what they were while they were read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

Stamp = tuple[int, int, int]
"""The number, the size in bytes and the time of change in nanoseconds of a file."""


def stamp_files(files: Iterable[Path]) -> dict[Path, Stamp | None]:
    """Return the stamp of each file, None of one that cannot be looked at."""
    return {file: _stamp(file) for file in files}


def changed_files(stamps: Mapping[Path, Stamp | None]) -> Iterator[Path]:
    """Return the files that are not what they were when they were stamped."""
    return (file for file, stamp in stamps.items() if _stamp(file) != stamp)


def _stamp(file: Path) -> Stamp | None:
    try:
        state = file.stat()
    except OSError:
        return None
    return state.st_ino, state.st_size, state.st_mtime_ns
