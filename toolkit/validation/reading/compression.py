"""Whether packed files can be unpacked without harm: what grows out of proportion is refused.

DEFLATE packs at most 1,032 bytes into one. Tables shrink to a tenth, very uniform ones to a
hundredth; what unpacks to more than that was made to fill a disk or a memory.
"""

from __future__ import annotations

import gzip
import zipfile
import zlib
from pathlib import Path

from toolkit.validation.reading.unreadable import Unreadable, shown_name

COMPRESSIONS = ("gz", "zip", "bz2", "xz")

MOST_RATIO = 200
"""How many times its packed size a file may have unpacked."""

SMALL_BYTES = 64 << 20
"""What a file may have unpacked whatever its packed size."""

_LARGEST_RATIO = 1032
_ARCHIVE_FORMATS = ("xlsx", "xlsm", "ods")
_BLOCK = 1 << 20


def check_unpacking(file: Path, compression: str | None, format: str) -> None:
    """Raise Unreadable where a file would unpack to far more than it packs.

    A file that is not packed as it should be is left to its reader.
    """
    if compression == "gz":
        _check_gzip(file)
    elif compression == "zip" or format in _ARCHIVE_FORMATS:
        _check_archive(file)


def _check_gzip(file: Path) -> None:
    size = file.stat().st_size
    if size * _LARGEST_RATIO <= SMALL_BYTES:
        return
    most = max(SMALL_BYTES, MOST_RATIO * size)
    unpacked = 0
    try:
        with gzip.open(file) as stream:
            while block := stream.read(_BLOCK):
                unpacked += len(block)
                if unpacked > most:
                    raise _bomb(file)
    except (OSError, EOFError, zlib.error):
        return


def _check_archive(file: Path) -> None:
    try:
        with zipfile.ZipFile(file) as opened:
            members = opened.infolist()
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError):
        return
    unpacked = sum(member.file_size for member in members)
    if unpacked > max(SMALL_BYTES, MOST_RATIO * file.stat().st_size):
        raise _bomb(file)


def _bomb(file: Path) -> Unreadable:
    message = (
        f"{shown_name(file.name)} unpacks to more than {MOST_RATIO} times its size: "
        "unpack it yourself if you trust it."
    )
    return Unreadable("compression-error", message)
