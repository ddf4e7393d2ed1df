"""Settle what several articles say of one thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

Value = TypeVar("Value")


def majority(values: Iterable[Value | None], preferred: tuple[Value, ...] = ()) -> Value | None:
    """Return the value that most give; None if none does.

    Of equally frequent values the one that stands first in `preferred` wins, then the
    first of `values`, which must therefore come in a fixed order.
    """
    return majority_of_counted(((value, 1) for value in values), preferred)


def majority_of_counted(
    counted: Iterable[tuple[Value | None, int]], preferred: tuple[Value, ...] = ()
) -> Value | None:
    """Return what `majority` does of values that each stand for so many."""
    counts: Counter[Value] = Counter()
    for value, number in counted:
        if value is not None:
            counts[value] += number
    if len(counts) < 2:
        return next(iter(counts), None)
    rank = {value: position for position, value in enumerate(preferred)}
    return min(counts, key=lambda value: (-counts[value], rank.get(value, len(rank))))
