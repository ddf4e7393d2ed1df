"""Only one program at a time writes to a package."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from toolkit.store.errors import StoreError

LOCK_NAME = "build/.lock"


@contextmanager
def package_lock(target: Path) -> Iterator[None]:
    """Hold the lock of the package in a folder; the system frees it where a program is killed.

    Raises StoreError where another program holds it.
    """
    from filelock import FileLock, Timeout

    lock = target / LOCK_NAME
    lock.parent.mkdir(exist_ok=True)
    try:
        with FileLock(lock, timeout=0):
            yield
    except Timeout:
        raise StoreError(
            f"A build is writing to {target}; wait for it to end and run the command again."
        ) from None
