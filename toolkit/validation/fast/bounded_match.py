"""Regular expressions that only Python understands, given up after a while."""

from __future__ import annotations

from toolkit.validation.bounded_match import PatternTooSlow, matches
from toolkit.validation.fast.open_table import NotCovered


def matches_within(pattern: str, text: str) -> bool:
    """Return whether a text matches a pattern from its start.

    Raises NotCovered where that takes too long to be told.
    """
    try:
        return matches(pattern, text)
    except PatternTooSlow as error:
        raise NotCovered(str(error)) from None
