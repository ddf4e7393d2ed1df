"""Find the files below an input folder that may hold articles."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from toolkit.sources.endings import is_read

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
    return _walk(folder, set())


def _walk(folder: Path, entered: set[Path]) -> Iterator[Path]:
    """Yield the files of one folder; `entered` are the real paths of those seen before."""
    real = folder.resolve()
    if real in entered:
        return
    entered.add(real)
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
    except OSError:
        yield folder
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if path.is_dir():
            yield from _walk(path, entered)
        elif may_hold_articles(entry.name):
            yield path


def may_hold_articles(path: str) -> bool:
    """Tell whether a file of that path below a folder, or in an archive, may hold articles."""
    *folders, name = PurePosixPath(path.replace("\\", "/")).parts or ("",)
    if any(part.startswith(".") or part == _OF_MACOS for part in (*folders, name)):
        return False
    return is_read(name) and not name.lower().startswith(_NOT_ARTICLES)


def path_below(path: Path, folder: Path) -> str:
    """Return `path` relative to `folder` with `/` between names, as printable text.

    A name that is not valid UTF-8 shows U+FFFD for the bytes that are not. The folder
    itself is its name.
    """
    below = path.name if path == folder else path.relative_to(folder).as_posix()
    return os.fsencode(below).decode("utf-8", errors="replace")
