"""Regular expressions that only Python understands, given up after a while."""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.validation.fast.open_table import NotCovered

_LONGEST = 10_000


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def matches_within(pattern: str, text: str) -> bool:
    """Return whether a text matches a pattern from its start.

    Raises NotCovered where the text is too long to try.
    """
    if len(text) > _LONGEST:
        raise NotCovered("a pattern that only Python understands meets a long text")
    return _compiled(pattern).match(text) is not None
