"""Round numbers for the lines of a scale."""

from __future__ import annotations

from collections.abc import Iterable


def nice_ticks(most: float, steps: int) -> list[int]:
    """Return whole numbers from 0 in equal steps of 1, 2 or 5 times a power of ten.

    They reach no further than `most`, in about so many steps.
    """
    if most < 1:
        return [0]
    size = 1
    while True:
        for factor in (1, 2, 5):
            step = size * factor
            if most / step < steps + 1:
                return list(range(0, int(most) + 1, step))
        size *= 10


def quantile_classes(numbers: Iterable[int], most: int) -> list[int]:
    """Return the largest number of each of at most so many classes, which are about as full.

    Equal numbers are in one class, so that there may be fewer classes, and fuller ones.
    """
    ordered = sorted(numbers)
    count = len(ordered)
    ends = (ordered[(place + 1) * count // most - 1] for place in range(most) if count)
    bounds = sorted(set(ends) & set(ordered))
    return bounds if bounds and bounds[-1] == ordered[-1] else [*bounds, *ordered[-1:]]
