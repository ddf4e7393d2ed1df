"""Walk several sorted tables side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any


class Aligned:
    """Rows sorted by their first value, handed out by that value in ascending order."""

    def __init__(self, rows: Iterable[tuple[Any, ...]]) -> None:
        self._groups: Iterator[tuple[Any, Iterator[tuple[Any, ...]]]] = groupby(
            rows, key=itemgetter(0)
        )
        self._next = next(self._groups, None)

    def take(self, key: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a key, without it; none where there are none.

        Keys must be asked for in ascending order; those in between are passed over.
        """
        while self._next is not None and self._next[0] < key:
            self._next = next(self._groups, None)
        if self._next is None or self._next[0] != key:
            return []
        rows = [row[1:] for row in self._next[1]]
        self._next = next(self._groups, None)
        return rows
