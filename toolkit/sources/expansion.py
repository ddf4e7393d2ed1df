"""Read what is compressed as it arrives, no further than an honest archive goes."""

from __future__ import annotations

import io
from typing import BinaryIO, Protocol

from toolkit.sources.outcome import BrokenInput

HIGHEST_RATIO = 250
"""Bytes that one compressed byte may become. Text becomes 3 to 10, repetitive records 50; what is
made to exhaust a reader 1,000 and more (deflate goes up to 1,032)."""

ALWAYS_ALLOWED = 64 * 2**20
"""Bytes that any archive may expand to, so that a small one of much the same text is read."""

LARGEST_EXPANSION = 2**40
"""Bytes that one input expands to at most, counted at each level of archives in archives."""

_BUFFER = 128 * 1024


class Expansion:
    """How much one input has been expanded to so far, all its archives in archives together."""

    def __init__(self, source_path: str, compressed_bytes: int) -> None:
        self._source_path = source_path
        self._compressed_bytes = compressed_bytes
        self._spent = 0
        self._allowed = min(
            LARGEST_EXPANSION, max(ALWAYS_ALLOWED, HIGHEST_RATIO * compressed_bytes)
        )

    def spend(self, expanded_bytes: int) -> None:
        """Count more bytes. Raises BrokenInput where they are too many."""
        self._spent += expanded_bytes
        if self._spent > self._allowed:
            raise BrokenInput(
                self._source_path,
                f"its {self._compressed_bytes:,} bytes expand to more than {self._allowed:,}, as "
                "a bomb does; the rest is left out",
                "Unpack it yourself if you trust it.",
            )


class Arriving(Protocol):
    """A stream of which one takes what is there, without waiting for the whole of it."""

    def read1(self, size: int, /) -> bytes:
        """Return up to `size` bytes, none at the end."""
        ...


class ShortReads:
    """A stream whose `read` returns what has arrived, so that an error later costs none of it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream: Arriving = stream  # type: ignore[assignment]
        self._position = 0

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes, none at the end."""
        data = self._stream.read1(_BUFFER if size < 0 else size)
        self._position += len(data)
        return data

    def tell(self) -> int:
        """Return how many bytes were read."""
        return self._position

    def close(self) -> None:
        """Leave the stream to who opened it."""


class _ExpandedStream(io.RawIOBase):
    def __init__(
        self,
        inner: Arriving,
        source_path: str,
        expansion: Expansion,
        damages: tuple[type[Exception], ...],
    ) -> None:
        self._inner = inner
        self._source_path = source_path
        self._expansion = expansion
        self._damages = damages

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._inner.read1(len(buffer))
        except BrokenInput:
            raise
        except EOFError as error:
            raise self._broken("it ends too early") from error
        except self._damages as error:
            raise self._broken("it is damaged") from error
        self._expansion.spend(len(data))
        buffer[: len(data)] = data
        return len(data)

    def _broken(self, reason: str) -> BrokenInput:
        return BrokenInput(
            self._source_path, f"{reason}; what came before is read", "Get it again, whole."
        )


def expand(
    inner: Arriving,
    source_path: str,
    expansion: Expansion,
    damages: tuple[type[Exception], ...] = (),
) -> BinaryIO:
    """Return a stream of what `inner` expands to, counted in `expansion`.

    Reading it raises BrokenInput, with `source_path`, where `inner` raises EOFError or one of
    `damages`, and where it expands to more than is allowed; all that came before is handed on.
    """
    raw = _ExpandedStream(inner, source_path, expansion, damages)
    return io.BufferedReader(raw, _BUFFER)
