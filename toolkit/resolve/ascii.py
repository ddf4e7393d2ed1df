"""Write any name in the letters that keys are made of."""

from __future__ import annotations

import re
from functools import lru_cache

from text_unidecode import unidecode

_WORD = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=1 << 16)
def ascii_words(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower-case ASCII letters and digits.

    Diacritics are taken away and other scripts transliterated by the fixed tables of
    text-unidecode, so that keys do not depend on what else is installed.
    """
    plain = text if text.isascii() else unidecode(text)
    return tuple(_WORD.findall(plain.lower()))
