"""Compare names: what is left of a name when spelling habits are taken away."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from toolkit.reference import read_table, read_words
from toolkit.resolve.ascii import ascii_words

_ARTICLES = frozenset({"al", "el", "the"})
_JOINERS = frozenset({"of", "for", "and", "s", "in", "on", "to"})
_MARKS = re.compile(r"[’'`´ʿʾ‘ʻʼ.]")
_POSSESSIVE = re.compile(r"[’'‘ʼ]s\b")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9.&/-]{0,7}[A-Z0-9]\.?")


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


def content_words(name: str) -> tuple[str, ...]:
    """Return the words of a name without those that only join others ("of", "and")."""
    return tuple(word for word in name_tokens(name) if word not in _JOINERS)


def is_acronym(name: str) -> bool:
    """Tell whether a name is an acronym alone, such as "CNE" or "U.N."."""
    return _ACRONYM.fullmatch(name) is not None


def is_generic(name: str) -> bool:
    """Tell whether many countries have a body of this name.

    True of an acronym and of a name made only of the words of
    `toolkit/reference/generic_body_words.csv` ("Ministry of Foreign Affairs", "CNE").
    """
    return is_acronym(name) or all(word in _reach_of_words() for word in content_words(name))


def is_worldwide(name: str) -> bool:
    """Tell whether a name of one word means the same body everywhere ("Reuters")."""
    return name_key(name) in _worldwide_names()


def is_ambiguous_within_country(name: str, country: str | None = None) -> bool:
    """Tell whether one country has many bodies or offices of this name.

    True of a name with a word of local government ("County Court", "mayor"), of a single
    word that stands for a longer name ("the Commission"), and in a federation of what each
    of its states has ("cabinet").
    """
    reaches = [_reach_of_words().get(word, "") for word in content_words(name)]
    return (
        "local" in reaches
        or reaches == ["vague"]
        or ("state" in reaches and (country or "").casefold() in read_words("federations"))
    )


@cache
def _reach_of_words() -> dict[str, str]:
    return {row["word"]: row["reach"] for row in read_table("generic_body_words")}


@cache
def _worldwide_names() -> frozenset[str]:
    return frozenset(name_key(row["name"]) for row in read_table("worldwide_names"))
