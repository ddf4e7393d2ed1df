"""Words that name places: countries, demonyms, capitals, cities, regions and venues."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc

from toolkit.parsers.english.dates.date_words import MONTHS, WEEKDAYS
from toolkit.parsers.english.places.city_names import city_country, region_country
from toolkit.parsers.english.places.country_names import (
    capital_country,
    capital_words,
    country_of,
    country_words,
)
from toolkit.parsers.english.reading import Block, PlaceMention
from toolkit.reference import read_words

__all__ = [
    "capital_country",
    "city_country",
    "country_of",
    "find_places",
    "region_country",
]

NEAR_COUNTRIES = 6
"""How many of the countries that an article names can claim a city."""

_CAPITALISED = re.compile(r"(?<![\w@])[A-ZÀ-ÖØ-ÞĀ-Ž]\w*")
_PLACE_WORD = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’.-]*"
_LOCATIVE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Ff]rom|[Tt]o|[Nn]ear|[Oo]utside|[Vv]isit(?:ed|ing|s)?|[Ll]eft|[Rr]eached|"
    r"[Vv]ia|[Aa]round|[Tt]owards?|[Ff]or|[Oo]f|[Aa]bove|[Oo]n|and|,) "
    rf"(?P<name>{_PLACE_WORD}(?:[ -](?:(?:de|del|la|al|el|da|do|of) )?{_PLACE_WORD}){{0,3}})"
)
_STRICT_LOCATIVE = re.compile(
    r"(?:[Ii]n|[Ff]rom|[Nn]ear|[Oo]utside|[Vv]ia|[Oo]f|[Tt]o|[Rr]eached|[Ll]eft)$"
)
_DATELINE_PLACE = re.compile(r"[^\W\d_][^,(–—:\n]*?(?=\s*(?:[,(–—:/]|--| -|\.))")
_VENUE = re.compile(
    r"\b(?:[Aa]t|[Ii]n|[Ii]nside) (?:the |a )?"
    rf"(?P<name>(?:{_PLACE_WORD}(?: (?:of|al|el|de|la|the) | )){{1,4}}"
    r"(?:Palace|Hotel|Hall|Airport|Airbase|Mansion|Villa|Castle|Lodge|Residence|Club|Bhawan|Bhavan|"
    r"Centre|Center|House))\b"
)


_NO_PLACES = frozenset(
    {
        *WEEKDAYS,
        *(form for names in MONTHS for form in names),
        *[
            "Central",
            "Eastern",
            "Western",
            "Northern",
            "Southern",
            "North",
            "South",
            "East",
            "West",
            "Of",
            "Most",
            "Union",
        ],
    }
)
"""Words that are also names of towns or provinces but hardly ever meant so."""


@cache
def _by_first_word() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Return {first word: ((words, ISO code, kind), ...)}, the longest first."""
    entries: dict[str, list[tuple[str, str, str]]] = {}
    named = [(words, code, kind) for words, (code, kind) in country_words().items()]
    named += [(w, code, "city") for w, code in capital_words().items() if w not in country_words()]
    for words, code, kind in named:
        for form in {words, words.replace("'", "’")}:
            first = _CAPITALISED.match(form)
            if first:
                entries.setdefault(first[0], []).append((form, code, kind))
    return {
        first: tuple(sorted(rows, key=lambda row: (-len(row[0]), row)))
        for first, rows in entries.items()
    }


def find_places(text: str, doc: Doc, blocks: Sequence[Block] = ()) -> tuple[PlaceMention, ...]:
    """Return the places that the text names, in order, not overlapping.

    A city that several countries have is placed in the country that the article is mostly
    about, or in another that it names. A place known to no table has country None. The
    place that opens a dateline of `blocks` is one of them.
    """
    persons = [
        (entity.start_char, entity.end_char)
        for entity in doc.ents
        if entity.label_ == "PERSON" and len(entity) > 1
    ]
    found = _find_countries(text, persons)
    near = _countries_by_count(found)
    found = [_in_its_country(place, near) for place in found]
    taken = {position for place in found for position in range(place.start, place.end)}
    datelines = [
        (block.start, match.end(), False)
        for block in blocks
        if block.kind == "dateline" and (match := _DATELINE_PLACE.match(text, block.start))
    ]
    for start, end, sure in (*datelines, *_city_candidates(text, doc, persons)):
        if not taken.isdisjoint(range(start, end)):
            continue
        place = _place_city(text, start, end, sure, near)
        if place:
            found.append(place)
            taken.update(range(place.start, place.end))
    for match in _VENUE.finditer(text):
        start, end = match.span("name")
        if taken.isdisjoint(range(start, end)):
            found.append(PlaceMention(start, end, match["name"], None, "venue"))
    return tuple(sorted(found, key=lambda place: place.start))


