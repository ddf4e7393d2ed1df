"""Compare the names of bodies and offices of one country."""

from __future__ import annotations

from functools import cache

from toolkit.reference import read_table
from toolkit.resolve.names import content_words, is_acronym, name_tokens

_SAME_WORD = {
    "affairs": "",
    "defense": "defence",
    "elections": "election",
    "electoral": "election",
    "labor": "labour",
    "organisation": "organization",
}
"""Words that the usual wordings of one name differ in; "affairs" is left out."""

_QUALIFIERS = frozenset({"central", "independent", "national"})
"""Words that are often left out of the name of a state body."""


def worded_alike(name: str, kind: str, country: str) -> tuple[str, ...]:
    """Return what the usual wordings of one body's name share within its country.

    Of a state body or office the words in any order, without those for the country itself:
    "Ministry of Climate", "Latvian Climate Ministry". Of a party the words in their order
    without "party": "Party of National Unity", "National Unity Party". Of other bodies all
    words.
    """
    words = content_words(name)
    if kind == "party":
        return tuple(word for word in words if word != "party") or words
    if kind not in ("government", "office"):
        return words
    own = _words_for(country)
    kept = {_SAME_WORD.get(word, word) for word in words if word not in own} - {""}
    return tuple(sorted(kept)) or words


def unqualified(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return words of a state body's name without "national" and the like."""
    return tuple(word for word in words if word not in _QUALIFIERS)


def initials(name: str) -> frozenset[str]:
    """Return the acronyms that the words of a name make, with and without "of" and "and"."""
    return frozenset(
        "".join(word[0] for word in words) for words in (name_tokens(name), content_words(name))
    )


@cache
def _words_for(country: str) -> frozenset[str]:
    """Return the words that name a country or say that something is of it.

    Its first name and demonym and its acronyms only, for the others can mean a part of it,
    which may have a body of the same kind ("Scottish parliament").
    """
    return frozenset(
        word
        for row in read_table("countries")
        if row["code"] == country
        for column in ("names", "demonyms")
        for position, name in enumerate(row[column].split("|"))
        if position == 0 or is_acronym(name)
        for word in name_tokens(name)
    )
