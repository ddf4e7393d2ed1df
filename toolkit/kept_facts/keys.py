"""A row of keys in as little memory as they take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

from toolkit.kept_facts.article_key import KEY_LENGTH


class Keys(Sequence[bytes]):
    """Keys of `KEY_LENGTH` bytes each, one after the other; one may take another's place."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def append(self, key: bytes) -> None:
        """Add a key at the end."""
        self._bytes += key

    def __len__(self) -> int:
        return len(self._bytes) // KEY_LENGTH

    def __iter__(self) -> Iterator[bytes]:
        for start in range(0, len(self._bytes), KEY_LENGTH):
            yield bytes(self._bytes[start : start + KEY_LENGTH])

    @overload
    def __getitem__(self, position: int) -> bytes: ...

    @overload
    def __getitem__(self, position: slice) -> list[bytes]: ...

    def __getitem__(self, position: int | slice) -> bytes | list[bytes]:
        """Return the key at a position."""
        if isinstance(position, slice):
            return [self[at] for at in range(*position.indices(len(self)))]
        at = range(len(self))[position]
        return bytes(self._bytes[at * KEY_LENGTH : (at + 1) * KEY_LENGTH])

    def __setitem__(self, position: int, key: bytes) -> None:
        """Put a key in the place of another."""
        at = range(len(self))[position]
        self._bytes[at * KEY_LENGTH : (at + 1) * KEY_LENGTH] = key
