"""The layout of a CSV file, read from its bytes: whether any reader of CSV takes it alike.

Readers of CSV differ in what they make of a quote within a cell, a blank line, a line break of
another kind. A file without any of these has one reading only (RFC 4180), and DuckDB may read it
in place of Python.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy

_BLOCK = 1 << 20
"""Bytes looked at together: what is made of more does not stay in the cache."""
_LINE_FEED, _RETURN = 10, 13

STEP = 256
"""Of how many lines the place of one is kept."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How many lines and delimiters a file has outside of quotes; all lines end alike.

    `returns` says whether they end with a carriage return and a line feed. `starts` are the
    places of the bytes at which the lines begin, of every STEP-th line from the first.
    """

    lines: int
    delimiters: int
    returns: bool
    starts: tuple[int, ...] = ()


def read_layout(file: Path, delimiter: str, quote: str) -> Layout | None:
    """Return the layout of a UTF-8 file, None where readers could differ on it.

    The file is read once, in blocks. Raises OSError where it cannot be read.
    """
    counts = _Counts(ord(delimiter), ord(quote))
    try:
        for block, is_last in _blocks(file):
            if not counts.take(block, is_last):
                return None
    except UnicodeDecodeError:
        return None
    if counts.quotes % 2 or (counts.returns and counts.bare):
        return None
    ended = counts.last == _LINE_FEED
    lines = counts.lines + (not ended and counts.last is not None)
    return Layout(lines, counts.delimiters, bool(counts.returns), tuple(counts.starts))


def _blocks(file: Path) -> Iterator[tuple[bytes, bool]]:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with file.open("rb") as stream:
        block = stream.read(_BLOCK).removeprefix(codecs.BOM_UTF8)
        while block:
            following = stream.read(_BLOCK)
            if decoder.getstate()[0] or not block.isascii():
                decoder.decode(block)
            yield block, not following
            block = following
        decoder.decode(b"", final=True)


class _Counts:
    """What was counted so far; the last byte of a block waits for the one that follows it."""

    def __init__(self, delimiter: int, quote: int) -> None:
        self.delimiter = delimiter
        self.quote = quote
        self.quotes = self.lines = self.delimiters = 0
        self.returns = self.bare = 0
        """Line ends with a carriage return, and those without."""
        self.before = b""
        """The four bytes before the part that is not yet counted."""
        self.waiting = b""
        self.last: int | None = None
        self.place = 0
        """The place in the file of the part that is not yet counted."""
        self.starts = [0]

    def take(self, block: bytes, is_last: bool) -> bool:
        """Count a block; returns False where readers could differ on it."""
        self.last = block[-1]
        fresh = self.waiting + block
        part = fresh if is_last else fresh[:-1]
        self.waiting = fresh[len(part) :]
        plain = b"\0" not in part and self._count(part)
        self.before = (self.before + part)[-4:]
        self.place += len(part)
        return plain

    def _count(self, part: bytes) -> bool:
        import numpy

        around = self.before + part + self.waiting
        codes = numpy.frombuffer(around, numpy.uint8)
        first, end = len(self.before), len(self.before) + len(part)
        quotes = numpy.flatnonzero(codes[first:end] == self.quote) + first
        if len(quotes) and not self._are_regular(codes, quotes):
            return False
        feeds = self._outside(codes, _LINE_FEED, first, end, quotes)
        if not self._end_alike(codes, feeds, first, end, quotes, around):
            return False
        # The first feed to end a line whose number is a multiple of STEP, then each STEP-th.
        kept = feeds[STEP - 1 - self.lines % STEP :: STEP]
        self.starts.extend((kept + (self.place - first + 1)).tolist())
        self.lines += len(feeds)
        self.delimiters += self._count_delimiters(codes[first:end], quotes - first)
        self.quotes += len(quotes)
        return True

    def _outside(
        self, codes: Any, code: int, first: int, end: int, quotes: numpy.ndarray[Any, Any]
    ) -> numpy.ndarray[Any, Any]:
        import numpy

        places = numpy.flatnonzero(codes[first:end] == code) + first
        if not len(quotes):
            return places[:0] if self.quotes % 2 else places
        before = numpy.searchsorted(quotes, places) + self.quotes
        outside: numpy.ndarray[Any, Any] = places[before % 2 == 0]
        return outside

    def _count_delimiters(self, codes: Any, quotes: Any) -> int:
        """Return how many delimiters stand outside of quotes, given where those are."""
        import numpy

        found = codes == self.delimiter
        if not len(quotes):
            return 0 if self.quotes % 2 else int(numpy.count_nonzero(found))
        begun = numpy.concatenate(([0], quotes))
        between = numpy.add.reduceat(found, begun, dtype=numpy.int64)
        return int(between[self.quotes % 2 :: 2].sum())

    def _are_regular(self, codes: Any, quotes: Any) -> bool:
        """Return whether quotes stand around whole cells, and double within them."""
        import numpy

        allowed = numpy.zeros(256, bool)
        allowed[[self.delimiter, _LINE_FEED, _RETURN, self.quote]] = True
        opening = quotes[self.quotes % 2 :: 2]
        closing = quotes[1 - self.quotes % 2 :: 2]
        opening = opening[opening > 0]
        closing = closing[closing + 1 < len(codes)]
        return bool(allowed[codes[opening - 1]].all() and allowed[codes[closing + 1]].all())

    def _end_alike(
        self, codes: Any, feeds: Any, first: int, end: int, quotes: Any, around: bytes
    ) -> bool:
        """Return whether all lines end alike and none is blank; counts how they end."""
        if len(feeds) and not feeds[0]:
            return False
        before = codes[feeds - 1]
        if (before == _LINE_FEED).any():
            return False
        with_return = before == _RETURN
        self.returns += int(with_return.sum())
        self.bare += int((~with_return).sum())
        if b"\r" not in around:
            return True
        returned = feeds[with_return]
        starts = returned[returned >= 2] - 2
        if len(starts) < len(returned) or (codes[starts] == _LINE_FEED).any():
            return False
        single = self._outside(codes, _RETURN, first, end, quotes)
        followed = single[single + 1 < len(codes)]
        return len(followed) == len(single) and bool((codes[followed + 1] == _LINE_FEED).all())


def read_cells_of(
    file: Path, layout: Layout, delimiter: str, quote: str, lines: Sequence[int]
) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of some lines of a file that has a layout, by the numbers of the lines.

    Lines count from 0, within quotes too they are one. Little more than those lines is read.
    """
    skipped = 0
    with file.open("rb") as stream:
        if stream.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8:
            skipped = len(codecs.BOM_UTF8)
        for step, numbers in groupby(sorted(set(lines)), lambda number: number // STEP):
            stream.seek(layout.starts[step] + skipped)
            text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
            wanted = set(numbers)
            rows = csv.reader(text, delimiter=delimiter, quotechar=quote)
            for number, cells in enumerate(islice(rows, STEP), step * STEP):
                if number in wanted:
                    yield number, cells
            text.detach()
