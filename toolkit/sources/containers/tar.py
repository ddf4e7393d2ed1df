"""A tar archive, read from its beginning to its end without going back."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from typing import BinaryIO, Self, cast

from toolkit.sources.containers.member import Member, path_of_member, refuse_link, refuse_name
from toolkit.sources.expansion import Arriving, Expansion, ShortReads, expand
from toolkit.sources.folder import may_hold_articles
from toolkit.sources.outcome import BrokenInput, Skipped

_LONGEST_HEADER = 1024 * 1024
"""Bytes of a long name or of extended headers: they are held in memory whole."""

_EXTENDED = (
    *(tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE),
    *(tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK),
)


class _Damaged(Exception):  # noqa: N818
    """A header of the archive is none, or asks for too much."""


class _CheckedHeader(tarfile.TarInfo):
    """A header of which the archive's end, and only that, ends the reading in silence."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        try:
            header = super().frombuf(buf, encoding, errors)
        except tarfile.HeaderError as error:
            # Two blocks of zeros end an archive, and some writers leave them out.
            if not any(buf):
                raise
            raise _Damaged from error
        if header.type in _EXTENDED and header.size > _LONGEST_HEADER:
            raise _Damaged
        return header


def open_members(
    stream: BinaryIO, source_path: str, name: str, expansion: Expansion
) -> Iterator[Member | Skipped]:
    """Yield the files that may hold articles in their order, and why others are refused.

    Raises BrokenInput where the archive is damaged or ends too early.
    """
    try:
        with tarfile.open(
            fileobj=cast(BinaryIO, ShortReads(stream)), mode="r|", tarinfo=_CheckedHeader
        ) as archive:
            while (header := archive.next()) is not None:
                # What was read is forgotten, or memory would grow with the archive.
                archive.members.clear()  # type: ignore[attr-defined]
                member = _open_member(archive, header, source_path, expansion)
                if member is not None:
                    yield member
    except (_Damaged, tarfile.TarError, EOFError, ValueError, OverflowError) as error:
        raise BrokenInput(
            source_path,
            "it is no tar archive, or not a whole one; what came before is read",
            "Get it again, whole.",
        ) from error


def _open_member(
    archive: tarfile.TarFile, header: tarfile.TarInfo, source_path: str, expansion: Expansion
) -> Member | Skipped | None:
    """Return the file of a header, why it is refused, or None for what is passed over."""
    # Bytes of a name that are no UTF-8 come as halves of characters, which path_of_member replaces.
    refused = refuse_name(source_path, header.name)
    if refused is not None:
        return refused
    if header.isdir() or not may_hold_articles(header.name):
        return None
    if header.issym() or header.islnk():
        return refuse_link(source_path, header.name)
    path = path_of_member(source_path, header.name)
    if not header.isreg() or header.issparse():
        return Skipped(path, "it is not a regular file", "Put the file itself into the archive.")
    inner = archive.extractfile(header)
    assert inner is not None, "a regular file has bytes"
    stream = expand(cast(Arriving, inner), source_path, expansion, (tarfile.ReadError,))
    return Member(header.name, path, stream)
