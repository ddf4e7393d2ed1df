"""Where a path of a descriptor leads: to a file below its folder, and nowhere else."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from toolkit.validation.reading.package_archive import unpack_member
from toolkit.validation.reading.remote_files import fetch, is_remote
from toolkit.validation.reading.unreadable import Unreadable, shown_name

_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the files of a package are found.

    `folder` is what paths count from. Of a package in a zip file, `archive`, members below
    `prefix` are unpacked into it as they are asked for. Remote files are fetched into
    `scratch`, and only where `allow_remote` says so.
    """

    folder: Path
    archive: Path | None = None
    prefix: str = ""
    allow_remote: bool = False
    scratch: Path | None = None


def find_file(place: Place, path: str, *, hidden: bool = True) -> Path:
    """Return the file that a path or an address of a descriptor means; it can be opened.

    With `hidden` false, folders whose name begins with a dot are refused, as version 2 of the
    specification asks. Raises Unreadable.
    """
    shown = shown_name(path)
    if is_remote(path):
        if place.allow_remote and place.scratch is not None:
            return fetch(path, place.scratch)
        message = (
            f"{shown} is on a network: copy the file into the package, or allow remote files "
            "(--allow-remote)."
        )
        raise Unreadable("remote-path", message)
    if not path.isprintable():
        message = f"{shown} holds a control character: give the file another name."
        raise Unreadable("unsafe-path", message)
    parts = (*PurePosixPath(path).parts, *PureWindowsPath(path).parts)
    windows = PureWindowsPath(path)
    if PurePosixPath(path).is_absolute() or windows.drive or windows.root or ".." in parts:
        message = f"{shown} leads out of the package: use a path below its folder."
        raise Unreadable("unsafe-path", message)
    if not hidden and any(part.startswith(".") for part in PurePosixPath(path).parts[:-1]):
        message = f"{shown} lies in a hidden folder: use one whose name begins with no dot."
        raise Unreadable("unsafe-path", message)
    file = place.folder / path
    if place.archive is not None:
        member = place.prefix + PurePosixPath(path).as_posix()
        if not unpack_member(place.archive, member, file):
            message = f"The file {shown} is missing in {place.archive.name}: add it to the archive."
            raise Unreadable("missing-file", message)
    _check_file(file, place.folder, shown)
    return file


def _check_file(file: Path, folder: Path, shown: str) -> None:
    try:
        if not _is_below(file, folder):
            message = f"{shown} is a link out of the package: put the file itself there."
            raise Unreadable("unsafe-path", message)
        kind = stat.S_IFMT(file.stat().st_mode)
        if kind != stat.S_IFREG:
            what = _KINDS.get(kind, "no file")
            message = f"{shown} is {what}: put the file itself there."
            raise Unreadable("missing-file", message)
        with file.open("rb") as stream:
            stream.read(1)
    except FileNotFoundError:
        message = f"The file {shown} is missing: restore it, or build again."
        raise Unreadable("missing-file", message) from None
    except (OSError, RuntimeError) as error:
        cause = getattr(error, "strerror", None) or "links lead in a circle"
        message = f"{shown} cannot be read ({cause}): make it readable."
        raise Unreadable("missing-file", message) from None


def _is_below(file: Path, folder: Path) -> bool:
    return Path(os.path.realpath(file)).is_relative_to(os.path.realpath(folder))
