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
    counts = Counter(value for value in values if value is not None)
    if len(counts) < 2:
        return next(iter(counts), None)
    rank = {value: position for position, value in enumerate(preferred)}
    return min(counts, key=lambda value: (-counts[value], rank.get(value, len(rank))))
