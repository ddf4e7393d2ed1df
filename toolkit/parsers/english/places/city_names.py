"""The cities of the world and the country that a city's name stands for in an article.

Cities of 15,000 people or more and their other names are those of GeoNames (CC BY 4.0), in
`toolkit/reference/cities.csv`; states and provinces come from ISO 3166-2 through pycountry.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache

import pycountry

from toolkit.parsers.english.places.country_names import capital_country, capital_words, country_of
from toolkit.reference import read_pairs, read_table

OTHER_NAMES_FROM = 50_000
"""Population from which a city's other names count too."""
HOME_SHARE = 0.05
"""A namesake in the article's country is meant unless another city is 20 times its size."""
NEAR_SHARE = 0.3
"""The same for a namesake in another country that the article names."""
CAPITAL_RIVAL_SHARE = 0.1
"""The same for a namesake of a capital: a tenth of its size."""

_MARKS = dict.fromkeys(range(0x0300, 0x0370))
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "’": "'"})


def fold(name: str) -> str:
    """Return a name in lower case, without the marks on its letters."""
    lower = name.casefold()
    if lower.isascii():
        return lower
    return unicodedata.normalize("NFKD", lower).translate(_MARKS).translate(_LETTERS)


@cache
def _capitals() -> dict[str, tuple[tuple[int, str], ...]]:
    """Return {folded name: ((population, country), ...)} of capitals, whatever their size."""
    known: dict[str, tuple[tuple[int, str], ...]] = {}
    for name, country in capital_words().items():
        known[fold(name)] = (*known.get(fold(name), ()), (OTHER_NAMES_FROM, country))
    return known


def _names_a_city(folded: str) -> bool:
    return folded in read_pairs("cities") or folded in _capitals()


def _cities(folded: str) -> tuple[tuple[int, str], ...]:
    """Return (population, country) of each city of a folded name, the largest first."""
    parts = read_pairs("cities").get(folded, "").split()
    listed = zip(map(int, parts[::2]), parts[1::2], strict=True)
    return tuple(sorted({*listed, *_capitals().get(folded, ())}, reverse=True))


@cache
def _regions() -> dict[str, tuple[str, ...]]:
    """Return {folded name: countries} of states, provinces and regions."""
    known: dict[str, list[str]] = {}
    for row in read_table("regions"):
        known.setdefault(fold(row["name"]), []).append(row["country"])
    for subdivision in pycountry.subdivisions:
        name = fold(subdivision.name.split(" [")[0])
        known.setdefault(name, []).append(subdivision.country_code)
    return {name: tuple(dict.fromkeys(countries)) for name, countries in known.items()}


def city_words() -> frozenset[str]:
    """Return the names of cities and regions that are one word, in small letters."""
    names = (*read_pairs("cities"), *_capitals(), *_regions())
    return frozenset(name for name in names if name.isalpha())


def names_a_place(name: str) -> bool:
    """Tell whether the words, in whatever case, name a country, a city or a region."""
    folded = fold(name)
    titled = name.title() if name.isupper() else name
    return _names_a_city(folded) or folded in _regions() or country_of(titled) is not None


def city_country(
    name: str, hint_country: str | None = None, near: Sequence[str] = ()
) -> str | None:
    """Return the country of a city, None for a name that no city of the tables bears.

    Of several namesakes the largest in `hint_country` (the article's own) or in a country
    of `near` is meant, else the largest of all. A capital's name is the capital's, unless
    a city of some size in `hint_country` bears it and `near` lacks the capital's country.
    """
    rows = _cities(fold(name))
    if not rows:
        return None
    largest = rows[0][0]
    capital = capital_country(name)
    if capital is not None:
        at_home = max((size for size, place in rows if place == hint_country), default=0)
        moved = capital not in near and at_home >= largest * CAPITAL_RIVAL_SHARE
        return hint_country if moved else capital
    for population, country in rows:
        share = HOME_SHARE if country == hint_country else NEAR_SHARE
        if country in (hint_country, *near) and population >= largest * share:
            return country
    return rows[0][1]


def only_country(name: str) -> str | None:
    """Return the country of a city or region that has no namesake in another, else None."""
    folded = fold(name)
    countries = {country for _, country in _cities(folded)}
    countries.update(_regions().get(folded, ()))
    return countries.pop() if len(countries) == 1 else None


def region_country(
    name: str, hint_country: str | None = None, near: Sequence[str] = ()
) -> str | None:
    """Return the country of a state, province or region, None for an unknown name."""
    countries = _regions().get(fold(name))
    if not countries:
        return None
    for country in (hint_country, *near):
        if country in countries:
            return country
    return countries[0]