def _countries_by_count(places: Sequence[PlaceMention]) -> list[str]:
    """Return the countries that the places name, the most frequent first, capitals last."""
    counts = Counter(p.country for p in places if p.country and p.kind != "city")
    capitals = Counter(p.country for p in places if p.country and p.kind == "city")
    ranked = [country for country, _ in (*counts.most_common(), *capitals.most_common())]
    return list(dict.fromkeys(ranked))[:NEAR_COUNTRIES]


def _in_its_country(place: PlaceMention, near: Sequence[str]) -> PlaceMention:
    """Return the place, a capital's name moved to the namesake that the article is about."""
    if place.kind != "city":
        return place
    country = city_country(place.name, near[0] if near else None, near[1:])
    return replace(place, country=country or place.country)


def _find_countries(text: str, persons: Sequence[tuple[int, int]]) -> list[PlaceMention]:
    found: list[PlaceMention] = []
    entries = _by_first_word()
    position = 0
    for match in _CAPITALISED.finditer(text):
        start = match.start()
        if start < position or match[0] not in entries:
            continue
        for words, code, kind in entries[match[0]]:
            end = start + len(words)
            if text.startswith(words, start) and not text[end : end + 1].isalnum():
                if text[max(0, start - 4) : start] == "New ":
                    break
                if not _is_person(words, start, end, persons):
                    found.append(PlaceMention(start, end, words, code, kind))
                position = end
                break
    return found


def _is_person(words: str, start: int, end: int, persons: Sequence[tuple[int, int]]) -> bool:
    return words.casefold() in read_words("places_also_personal_names") and any(
        first <= start and end <= last and end - start < last - first for first, last in persons
    )


def _city_candidates(
    text: str, doc: Doc, persons: Sequence[tuple[int, int]]
) -> list[tuple[int, int, bool]]:
    """Return (start, end, sure) of words that can name a city or region."""
    found = []
    for entity in doc.ents:
        if entity.label_ in ("GPE", "LOC", "FAC"):
            start, end = entity.start_char, entity.end_char
            if text[start : start + 4].lower() == "the ":
                start += 4
            found.append((start, end, entity.label_ == "GPE"))
    for match in _LOCATIVE.finditer(text):
        start, end = match.span("name")
        if not any(first <= start < last for first, last in persons):
            found.append((start, end, False))
    return sorted(set(found), key=lambda row: (row[0], -row[1], not row[2]))


def _place_city(
    text: str, start: int, end: int, sure: bool, near: Sequence[str]
) -> PlaceMention | None:
    """Return the longest beginning of the words that names a city or region, None if none does."""
    words = text[start:end]
    while words:
        name = words.rstrip(".,").removesuffix("'s").removesuffix("’s")
        if len(name) > 2 and name not in _NO_PLACES:
            form = name.title() if name.isupper() and len(name) > 3 else name
            country = city_country(form, near[0] if near else None, near[1:])
            if country and (sure or country in near or form in capital_words() or not near):
                return PlaceMention(start, start + len(name), form, country, "city")
            country = region_country(form, near[0] if near else None, near[1:])
            if country and (sure or country in near):
                return PlaceMention(start, start + len(name), form, country, "region")
        if sure:
            break
        words = words.rpartition(" ")[0]
    if sure and start > 3 and _STRICT_LOCATIVE.search(text[max(0, start - 8) : start - 1]):
        return PlaceMention(start, end, text[start:end], None, "city")
    return None
