"""A package in a zip file: only what its descriptor names is unpacked, into scratch."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

from toolkit.validation.reading.compression import MOST_RATIO, SMALL_BYTES
from toolkit.validation.reading.unreadable import Unreadable, shown_name

MOST_MEMBERS = 200_000
_BLOCK = 1 << 20
_FAULTS = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError)
"""What the standard library raises for a damaged, an odd or an encrypted archive."""


def find_in_archive(archive: Path, names: tuple[str, ...]) -> str | None:
    """Return the member of a zip file whose name is the first of `names` that there is.

    It stands at the top, or in the one folder that holds all. None where there is none, or
    where the file is no zip file. Raises Unreadable for one of too many members.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            members = opened.namelist()
    except (OSError, *_FAULTS):
        return None
    if len(members) > MOST_MEMBERS:
        message = f"{archive.name} has more than {MOST_MEMBERS:,} members: unpack it yourself."
        raise Unreadable("compression-error", message)
    tops = {member.split("/")[0] for member in members}
    folders = ["", f"{tops.pop()}/"] if len(tops) == 1 else [""]
    present = set(members)
    return next((f + name for f in folders for name in names if f + name in present), None)


def unpack_member(archive: Path, member: str, target: Path) -> bool:
    """Unpack one member of a zip file; return whether there is one of that name.

    What was unpacked before is left as it is. Raises Unreadable for a member that is no file,
    that is damaged, or that grows out of all proportion.
    """
    if target.is_file():
        return True
    shown = shown_name(member)
    try:
        with zipfile.ZipFile(archive) as opened:
            try:
                entry = opened.getinfo(member)
            except KeyError:
                return False
            if entry.is_dir() or stat.S_ISLNK(entry.external_attr >> 16):
                message = f"{shown} in {archive.name} is no file: put the file itself there."
                raise Unreadable("missing-file", message)
            if entry.file_size > max(SMALL_BYTES, MOST_RATIO * entry.compress_size):
                message = (
                    f"{shown} in {archive.name} would unpack to more than {MOST_RATIO} times "
                    "its size: unpack it yourself if you trust it."
                )
                raise Unreadable("compression-error", message)
            target.parent.mkdir(parents=True, exist_ok=True)
            partial = target.parent / f"{target.name}.partial"
            # No more is ever read of a member than the size that it states.
            with opened.open(entry) as source, partial.open("wb") as stream:
                while block := source.read(_BLOCK):
                    stream.write(block)
    except _FAULTS as error:
        cause = shown_name(error)
        message = f"{shown} in {archive.name} cannot be unpacked ({cause}): make the archive anew."
        raise Unreadable("compression-error", message) from None
    partial.rename(target)
    return True
