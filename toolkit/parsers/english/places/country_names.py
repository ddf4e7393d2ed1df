"""Names of states, their demonyms and capitals, from `toolkit/reference/countries.csv`."""

from __future__ import annotations

from functools import cache

from toolkit.reference import read_table


def _plural(demonym: str) -> str:
    """Return the plural of a demonym, itself where English has no other form."""
    return demonym if demonym.endswith(("sh", "ch", "se", "ss", "men", "s")) else demonym + "s"


@cache
def country_words() -> dict[str, tuple[str, str]]:
    """Return {words: (ISO code, "country" or "demonym")} for all names and demonyms."""
    known: dict[str, tuple[str, str]] = {}
    for row in read_table("countries"):
        for name in filter(None, row["names"].split("|")):
            known.setdefault(name, (row["code"], "country"))
    for row in read_table("countries"):
        for demonym in filter(None, row["demonyms"].split("|")):
            known.setdefault(demonym, (row["code"], "demonym"))
            known.setdefault(_plural(demonym), (row["code"], "demonym"))
    return known


@cache
def capital_words() -> dict[str, str]:
    """Return {name of a capital: ISO code}."""
    return {
        name: row["code"]
        for row in read_table("countries")
        for name in filter(None, row["capitals"].split("|"))
    }


def country_of(words: str) -> str | None:
    """Return the country that a country name or demonym names, None if it is neither.

    A leading article and a possessive ending are overlooked: "the UAE's" -> "AE".
    """
    known = country_words()
    plain = words.replace("’", "'")
    for form in dict.fromkeys((words, plain, plain.removesuffix("'s").removesuffix("'"))):
        bare = form[4:] if form[:4].lower() == "the " else form
        found = known.get(form) or known.get(bare)
        if found:
            return found[0]
    return None


def capital_country(words: str) -> str | None:
    """Return the country of which the words name the capital ("Tehran" -> "IR")."""
    return capital_words().get(words)
