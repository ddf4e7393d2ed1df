"""A stream of records that goes on at the next record where one of them is damaged."""

from __future__ import annotations

from typing import BinaryIO

from toolkit.sources.expansion import ShortReads

MOST_KEPT = 16 * 2**20
"""Bytes read last that are kept, to look for a record in them."""

_BEFORE_RECORD = b"\r\n\r\n"
_RECORD = _BEFORE_RECORD + b"WARC/"
_CHUNK = 128 * 1024


class RecordStream:
    """What arrives of a file of records, of which the last `MOST_KEPT` bytes can be read again.

    Positions count from the beginning of the file.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._arriving = ShortReads(stream)
        self._kept = bytearray()
        self._first = 0
        self._position = 0

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes, none at the end."""
        offset = self._position - self._first
        if offset >= len(self._kept):
            self._keep(self._arriving.read(size))
            offset = self._position - self._first
        data = bytes(self._kept[offset : None if size < 0 else offset + size])
        self._position += len(data)
        return data

    def tell(self) -> int:
        """Return the position."""
        return self._position

    def close(self) -> None:
        """Leave the stream to who opened it."""

    @property
    def read_to(self) -> int:
        """Bytes of the file that were read so far, wherever the position is."""
        return self._first + len(self._kept)

    def go_to_record_after(self, position: int) -> bool:
        """Go to the first record that begins after `position`; return whether there is one.

        What is no longer kept is not looked at. Reads on to the end if it must.
        """
        start = max(position + 1 - len(_BEFORE_RECORD), self._first)
        while True:
            found = self._kept.find(_RECORD, start - self._first)
            if found >= 0:
                self._position = self._first + found + len(_BEFORE_RECORD)
                return True
            start = max(start, self.read_to - len(_RECORD) + 1)
            data = self._arriving.read(_CHUNK)
            if not data:
                self._position = self.read_to
                return False
            self._keep(data)

    def record_after(self, position: int, length: int) -> int | None:
        """Return where the record after that at `position` begins, whose content has that length.

        None where none begins there, or where that is no longer known.
        """
        head = self._kept.find(_BEFORE_RECORD, max(position - self._first, 0))
        if position < self._first or head < 0:
            return None
        end = head + len(_BEFORE_RECORD) + length
        if not self._kept.startswith(_RECORD, end):
            return None
        return self._first + end + len(_BEFORE_RECORD)

    def _keep(self, data: bytes) -> None:
        self._kept += data
        surplus = len(self._kept) - MOST_KEPT
        if surplus > 0:
            del self._kept[:surplus]
            self._first += surplus
