"""Part a stream of bytes into lines, none held that is too long to be an article."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from toolkit.sources.decoding import marked_encoding
from toolkit.sources.refusal import LONGEST_TEXT

LONGEST_LINE = 12 * LONGEST_TEXT + 1_000_000
"""Bytes above which a line is too long in any way of writing it (12 bytes for an escaped
surrogate pair)."""

_CHUNK = 64 * 1024


def read_lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Yield each line in its bytes with its end, None for one that is too long.

    The lines of a stream that a byte order mark declares UTF-16 or UTF-32 are yielded in UTF-8,
    without the mark.
    """
    line = stream.readline(LONGEST_LINE)
    codec = marked_encoding(line[:4])
    if codec in ("utf-16", "utf-32"):
        yield from _decoded_lines(stream, line, codec)
        return
    while line:
        if line.endswith(b"\n") or len(line) < LONGEST_LINE:
            yield line
        else:
            while line and not line.endswith(b"\n"):
                line = stream.readline(_CHUNK)
            yield None
        line = stream.readline(LONGEST_LINE)


def _decoded_lines(stream: BinaryIO, start: bytes, codec: str) -> Iterator[bytes | None]:
    """Yield the lines of text in which a line end is not one byte."""
    decoder = codecs.getincrementaldecoder(codec)(errors="replace")
    parts: list[str] = []
    length = 0
    data = start
    while True:
        *ended, rest = decoder.decode(data, final=not data).split("\n")
        for part in ended:
            parts.append(part)
            yield None if length > LONGEST_LINE else ("".join(parts) + "\n").encode()
            parts, length = [], 0
        length += len(rest)
        if length > LONGEST_LINE:
            parts = []
        elif rest:
            parts.append(rest)
        if not data:
            break
        data = stream.read(_CHUNK)
    if length > LONGEST_LINE:
        yield None
    elif parts:
        yield "".join(parts).encode()
