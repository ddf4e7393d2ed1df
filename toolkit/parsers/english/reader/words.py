"""The words of a text as the trained reader takes them, with their shapes.

A word is a run of letters, a number with its separators, or one mark. Line ends, blank lines
and the gaps of plain-text tables are words too: layout tells what a table row or a list is. The
line ends inside a paragraph are none: how a text is wrapped says nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from toolkit.parsers.english.reading import Block

_WORD = re.compile(
    r"\n{2,}|\n|(?<=\S)(?:\t| {2,})(?=\S)|\d+(?:[.,]\d+)*|[^\W\d]+(?:\d+)?|\w+|[^\w\s]"
)
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_CENTURIES = ("18", "19", "20")

NO_WORD, BLANK_LINE, LINE_END, GAP = range(4)
"""Shapes of what is no word: the marks around a window, and the three kinds of layout."""

SHAPES = 18
"""Number of shapes, see `shape_of`."""

KEPT_WORDS = 1 << 16
"""Distinct words of which is kept what was found of them, so that memory has a bound."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text: where each starts and ends, in characters."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.starts)

    def word(self, position: int) -> str:
        """Return the characters of one word."""
        return self.text[self.starts[position] : self.ends[position]]

    def texts(self) -> list[str]:
        """Return the characters of each word."""
        text = self.text
        return [text[start:end] for start, end in zip(self.starts, self.ends, strict=True)]

    def between(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the first and last word that share characters with [start, end), if any do."""
        first = bisect_right(self.ends, start)
        last = bisect_left(self.starts, end) - 1
        return (first, last) if first <= last else None


def split_words(text: str, blocks: Sequence[Block] = ()) -> Words:
    """Return the words of `text`, whose layout `blocks` tells, in order."""
    paragraphs = [block for block in blocks if block.kind == "paragraph"]
    starts = [block.start for block in paragraphs]
    spans = [match.span() for match in _WORD.finditer(text)]
    if paragraphs and "\n" in text:
        spans = [
            (start, end)
            for start, end in spans
            if text[start] != "\n"
            or end - start > 1
            or (number := bisect_right(starts, start) - 1) < 0
            or end >= paragraphs[number].end
        ]
    firsts, ends = zip(*spans, strict=True) if spans else ((), ())
    return Words(text, firsts, ends)


@lru_cache(maxsize=KEPT_WORDS)
def shape_of(word: str) -> int:
    """Return the shape of a word, from 1 to 17, as its letters and digits look.

    The pieces of the model are blind to capitals and separators; the shape gives them back.
    """
    if word.isspace():
        return BLANK_LINE if "\n\n" in word else LINE_END if "\n" in word else GAP
    if word[0].isdigit():
        return _number_shape(word)
    if not word.isalpha():
        return 16 if word.isalnum() else 17
    if word.islower():
        return 10
    if word.isupper():
        return 11 if len(word) == 1 else 12
    if word[0].isupper():
        return 13 if word[1:].islower() else 14
    return 15


def _number_shape(word: str) -> int:
    if _GROUPED.fullmatch(word):
        return 4
    if "." in word or "," in word:
        return 5
    if len(word) == 4 and word.startswith(_CENTURIES):
        return 6
    return {1: 7, 2: 7, 3: 8}.get(len(word), 9)
