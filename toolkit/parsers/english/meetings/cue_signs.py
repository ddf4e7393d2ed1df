"""Words that say outright that there was an encounter, next to the trained reader."""

from __future__ import annotations

import re
from functools import cache

from toolkit.parsers.english.meetings.encounter_nouns import encounter_nouns
from toolkit.parsers.english.text.word_patterns import any_of

OUTRIGHT = 2.0
"""Log odds that "held talks with" adds to its noun. Set on training articles."""

_GAP = r"(?:\s[\w’'-]+){0,4}?\s"


@cache
def _outright() -> re.Pattern[str]:
    rows = encounter_nouns().items()
    nouns = [form for form, row in rows if row["strength"] in ("strong", "light")]
    verbs = any_of(["held", "holds", "hold", "holding"]).pattern
    return re.compile(rf"{verbs}{_GAP}(?P<noun>{any_of(nouns).pattern})\swith\b", re.IGNORECASE)


def find_outright_cues(text: str) -> tuple[tuple[int, int], ...]:
    """Return start and end of each noun of "held talks with" and the like."""
    return tuple(found.span("noun") for found in _outright().finditer(text))
