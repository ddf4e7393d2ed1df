"""A swap of packages that has begun is finished by whoever comes next.

`toolkit.publish.swap` begins one by renaming its staging folder to `build/.swap`, with a
journal of the files to move and to remove. From then on only the new package counts. Each
move may be done twice without harm. Only one program at a time does them: a slow one would
else go on with a journal that a later build has replaced.

`toolkit.store.rebuild` does the same with a store that was made anew: it lies whole in
`build/.store` before the damaged one is moved aside.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path, PurePosixPath

from toolkit.store.errors import StoreError, reason

SWAP_FOLDER = "build/.swap"
REBUILT_STORE = "build/.store"
STORE = "build/store"
SWAP_LOCK = "build/.swap.lock"
JOURNAL_NAME = "journal.json"
# Moving the files takes milliseconds.
_LONGEST_WAIT = 30.0


def complete_swap(target: Path) -> bool:
    """Finish a swap in the package at `target` that was cut off; return whether there was one.

    Raises StoreError where a file can't be moved; a later call goes on from there.
    """
    if not (target / SWAP_FOLDER).exists() and not (target / REBUILT_STORE).exists():
        return False
    from filelock import FileLock, Timeout

    try:
        with FileLock(target / SWAP_LOCK, timeout=_LONGEST_WAIT):
            _install_rebuilt_store(target)
            return _complete(target)
    except Timeout:
        raise StoreError(
            f"{target}: another program has been moving the files of a build into place for "
            f"{_LONGEST_WAIT:.0f} seconds; end it and run the command again."
        ) from None
    except OSError as error:
        raise StoreError(
            f"{target}: a build was cut off and can't be finished ({error.filename}: "
            f"{reason(error)}); see that the folder can be written to and run the command again."
        ) from error


def _complete(target: Path) -> bool:
    swap = target / SWAP_FOLDER
    if not swap.exists():
        return False
    moves, removals = _read_journal(swap / JOURNAL_NAME, target)
    for path in moves:
        _move(swap / path, target / path)
    for path in removals:
        (target / path).unlink(missing_ok=True)
    (swap / JOURNAL_NAME).unlink(missing_ok=True)
    shutil.rmtree(swap, ignore_errors=True)
    return True


def _install_rebuilt_store(target: Path) -> None:
    rebuilt, store = target / REBUILT_STORE, target / STORE
    if not rebuilt.exists():
        return
    if store.exists():
        store.rename(next(place for place in _places_aside(store) if not place.exists()))
    rebuilt.rename(store)


def _places_aside(store: Path) -> Iterator[Path]:
    return (store.with_name(f"{store.name}-aside-{number}") for number in count(1))


def _move(staged: Path, place: Path) -> None:
    """Move a file to its place; one that is not there any more was moved before."""
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.replace(staged, place)  # noqa: PTH105 - the step that tests cut off
    except FileNotFoundError:
        if not place.exists():
            raise


def _read_journal(journal: Path, target: Path) -> tuple[list[str], list[str]]:
    """Return the files to move and to remove, none where a finished swap left only its folder.

    Raises StoreError where a path leads out of the package, by links too, as no build writes it:
    the package may be another's, whose folder came with a journal.
    """
    try:
        pending = json.loads(journal.read_text(encoding="utf-8"))
        moves, removals = [[str(path) for path in pending[key]] for key in ("moves", "removals")]
    except FileNotFoundError:
        return [], []
    except (ValueError, KeyError, TypeError, RecursionError):
        raise StoreError(f"{journal}: not the journal of a build; remove {SWAP_FOLDER}.") from None
    package = Path(os.path.realpath(target))
    for path in (*moves, *removals):
        folders = [Path(os.path.realpath((target / path).parent))]
        folders += [Path(os.path.realpath((journal.parent / path).parent))] * (path in moves)
        outside = not all(folder.is_relative_to(package) for folder in folders)
        if outside or PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
            raise StoreError(f"{journal}: {path} leads out of the package; remove {SWAP_FOLDER}.")
    return moves, removals
