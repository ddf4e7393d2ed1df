"""Find the files below an input folder that may hold articles."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from toolkit.sources.endings import is_read
from toolkit.sources.fetching.address_list import is_list
from toolkit.sources.printable_name import printable_name

_NOT_ARTICLES = ("readme", "license", "licence")
_OF_MACOS = "__MACOSX"
"""Folder in which macOS keeps the attributes of an archive's files, under their names."""


def find_files(folder: Path) -> Iterator[Path]:
    """Yield the files below `folder` that may hold articles, sorted by path.

    Left out are hidden files and folders, other endings, and files named README* or
    LICENSE*: a folder of articles says with them what it is and under which licence.
    A folder is entered once, by whichever path comes first, so that symbolic links cannot
    lead in circles. A folder that may not be listed is yielded itself: reading it fails
    with the system's reason.
    """
    entered: set[tuple[int, int]] = set()
    # Folders lie in each other deeper than functions may call themselves.
    levels = [_entries(folder, entered)]
    while levels:
        entry = next(levels[-1], None)
        if entry is None:
            levels.pop()
        elif entry.is_folder:
            levels.append(_entries(entry.path, entered))
        else:
            yield entry.path


@dataclass(frozen=True, slots=True)
class _Entry:
    path: Path
    is_folder: bool


def _entries(folder: Path, entered: set[tuple[int, int]]) -> Iterator[_Entry]:
    """Yield what is to be looked at in a folder; `entered` are those of before, by their numbers.

    A folder that can't be listed is yielded as if it was a file.
    """
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in entered:
            return
        entered.add((status.st_dev, status.st_ino))
        found = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
    except OSError:
        yield _Entry(folder, is_folder=False)
        return
    for entry in found:
        if entry.name.startswith("."):
            continue
        if _is_folder(entry):
            yield _Entry(folder / entry.name, is_folder=True)
        elif may_hold_articles(entry.name) or is_list(entry.name):
            yield _Entry(folder / entry.name, is_folder=False)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def may_hold_articles(path: str) -> bool:
    """Tell whether a file of that path below a folder, or in an archive, may hold articles."""
    *folders, name = PurePosixPath(path.replace("\\", "/")).parts or ("",)
    if any(part.startswith(".") or part == _OF_MACOS for part in (*folders, name)):
        return False
    return is_read(name) and not name.lower().startswith(_NOT_ARTICLES)


def path_below(path: Path, folder: Path) -> str:
    """Return `path` relative to `folder` with `/` between names, as printable text.

    A name that is not valid UTF-8, or that would move the cursor of a terminal, shows U+FFFD for
    what is wrong. The folder itself is its name.
    """
    below = path.name if path == folder else path.relative_to(folder).as_posix()
    return printable_name(os.fsencode(below).decode("utf-8", errors="replace"))
