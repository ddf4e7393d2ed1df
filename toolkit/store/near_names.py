"""The names that someone perhaps meant who wrote one that is not there."""

from __future__ import annotations

from collections.abc import Sequence

_LEAST_LIKE = 60
"""The least likeness, of 100, by rapidfuzz's weighted ratio."""


def near_names(wanted: str, known: Sequence[str], most: int) -> list[str]:
    """Return the known names that are like the wanted one, the likest first, `most` at most."""
    from rapidfuzz import fuzz, process

    found = process.extract(wanted, known, scorer=fuzz.WRatio, limit=most, score_cutoff=_LEAST_LIKE)
    return [name for name, *_ in found]
