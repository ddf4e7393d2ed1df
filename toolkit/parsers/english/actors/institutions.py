"""Institutions of state that the text names without capitals ("the Algerian foreign ministry")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from toolkit.parsers.english.reading import Reading
from toolkit.reference import read_table


@dataclass(frozen=True, slots=True)
class Institution:
    """One mention: `start` is where the country before it begins, `bare` where it ends."""

    start: int
    bare: int
    end: int
    country: str | None


@cache
def _pattern() -> re.Pattern[str]:
    rows = read_table("state_institutions")
    nouns: dict[str, list[str]] = {}
    for row in rows:
        nouns.setdefault(row["noun"], []).append(row["qualifier"])
    parts = []
    for noun, words in sorted(nouns.items()):
        qualifiers = "|".join(re.escape(word) for word in sorted(words) if word)
        parts.append(rf"(?:{qualifiers}) {re.escape(noun)}" if qualifiers else re.escape(noun))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])")


def find_institutions(reading: Reading) -> tuple[Institution, ...]:
    """Return the mentions of ministries, courts and commissions in lower case, in order."""
    text = reading.article.text
    before = {place.end: place for place in reading.places if place.kind in ("country", "demonym")}
    found = []
    for match in _pattern().finditer(text):
        place = before.get(match.start() - 1) or before.get(match.start() - 3)
        if place is not None and text[place.end : match.start()] not in (" ", "'s ", "’s "):
            place = None
        if place is None and " " not in match[0]:
            continue
        start = match.start() if place is None else place.start
        country = None if place is None else place.country
        found.append(Institution(start, match.start(), match.end(), country))
    return tuple(found)
