"""A package takes the place of the one before in one step, or not at all.

The new files lie ready in a staging folder. Renaming that folder to `build/.swap` is the one
step: from then on the new package counts, and its files are moved to their places, now or,
where the program is cut off, by the next command that reads or builds the package.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from toolkit.publish.data_files import file_columns
from toolkit.publish.descriptor import read_descriptor
from toolkit.publish.errors import PublishError
from toolkit.publish.package import DATA_FOLDER
from toolkit.publish.writable_folder import present_folder, try_writing
from toolkit.store.errors import reason
from toolkit.store.file_digest import file_digest
from toolkit.store.package_folder import BUILD_FOLDER, DESCRIPTOR_NAME, STORE_FOLDER
from toolkit.store.pending_swap import JOURNAL_NAME, SWAP_FOLDER, complete_swap

__all__ = ["check_unhindered", "check_writable", "complete_swap", "replace_atomically"]


def check_writable(target: Path) -> None:
    """Raise PublishError where a package can't be written into a folder, before any work."""
    for folder in (target, *(target / name for name in (DATA_FOLDER, BUILD_FOLDER, STORE_FOLDER))):
        present = present_folder(folder, "a folder for the package")
        try:
            try_writing(present)
        except OSError as error:
            raise PublishError(
                f"{present} can't be written to ({error.strerror}); make it writable "
                "or name another folder."
            ) from error


def check_unhindered(staging: Path, target: Path) -> None:
    """Raise PublishError where a file that no build wrote is in the way of one of `staging`."""
    listed = _listed_files(target / DESCRIPTOR_NAME)
    _refuse_foreign_files(target, _files_below(staging), set(listed))


def replace_atomically(staging: Path, target: Path) -> None:
    """Move every file of `staging` to its place below `target`, all or none.

    `staging` must be below `target`, and is gone afterwards. Data files that the package
    before listed and the new one doesn't are removed, unless someone changed them since.
    Raises PublishError where a file is in the way that no build wrote; nothing has changed
    then.
    """
    complete_swap(target)
    before = _listed_files(target / DESCRIPTOR_NAME)
    after = _listed_files(staging / DESCRIPTOR_NAME)
    moves = _files_below(staging)
    _refuse_foreign_files(target, moves, set(before))
    journal = {"moves": moves, "removals": _superseded(target, before, set(after))}
    try:
        (staging / JOURNAL_NAME).write_text(json.dumps(journal, indent=2), encoding="utf-8")
        (target / BUILD_FOLDER).mkdir(parents=True, exist_ok=True)
        staging.rename(target / SWAP_FOLDER)
    except OSError as error:
        raise PublishError(
            f"{target}: the new package can't be moved in, and the one before is unchanged: "
            f"{reason(error)}."
        ) from error
    complete_swap(target)


def _files_below(folder: Path) -> list[str]:
    """Return the paths of all files below a folder, sorted: the descriptor comes last."""
    paths = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in paths if path != JOURNAL_NAME)


def _listed_files(descriptor_path: Path) -> dict[str, str | None]:
    """Return the hash of each data file that a descriptor lists, by path."""
    if not descriptor_path.is_file():
        return {}
    resources: Iterable[dict[str, Any]] = read_descriptor(descriptor_path).get("resources") or ()
    return {
        str(resource["path"]): resource.get("hash")
        for resource in resources
        if isinstance(resource, dict) and "path" in resource
    }


def _superseded(target: Path, before: dict[str, str | None], after: set[str]) -> list[str]:
    """Return the data files of the package before that may go."""
    return sorted(
        path
        for path, digest in before.items()
        if path not in after
        and Path(path).parent == Path(DATA_FOLDER)
        and (target / path).is_file()
        and file_digest(target / path) == digest
    )


def _refuse_foreign_files(target: Path, moves: list[str], listed: set[str]) -> None:
    for path in moves:
        place = target / path
        if not path.startswith(f"{DATA_FOLDER}/") or path in listed or not place.exists():
            continue
        if not _is_data_file_of_table(place):
            raise PublishError(
                f"{place} is in the way and no build wrote it; move it, or name another folder."
            )


def _is_data_file_of_table(path: Path) -> bool:
    """Return whether a file has the columns of the table that it is named after."""
    from toolkit.tables import column_names

    try:
        return file_columns(path) == list(column_names(path.stem))
    except (OSError, ValueError, KeyError):
        return False
