"""Compare spellings of one name: transliterations, letters written out, small slips."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from toolkit.reference import read_table
from toolkit.resolve.names import name_key, name_tokens

_SAME_SOUND = (
    (re.compile(r"tch"), "ch"),
    (re.compile(r"sch"), "sh"),
    (re.compile(r"dzh|dj|zh"), "j"),
    (re.compile(r"tz"), "ts"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"gh"), "g"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"q|ck"), "k"),
    (re.compile(r"w"), "v"),
    (re.compile(r"ff?$"), "v"),
    (re.compile(r"ou|oo"), "u"),
    (re.compile(r"ee"), "i"),
    (re.compile(r"ij$|y"), "i"),
    (re.compile(r"(.)\1+"), r"\1"),
)
"""Letters that one sound of another script is written with, in the order of replacing."""

_WRITTEN_OUT = str.maketrans({"ä": "ae", "æ": "ae", "ö": "oe", "ø": "oe", "ü": "ue", "å": "aa"})

_SHORTEST_ALIKE = 4
"""Least number of letters of a word that may hold a slip."""


@lru_cache(maxsize=1 << 16)
def sound_tokens(name: str) -> tuple[str, ...]:
    """Return the words of a name as they sound, whatever letters transliterate them.

    Words of `toolkit/reference/name_spellings.csv` get their standard spelling first. Vowels
    stay, but for "ou" and "oo" (u), "ee" and "y" (i): they tell Hassan from Hussein.
    """
    return tuple(_folded(_spellings().get(word, word)) for word in name_tokens(name))


def sound_key(name: str) -> str:
    """Return the key under which two transliterations of one name are equal."""
    return "".join(sound_tokens(name))


def written_out_key(name: str) -> str | None:
    """Return the key of a name with its umlauts written out ("ue" for "ü"); None without any."""
    lower = name.lower()
    plain = lower.translate(_WRITTEN_OUT)
    return None if plain == lower else name_key(plain)


def are_alike(one: Sequence[str], other: Sequence[str], share: float) -> bool:
    """Tell whether two names have, word by word, at least a share of their letters in common."""
    return len(one) == len(other) and all(
        a == b
        or (
            min(len(a), len(b)) >= _SHORTEST_ALIKE
            and Levenshtein.normalized_similarity(a, b) >= share
        )
        for a, b in zip(one, other, strict=True)
    )


@cache
def _spellings() -> dict[str, str]:
    return {row["spelling"]: row["standard"] for row in read_table("name_spellings")}


def _folded(word: str) -> str:
    for pattern, letters in _SAME_SOUND:
        word = pattern.sub(letters, word)
    return word
