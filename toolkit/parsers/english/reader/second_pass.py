"""The zone of an encounter: what of its window is read a second time, with the cue marked."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from toolkit.parsers.english.reader.pieces import Windows

REACH = 240
"""Pieces on either side of a cue that are read again."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch [start, end) of the pieces of one window, around a cue.

    `cue` is the cue's piece counted from `start`; `first` the position of the zone's first
    word, `pieces` the first piece of each of its words counted from `start`.
    """

    window: int
    start: int
    end: int
    cue: int
    first: int
    pieces: tuple[int, ...]

    def holds(self, word: int) -> bool:
        """Tell whether a word lies in the zone."""
        return self.first <= word < self.first + len(self.pieces)


def zone_around(windows: Windows, word: int) -> Zone:
    """Return the zone of the encounter that `word` states."""
    number, place = windows.places[word]
    window = windows.windows[number]
    start = max(0, place - REACH)
    end = min(len(window.pieces), place + REACH)
    first = bisect_left(window.at, start)
    last = bisect_left(window.at, end)
    pieces = tuple(piece - start for piece in window.at[first:last])
    return Zone(number, start, end, place - start, window.first + first, pieces)
