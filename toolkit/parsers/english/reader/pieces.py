"""The pieces of words that the model reads, in windows that it can hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, repeat
from pathlib import Path

from tokenizers import Tokenizer

from toolkit.parsers.english.reader.word_classes import classes_of
from toolkit.parsers.english.reader.words import KEPT_WORDS, NO_WORD, Words, shape_of

WINDOW = 510
"""Pieces in a window without its two marks; the model was built for 512."""

OVERLAP = 160
"""Least number of pieces that one window shares with the next."""

_MOST_PIECES = 6
_START, _END, _UNKNOWN = 101, 102, 100
_SEPARATORS = re.compile("[.,]")
_PLAIN_MARKS = str.maketrans("“”„«»‘’‚‹›–—−‐‑", '"' * 5 + "'" * 5 + "-" * 5)
"""Typographic marks and the plain ones that the model takes them for."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of words as the model reads it: pieces, and shape and classes of each one's word.

    `first` is the position of its first word, `at` the first piece of each of its words.
    """

    pieces: tuple[int, ...]
    shapes: tuple[int, ...]
    classes: tuple[int, ...]
    first: int
    at: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Windows:
    """All windows of a text; `places` has for each word its window and first piece there."""

    windows: tuple[Window, ...]
    places: tuple[tuple[int, int], ...]


class WordPieces:
    """Splits words into pieces, each distinct word once as long as it is kept."""

    def __init__(self, tokenizer: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._known = lru_cache(maxsize=KEPT_WORDS)(self._split)

    def pieces(self, word: str) -> tuple[int, ...]:
        """Return the pieces of one word, at most six.

        Layout has pieces of its own, which the vocabulary keeps unused; numbers go without
        separators, which their shape tells.
        """
        return self._known(word)

    def _split(self, word: str) -> tuple[int, ...]:
        if word.isspace():
            return (shape_of(word),)
        plain = _SEPARATORS.sub("", word) if word[0].isdigit() else word.translate(_PLAIN_MARKS)
        ids = self._tokenizer.encode(plain, add_special_tokens=False).ids[:_MOST_PIECES]
        return tuple(ids) or (_UNKNOWN,)

    def windows(self, words: Words) -> Windows:
        """Return the windows of a text; every word lies in at least one."""
        return self.windows_of(words.texts())

    def windows_of(self, texts: Sequence[str]) -> Windows:
        """Return the windows of some words, given as they are written."""
        pieces = [self._known(text) for text in texts]
        shapes = [shape_of(text) for text in texts]
        classes = classes_of(texts)
        lengths = [len(p) for p in pieces]
        ranges = _ranges(lengths)
        windows = []
        best: dict[int, tuple[int, int, int]] = {}
        for number, (first, stop) in enumerate(ranges):
            words, counts = slice(first, stop), lengths[first:stop]
            ids = (_START, *chain.from_iterable(pieces[words]), _END)
            marks = (NO_WORD, *_spread(shapes[words], counts), NO_WORD)
            known = (0, *_spread(classes[words], counts), 0)
            *at, _ = accumulate(counts, initial=1)
            windows.append(Window(ids, marks, known, first, tuple(at)))
            if len(ranges) == 1:
                return Windows(tuple(windows), tuple((0, place) for place in at))
            for position, place in zip(range(first, stop), at, strict=True):
                # A word is read best where most words stand around it.
                before = place if number else WINDOW
                after = len(ids) - place if number + 1 < len(ranges) else WINDOW
                room = min(before, after)
                if position not in best or room > best[position][0]:
                    best[position] = (room, number, place)
        places = tuple(best[position][1:] for position in range(len(texts)))
        return Windows(tuple(windows), places)


def _spread(values: Iterable[int], counts: Iterable[int]) -> Iterator[int]:
    """Yield each of `values` as often as its count says."""
    return chain.from_iterable(map(repeat, values, counts))


def _ranges(lengths: Sequence[int]) -> list[tuple[int, int]]:
    """Return [first, stop) of the words of each window."""
    if sum(lengths) <= WINDOW:
        return [(0, len(lengths))]
    ranges: list[tuple[int, int]] = []
    first = 0
    while True:
        stop, total = first, 0
        while stop < len(lengths) and total + lengths[stop] <= WINDOW:
            total += lengths[stop]
            stop += 1
        if stop >= len(lengths):
            while first and total + lengths[first - 1] <= WINDOW:
                first -= 1
                total += lengths[first]
            return [*ranges, (first, stop)]
        ranges.append((first, stop))
        shared, following = 0, stop
        while following > first + 1 and shared < OVERLAP:
            following -= 1
            shared += lengths[following]
        first = following
