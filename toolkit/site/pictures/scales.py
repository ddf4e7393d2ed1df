"""Round numbers for the lines of a scale."""

from __future__ import annotations


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
