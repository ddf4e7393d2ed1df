"""The names of persons in an article by their place, without titles they may begin with."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace

from toolkit.parsers.english.roles.landmarks import Landmark
from toolkit.parsers.english.roles.title_phrase import TitlePhrase


class NamedPersons:
    """Looks up the person named before or after a position.

    `first` is where each person of the cast is first named.
    """

    def __init__(self, marks: tuple[Landmark, ...], phrases: tuple[TitlePhrase, ...]) -> None:
        title_ends = {phrase.start: phrase.end for phrase in phrases}
        bare = []
        for mark in marks:
            end = title_ends.get(mark.start)
            start = mark.start if end is None or end >= mark.end else end + 1
            bare.append(replace(mark, start=start))
        self.marks = tuple(bare)
        self.first = {mark.actor: mark.start for mark in reversed(bare)}
        self._starts = [mark.start for mark in bare]
        self._ends = [mark.end for mark in bare]

    def before(self, position: int) -> Landmark | None:
        """Return the last person whose name ends at or before `position`."""
        place = bisect_right(self._ends, position) - 1
        return self.marks[place] if place >= 0 else None

    def after(self, position: int) -> Landmark | None:
        """Return the first person whose name begins at or after `position`."""
        place = bisect_left(self._starts, position)
        return self.marks[place] if place < len(self.marks) else None
