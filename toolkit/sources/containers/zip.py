"""A zip archive: its files in the order of its directory."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from toolkit.sources.containers.member import Member, path_of_member, refuse_link, refuse_name
from toolkit.sources.containers.zip_parts import open_parts
from toolkit.sources.expansion import Arriving, Expansion, expand
from toolkit.sources.folder import may_hold_articles
from toolkit.sources.outcome import BrokenInput, Skipped
from toolkit.sources.seekable import seekable

_ENCRYPTED = 0x1
_DAMAGES = (zipfile.BadZipFile, zlib.error, ValueError)
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2})
"""Ways of compression that are read: LZMA takes as much memory as the file asks for."""


def open_members(
    stream: BinaryIO, source_path: str, name: str, expansion: Expansion
) -> Iterator[Member | Skipped]:
    """Yield the files that may hold articles, and why others are refused.

    Its directory stands at the end: a stream that can't be wound back is first copied to disk.
    Raises BrokenInput where the directory is not whole.
    """
    try:
        for archive in open_parts(seekable(stream)):
            for info in archive.infolist():
                refused = refuse_name(source_path, info.filename)
                if refused is None and (
                    not info.filename or info.is_dir() or not may_hold_articles(info.filename)
                ):
                    continue
                yield refused or _open_member(archive, info, source_path, expansion)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise BrokenInput(
            source_path, "it is no zip archive, or not a whole one", "Get it again, whole."
        ) from error


def _open_member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, source_path: str, expansion: Expansion
) -> Member | Skipped:
    if stat.S_ISLNK(info.external_attr >> 16):
        return refuse_link(source_path, info.filename)
    path = path_of_member(source_path, info.filename)
    if info.flag_bits & _ENCRYPTED:
        return Skipped(path, "it is encrypted", "Unpack it with its password.")
    if info.compress_type not in _METHODS:
        return Skipped(
            path,
            f"it is compressed in a way that is not read (method {info.compress_type})",
            "Make the archive again with the usual method, deflate.",
        )
    try:
        inner = archive.open(info)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError):
        return Skipped(path, "its place in the archive is damaged", "Make the archive again.")
    return Member(info.filename, path, expand(cast(Arriving, inner), path, expansion, _DAMAGES))
