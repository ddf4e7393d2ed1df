"""The sentence around a stretch of text, found by punctuation alone.

No language pipeline is loaded for it, so that an answer comes at once. A full stop that ends
no sentence (after an abbreviation) may cut the sentence short, never within the marked words.
"""

from __future__ import annotations

import re

# A full stop after a single capital is that of an initial or of "U.S.", not an ending.
_ENDING = re.compile(r"(?<![ .][A-Z])[.!?][\"'”’)\]]*\s+|\n+")
_LONGEST = 500


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the start and end of the sentence, or sentences, that hold `text[start:end]`.

    At most 500 characters are taken on either side.
    """
    first = max(0, start - _LONGEST)
    for ending in _ENDING.finditer(text, first, start):
        first = ending.end()
    following = _ENDING.search(text, max(start, end - 1), min(len(text), end + _LONGEST))
    last = following.end() if following else min(len(text), end + _LONGEST)
    return first, max(end, first + len(text[first:last].rstrip()))
