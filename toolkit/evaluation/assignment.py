"""Pair the rows that were expected with those that were found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Expected = TypeVar("Expected")
Found = TypeVar("Found")


def assign(
    expected: Sequence[Expected],
    found: Sequence[Found],
    similarity: Callable[[Expected, Found], float],
) -> list[tuple[int, int]]:
    """Return the positions of rows that belong together, each row in one pair at most.

    The most similar are paired first, those in front before those behind them; rows of
    similarity 0 never.
    """
    ranked = sorted(
        (-score, i, j)
        for i, one in enumerate(expected)
        for j, other in enumerate(found)
        if (score := similarity(one, other)) > 0
    )
    taken: set[int] = set()
    taken_found: set[int] = set()
    pairs: list[tuple[int, int]] = []
    for _, i, j in ranked:
        if i not in taken and j not in taken_found:
            taken.add(i)
            taken_found.add(j)
            pairs.append((i, j))
    return pairs
