"""Reading the files of a package, which a build may replace meanwhile, as those of one version.

A swap (`toolkit.store.pending_swap`) has its journal in place before the first file is moved
until after the descriptor, its last file, is. So where the descriptor is the same before and
after, and no journal is there, no file was replaced between.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from os import PathLike
from pathlib import Path
from typing import TypeVar

from toolkit.store.errors import StoreError
from toolkit.store.package_folder import DESCRIPTOR_NAME
from toolkit.store.pending_swap import JOURNAL_NAME, SWAP_FOLDER, complete_swap

Result = TypeVar("Result")
_LONGEST_WAIT = 30.0
_BETWEEN_TRIES = 0.02
_MOST_BYTES = 32 << 20


def read_steadily(path: str | PathLike[str], read: Callable[[], Result]) -> Result:
    """Return what `read` makes of the package at `path`, a folder or its descriptor.

    It is called again where a build replaced files while it read. What it raises counts where
    none did. Raises StoreError where builds follow each other too fast.
    """
    given = Path(path)
    descriptor = given / DESCRIPTOR_NAME if given.is_dir() else given
    given_up = time.monotonic() + _LONGEST_WAIT
    while time.monotonic() < given_up:
        complete_swap(descriptor.parent)
        before = _read_bytes(descriptor)
        try:
            result = read()
        except Exception:
            if _is_unchanged(descriptor, before):
                raise
        else:
            if _is_unchanged(descriptor, before):
                return result
        time.sleep(_BETWEEN_TRIES)
    raise StoreError(
        f"{given}: builds replace the package faster than it can be read; run the command again."
    )


def _is_unchanged(descriptor: Path, before: bytes | None) -> bool:
    in_motion = (descriptor.parent / SWAP_FOLDER / JOURNAL_NAME).exists()
    return not in_motion and _read_bytes(descriptor) == before


def _read_bytes(path: Path) -> bytes | None:
    # What is no file may never end; what ends beyond any descriptor is told by its beginning.
    try:
        if not path.is_file():
            return None
        with path.open("rb") as stream:
            return stream.read(_MOST_BYTES)
    except (OSError, ValueError):
        return None
