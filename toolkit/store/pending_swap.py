"""A swap of packages that has begun is finished by whoever comes next.

`toolkit.publish.swap` begins one by renaming its staging folder to `build/.swap`, with a
journal of the files to move and to remove. From then on only the new package counts. A move
may be done twice without harm. One program at a time does them: one that was stopped midway and
went on when the next swap had begun would remove the journal of that one.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path, PurePosixPath

from toolkit.store.errors import StoreError

SWAP_FOLDER = "build/.swap"
JOURNAL_NAME = "journal.json"
_LOCK_NAME = "build/.swap.lock"
# Moving the files takes milliseconds.
_LONGEST_WAIT = 30.0


def complete_swap(target: Path) -> bool:
    """Finish a swap in the package at `target` that was cut off; return whether there was one.

    Raises StoreError where a file can't be moved; a later call goes on from there.
    """
    swap = target / SWAP_FOLDER
    if not swap.exists():
        return False
    from filelock import FileLock, Timeout

    try:
        with FileLock(target / _LOCK_NAME, timeout=_LONGEST_WAIT):
            _move_all(swap, target)
    except Timeout:
        raise StoreError(
            f"{target}: another program has been moving the files of a build into place for "
            f"{_LONGEST_WAIT:.0f} seconds; end it and run the command again."
        ) from None
    except OSError as error:
        raise StoreError(
            f"{target}: a build was cut off and can't be finished ({error.strerror}: "
            f"{error.filename}); make the folder writable and run the command again."
        ) from error
    return True


def _move_all(swap: Path, target: Path) -> None:
    journal = swap / JOURNAL_NAME
    moves, removals = _read_journal(journal)
    for path in moves:
        _move(swap / path, target / path)
    for path in removals:
        (target / path).unlink(missing_ok=True)
    journal.unlink(missing_ok=True)
    shutil.rmtree(swap, ignore_errors=True)


def _move(staged: Path, place: Path) -> None:
    """Move a file to its place; one that is not there any more was moved before."""
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.replace(staged, place)  # noqa: PTH105 - the step that tests cut off
    except FileNotFoundError:
        if not place.exists():
            raise


def _read_journal(journal: Path) -> tuple[list[str], list[str]]:
    """Return the files to move and to remove, none where a finished swap left only its folder.

    Raises StoreError where a path leads out of the package, as no build writes it.
    """
    try:
        pending = json.loads(journal.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return [], []
    for path in (*pending["moves"], *pending["removals"]):
        if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
            raise StoreError(f"{journal}: {path} leads out of the package; remove {SWAP_FOLDER}.")
    return pending["moves"], pending["removals"]
