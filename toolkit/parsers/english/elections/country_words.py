"""Words of political life that name their country: "the Knesset", "the Taoiseach"."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from toolkit.reference import read_pairs


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(read_pairs("national_words"), key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


def count_national_words(text: str) -> Counter[str]:
    """Return how often a text names each country by a body, seat or office of it alone."""
    country = read_pairs("national_words")
    return Counter(country[match[0]] for match in _pattern().finditer(text.replace("’", "'")))
