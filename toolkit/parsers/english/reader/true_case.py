"""Words of headlines in capitals as the article writes them elsewhere.

A line in capitals hides which of its words are names. The rest of the article tells: a word that
stands there in small letters is none, one with a capital is one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

_FEWEST = 3
"""Words of letters that a line must have to count as written in capitals."""


def _lines(texts: Sequence[str]) -> Iterator[range]:
    first = 0
    for position, text in enumerate(texts):
        if "\n" in text:
            yield range(first, position)
            first = position + 1
    yield range(first, len(texts))


def _in_capitals(texts: Sequence[str], line: range) -> bool:
    letters = [texts[position] for position in line if texts[position].isalpha()]
    long = [text for text in letters if len(text) > 1]
    return len(long) >= _FEWEST and all(text.isupper() for text in letters)


def true_case(texts: Sequence[str]) -> list[str]:
    """Return the words of an article, those of lines in capitals as they stand elsewhere.

    What stands nowhere else is taken for a common word.
    """
    capitals = [line for line in _lines(texts) if _in_capitals(texts, line)]
    found = list(texts)
    if not capitals:
        return found
    inside = {position for line in capitals for position in line}
    elsewhere: dict[str, Counter[str]] = {}
    for position, text in enumerate(texts):
        if position not in inside and text.isalpha():
            elsewhere.setdefault(text.casefold(), Counter())[text] += 1
    for position in sorted(inside):
        text = texts[position]
        if not text.isalpha():
            continue
        forms = elsewhere.get(text.casefold(), Counter())
        small = text.lower()
        # A capital at the opening of a sentence says nothing against the small form.
        best = small if small in forms or not forms else max(forms, key=lambda f: (forms[f], f))
        found[position] = best
    return found
