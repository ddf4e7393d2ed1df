"""Open a zip archive a part of its directory at a time, however many files it holds.

`zipfile` reads the whole directory into memory: 0.7 kB a file, 1.4 GB for a crawl of two million
pages. It is given archives that are the same bytes with a shorter directory. The records are
those of APPNOTE.TXT 6.3, sections 4.3.12 to 4.3.16.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_ENTRY = struct.Struct("<4s24x3H12x")
"""Of an entry of the directory: its mark, and the lengths of name, extra field and comment."""

_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = struct.Struct("<4sLQL")
_LONGEST_COMMENT = 2**16 - 1
_FULL_16, _FULL_32 = 2**16 - 1, 2**32 - 1
"""What a field holds whose value stands in the record of 64 bits."""

_ENTRIES_OF_A_PART = 1000


@dataclass(frozen=True, slots=True)
class _Directory:
    """Where a directory begins in the file, how many bytes it has, and where it says it begins."""

    start: int
    size: int
    stated_start: int


class _Part(io.RawIOBase):
    """The bytes of an archive before its directory, and another directory after them."""

    def __init__(self, stream: BinaryIO, start: int, directory: bytes) -> None:
        self._stream = stream
        self._start = start
        self._directory = directory
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        size = self._start + len(self._directory)
        position = offset + {0: 0, 1: self._position, 2: size}[whence]
        if position < 0:
            # As files in memory say it: the archive is wrong, and not the disk.
            raise ValueError("a place before the beginning")
        self._position = position
        return position

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._position < self._start:
            self._stream.seek(self._position)
            data = self._stream.read(min(len(buffer), self._start - self._position))
        else:
            begin = self._position - self._start
            data = self._directory[begin : begin + len(buffer)]
        buffer[: len(data)] = data
        self._position += len(data)
        return len(data)


def open_parts(stream: BinaryIO) -> Iterator[zipfile.ZipFile]:
    """Yield archives that together list the files of a zip archive, in the order of its directory.

    Each may be read until the next is asked for. Raises zipfile.BadZipFile where the directory is
    not whole, and what `zipfile` raises for entries that it can't read.
    """
    directory = _find_directory(stream)
    for entries in _read_entries(stream, directory):
        part = _Part(stream, directory.start, entries + _end_of(entries, directory))
        with zipfile.ZipFile(io.BufferedReader(part)) as archive:
            yield archive


def _find_directory(stream: BinaryIO) -> _Directory:
    size = stream.seek(0, io.SEEK_END)
    begin = max(0, size - _END.size - _LONGEST_COMMENT - _LOCATOR_64.size - _END_64.size)
    stream.seek(begin)
    tail = stream.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) - end < _END.size:
        raise zipfile.BadZipFile("no end of a directory")
    fields = _END.unpack_from(tail, end)
    length, stated_start = fields[5], fields[6]
    at_64 = end - _LOCATOR_64.size - _END_64.size
    if (
        at_64 >= 0
        and tail.startswith(b"PK\x06\x06", at_64)
        and tail.startswith(b"PK\x06\x07", end - _LOCATOR_64.size)
    ):
        length, stated_start = _END_64.unpack_from(tail, at_64)[8:]
        end = at_64
    start = begin + end - length
    if start < 0:
        raise zipfile.BadZipFile("a directory longer than the file")
    return _Directory(start, length, stated_start)


def _read_entries(stream: BinaryIO, directory: _Directory) -> Iterator[bytes]:
    """Yield the bytes of some entries at a time; one empty piece where there are none."""
    position, end = directory.start, directory.start + directory.size
    is_first = True
    while position < end or is_first:
        stream.seek(position)
        pieces: list[bytes] = []
        while position < end and len(pieces) < _ENTRIES_OF_A_PART:
            entry = stream.read(_ENTRY.size)
            if len(entry) < _ENTRY.size or not entry.startswith(b"PK\x01\x02"):
                raise zipfile.BadZipFile("an entry of the directory is none")
            entry += stream.read(sum(_ENTRY.unpack(entry)[1:]))
            pieces.append(entry)
            position += len(entry)
        yield b"".join(pieces)
        is_first = False


def _end_of(entries: bytes, directory: _Directory) -> bytes:
    """Return the records that end a directory of these entries, of 64 bits as archives may be."""
    fields = (len(entries), directory.stated_start)
    end_64 = _END_64.pack(b"PK\x06\x06", _END_64.size - 12, 45, 45, 0, 0, 0, 0, *fields)
    locator = _LOCATOR_64.pack(b"PK\x06\x07", 0, directory.stated_start + len(entries), 1)
    end = _END.pack(b"PK\x05\x06", 0, 0, _FULL_16, _FULL_16, _FULL_32, _FULL_32, 0)
    return end_64 + locator + end
