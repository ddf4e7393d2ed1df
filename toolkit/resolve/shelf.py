"""Values in a file without a name, each found again by the number under which it was put there."""

from __future__ import annotations

from array import array
from pathlib import Path
from tempfile import TemporaryFile


class Shelf:
    """Bytes by number, in the order in which they were added; closing it frees the disk.

    In memory it takes eight bytes a value.
    """

    def __init__(self, folder: Path) -> None:
        self._file = TemporaryFile(dir=folder, buffering=1 << 16)  # noqa: SIM115 - see close
        self._starts = array("q", [0])
        self._is_flushed = True

    def add(self, value: bytes) -> int:
        """Put a value on the shelf; return its number, from 0."""
        if self._is_flushed:
            self._file.seek(self._starts[-1])
            self._is_flushed = False
        self._file.write(value)
        self._starts.append(self._starts[-1] + len(value))
        return len(self._starts) - 2

    def read(self, number: int) -> bytes:
        """Return the value of a number."""
        if not self._is_flushed:
            self._file.flush()
            self._is_flushed = True
        start, end = self._starts[number : number + 2]
        self._file.seek(start)
        value: bytes = self._file.read(end - start)
        return value

    def close(self) -> None:
        """Give the disk back."""
        self._file.close()
