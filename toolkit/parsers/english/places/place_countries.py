"""The country that a place lies in, as the article tells it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from toolkit.parsers.english.places.city_names import city_country, only_country, region_country
from toolkit.parsers.english.places.country_names import country_words
from toolkit.parsers.english.reading import PlaceMention

NEAR_COUNTRIES = 6
"""How many of the countries that an article names can claim a city."""
LEAD_LENGTH = 150
"""Characters from the top within which an article says where it is set."""
LEAD_WEIGHT = 5
"""How many mentions one there counts for, in placing a city that no table knows."""

PLACE_WORD = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’.-]*"
"""Pattern of a capitalised word, as the names of places have them."""
_WIDER_AFTER = re.compile(
    rf"(?:, | \(| in |, in )(?:the )?(?P<name>{PLACE_WORD}(?: {PLACE_WORD})?)"
)
_REGION_AFTER = re.compile(
    r" (?:[Ss]tate\b(?! (?:media|news|radio|television|TV|Department|Ministry|Security))"
    r"|(?:House|Senate) [Dd]istrict)"
)
_ADJECTIVE_BEFORE = re.compile(
    r" (?:[a-z-]+ )?(?:capital|city|island|port|resort|town|village|province|region)(?: of)?"
    r" (?:the )?$"
)


def as_regions(text: str, places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Return the places, states whose names regions elsewhere bear as those where one is called so.

    "Niger state" is of Nigeria, and so is each "Niger" of that article.
    """
    regions = {
        place.name: country
        for place in places
        if place.kind == "country" and _REGION_AFTER.match(text, place.end)
        if (country := region_country(place.name)) not in (None, place.country)
    }
    return [
        replace(place, country=regions[place.name], kind="region")
        if place.kind == "country" and place.name in regions
        else place
        for place in places
    ]


def is_known_place(place: PlaceMention) -> bool:
    """Tell whether a place has its country of its own, and not only that of others beside it."""
    if place.kind in ("country", "demonym"):
        return True
    return country_and_kind(place.name, ())[0] is not None


def countries_by_count(places: Sequence[PlaceMention]) -> list[str]:
    """Return the countries that the places name, the most frequent first, capitals last."""
    counts = Counter(p.country for p in places if p.country and p.kind != "city")
    capitals = Counter(p.country for p in places if p.country and p.kind == "city")
    ranked = [country for country, _ in (*counts.most_common(), *capitals.most_common())]
    return list(dict.fromkeys(ranked))[:NEAR_COUNTRIES]


def with_sure_countries(
    text: str, near: Sequence[str], candidates: Sequence[tuple[int, int, bool]]
) -> list[str]:
    """Return `near` and then the countries of states and cities that have no namesake abroad."""
    counts: Counter[str] = Counter()
    for start, end, sure in candidates:
        if sure and (country := only_country(text[start:end])):
            counts[country] += 1
    return list(dict.fromkeys([*near, *(country for country, _ in counts.most_common())]))


def in_likely_countries(text: str, places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Return the places, an unknown city in the country said beside it or else named most."""
    counts: Counter[str] = Counter()
    for place in places:
        if place.country:
            counts[place.country] += LEAD_WEIGHT if place.start < LEAD_LENGTH else 1
    likely = counts.most_common(1)[0][0] if counts else None
    adjectives = {place.end: place.country for place in places if place.kind == "demonym"}
    filled = []
    for place in places:
        if place.country is None and place.kind == "city":
            before = _ADJECTIVE_BEFORE.search(text, max(0, place.start - 40), place.start)
            said = before and adjectives.get(before.start())
            place = replace(place, country=said or likely)
        filled.append(place)
    return filled


def in_one_country(text: str, places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Return the places, those of one name all in the country said after one of them.

    "Talks in Bali ... in Bali, Indonesia": the reader is told once where it lies.
    """
    said: dict[str, set[str]] = {}
    for place in places:
        country = _country_said_after(text, place.end) if place.kind != "demonym" else None
        if country and country == place.country:
            said.setdefault(place.name, set()).add(country)
    sure = {name: found.pop() for name, found in said.items() if len(found) == 1}
    return [
        replace(place, country=sure[place.name])
        if place.kind != "demonym" and place.name in sure
        else place
        for place in places
    ]


def in_its_country(text: str, place: PlaceMention, near: Sequence[str]) -> PlaceMention:
    """Return the place, a capital's name moved to the namesake that the article is about."""
    if place.kind != "city":
        return place
    said = _country_said_after(text, place.end)
    hints = [said] if said else near
    country = city_country(place.name, hints[0] if hints else None, hints[1:])
    return replace(place, country=country or place.country)


def with_said_first(text: str, end: int, hints: Sequence[str]) -> Sequence[str]:
    """Return the hints after the country or state that follows a name: "Victoria, Seychelles"."""
    said = _country_said_after(text, end, hints[0] if hints else None)
    return [said, *hints] if said else hints


def _country_said_after(text: str, end: int, hint_country: str | None = None) -> str | None:
    match = _WIDER_AFTER.match(text, end)
    if match is None:
        return None
    name = match["name"].rstrip(".,")
    for words in (name, name.split(" ")[0]):
        code, kind = country_words().get(words, (None, None))
        country = code if kind == "country" else region_country(words, hint_country)
        if country:
            return country
    return None


def country_and_kind(name: str, hints: Sequence[str]) -> tuple[str | None, str]:
    """Return the country of a city or region and which it is, (None, "city") for an unknown.

    A region of the countries of `hints` goes before a city of none of them.
    """
    home, others = (hints[0], hints[1:]) if hints else (None, ())
    city, region = city_country(name, home, others), region_country(name, home, others)
    if city and (city in hints or region not in hints):
        return city, "city"
    return region, "region" if region else "city"
