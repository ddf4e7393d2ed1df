"""Compare names: what is left of a name when spelling habits are taken away."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from toolkit.reference import read_table
from toolkit.resolve.ascii import ascii_words

_ARTICLES = frozenset({"al", "el", "the"})
_JOINERS = frozenset({"of", "for", "and", "s", "in", "on", "to"})
_MARKS = re.compile(r"[’'`´ʿʾ‘ʻʼ.]")
_POSSESSIVE = re.compile(r"[’'‘ʼ]s\b")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9.&/-]{0,7}[A-Z0-9]\.?")
_SAME_SOUND = (
    (re.compile(r"ou|oo"), "u"),
    (re.compile(r"ee"), "i"),
    (re.compile(r"dj"), "j"),
    (re.compile(r"(?<=.)(?:i?y+|ij)$"), "i"),
    (re.compile(r"(.)\1+"), r"\1"),
)


@lru_cache(maxsize=1 << 16)
def name_tokens(name: str) -> tuple[str, ...]:
    """Return the words of a name in ASCII lower case, without articles.

    Diacritics and apostrophes are taken away, other scripts transliterated, hyphens read
    as spaces, "the", "al-" and "el-" dropped unless nothing else is left.
    """
    words = ascii_words(_MARKS.sub("", _POSSESSIVE.sub("", name)))
    return tuple(word for word in words if word not in _ARTICLES) or words


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """Return the key under which two spellings of one name are equal.

    Spaces are left out too: "Mohammad-Reza", "Mohammad Reza" and "Mohammadreza" agree.
    """
    return "".join(name_tokens(name))


def is_acronym(name: str) -> bool:
    """Tell whether a name is an acronym alone, such as "CNE" or "U.N."."""
    return _ACRONYM.fullmatch(name) is not None


def is_generic(name: str) -> bool:
    """Tell whether many countries have a body of this name.

    True of an acronym and of a name made only of the words of
    `toolkit/reference/generic_body_words.csv` ("Ministry of Foreign Affairs", "CNE").
    """
    return is_acronym(name) or all(
        token in _JOINERS or token in _reach_of_words() for token in name_tokens(name)
    )


def is_ambiguous_within_country(name: str) -> bool:
    """Tell whether one country has many bodies or offices of this name.

    True of a name with a word of local government ("County Court", "mayor") and of a single
    word that stands for a longer name ("the Commission").
    """
    reaches = [_reach_of_words().get(t, "") for t in name_tokens(name) if t not in _JOINERS]
    return "local" in reaches or reaches == ["vague"]


@cache
def _reach_of_words() -> dict[str, str]:
    return {row["word"]: row["reach"] for row in read_table("generic_body_words")}


def sound_key(name: str) -> str:
    """Return the key under which two transliterations of one name are equal.

    Words of `toolkit/reference/name_spellings.csv` get their standard spelling; in others
    doubled letters are written once, "ou" and "oo" as "u", "ee" as "i", "dj" as "j" and
    "-y", "-iy" or "-ij" at the end as "-i". Other vowels stay: they tell Hassan from Hussein.
    """
    return "".join(_spellings().get(word) or _folded(word) for word in name_tokens(name))


@cache
def _spellings() -> dict[str, str]:
    return {row["spelling"]: row["standard"] for row in read_table("name_spellings")}


def _folded(word: str) -> str:
    for pattern, letters in _SAME_SOUND:
        word = pattern.sub(letters, word)
    return word
