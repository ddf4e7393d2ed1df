"""Folders where releases are made ready, which their program has locked as long as it lives."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filelock import BaseFileLock

TEMPORARY = "parley-publish-"
"""How the names of such folders begin in the temporary folder of the machine."""

_LOCK = "lock"
_GONE = (FileNotFoundError, FileExistsError)
"""What a lock on a folder says that another program removes just then.

Before it locks, filelock makes the folder where it is absent; that fails as if it were there.
"""


@contextmanager
def staging_in(folder: Path, prefix: str) -> Iterator[Path]:
    """Give an empty folder below a new one in `folder`, and remove both afterwards.

    The name of the new one begins with `prefix`; others of such names, of programs that were
    killed, are removed first. Raises OSError where none can be made.
    """
    _remove_abandoned(folder, prefix)
    staging, lock = _make(folder, prefix)
    try:
        release = staging / "release"
        release.mkdir()
        yield release
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        lock.release()


def _make(folder: Path, prefix: str) -> tuple[Path, BaseFileLock]:
    """Return a new folder, and the lock on it that says that its program lives."""
    from filelock import FileLock, Timeout

    while True:
        staging = Path(tempfile.mkdtemp(dir=folder, prefix=prefix))
        lock = FileLock(staging / _LOCK)
        # Before it was locked, another program may have taken it for an abandoned one.
        with suppress(Timeout, *_GONE):
            lock.acquire(timeout=0)
            if (staging / _LOCK).exists():
                return staging, lock
            lock.release()


def _remove_abandoned(folder: Path, prefix: str) -> None:
    """Remove the folders of programs that were killed."""
    from filelock import FileLock, Timeout

    for staging in folder.glob(f"{prefix}*"):
        # Another program may be as quick to remove it, and another user's is not ours to touch.
        with (
            suppress(Timeout, PermissionError, *_GONE),
            FileLock(staging / _LOCK, timeout=0),
        ):
            shutil.rmtree(staging, ignore_errors=True)
