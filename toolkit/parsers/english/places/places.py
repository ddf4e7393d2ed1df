"""Words that name places: countries, demonyms, capitals, cities, regions and venues."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from toolkit.parsers.english.dates.date_words import MONTHS, WEEKDAYS
from toolkit.parsers.english.places.city_names import city_country, region_country
from toolkit.parsers.english.places.country_names import (
    capital_country,
    capital_words,
    country_of,
    country_words,
)
from toolkit.parsers.english.places.place_countries import (
    PLACE_WORD,
    as_regions,
    countries_by_count,
    country_and_kind,
    in_its_country,
    in_likely_countries,
    in_one_country,
    with_said_first,
    with_sure_countries,
)
from toolkit.parsers.english.reading import Block, NamedSpan, PlaceMention
from toolkit.reference import read_words

__all__ = [
    "capital_country",
    "city_country",
    "country_of",
    "find_places",
    "region_country",
]


_CAPITALISED = re.compile(r"(?<![\w@])[A-ZÀ-ÖØ-ÞĀ-Ž]\w*")
_LOCATIVE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Ff]rom|[Tt]o|[Nn]ear|[Oo]utside|[Vv]isit(?:ed|ing|s)?|[Ll]eft|[Rr]eached|"
    r"[Vv]ia|[Aa]round|[Tt]owards?|[Ff]or|[Oo]f|[Aa]bove|[Oo]n|and|,) "
    rf"(?P<name>{PLACE_WORD}(?:[ -](?:(?:de|del|la|al|el|da|do|of) )?{PLACE_WORD}){{0,3}})"
)
_DATELINE_PLACE = re.compile(r"[^\W\d_][^,(–—:\n]*?(?=\s*(?:[,(–—:/]|--| -|\.))")
_VENUE = re.compile(
    r"\b(?:[Aa]t|[Ii]n|[Ii]nside) (?:the |a )?"
    rf"(?P<name>(?:{PLACE_WORD}(?: (?:of|al|el|de|la|the) | )){{1,4}}"
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
_BEYOND_COUNTRIES = frozenset(
    [
        "Africa",
        "America",
        "Asia",
        "Balkans",
        "Caucasus",
        "Europe",
        "Gulf",
        "Horn of Africa",
        "Latin America",
        "Levant",
        "Middle East",
        "Pacific",
        "Sahel",
    ]
)
"""Parts of the world that lie in no one country."""


@cache
def _by_first_word() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Return {first word: ((words, ISO code, kind), ...)}, the longest first."""
    entries: dict[str, list[tuple[str, str, str]]] = {}
    named = [(words, code, kind) for words, (code, kind) in country_words().items()]
    named += [(w, code, "city") for w, code in capital_words().items() if w not in country_words()]
    for words, code, kind in named:
        forms = {words, words.replace("'", "’")}
        if kind == "country" and len(words) > 3:
            forms.add(words.upper())
        for form in forms:
            first = _CAPITALISED.match(form)
            if first:
                entries.setdefault(first[0], []).append((form, code, kind))
    return {
        first: tuple(sorted(rows, key=lambda row: (-len(row[0]), row)))
        for first, rows in entries.items()
    }


def find_places(
    text: str, blocks: Sequence[Block] = (), named: Sequence[NamedSpan] = ()
) -> tuple[PlaceMention, ...]:
    """Return the places that the text names, in order, not overlapping.

    A span of `named` that is a place is one even where no table knows it; a city's name
    inside that of a person or a body is none. The place that opens a dateline of `blocks`
    is one of them.

    A city that several countries have is placed in the country that is said after it, that
    the article is mostly about, or that it names; one that no table knows in the country
    said before it or named most, and in None where none is named.
    """
    around = _spans_by_character(named)
    found = as_regions(text, _find_countries(text, around))
    candidates = _city_candidates(text, blocks, named, around)
    near = countries_by_count(found)
    hints = with_sure_countries(text, near, candidates)
    found = [in_its_country(text, place, near) for place in found]
    taken = {position for place in found for position in range(place.start, place.end)}
    for start, end, sure in candidates:
        if not taken.isdisjoint(range(start, end)):
            continue
        place = _place_city(text, start, end, sure, near, hints)
        if place:
            found.append(place)
            taken.update(range(place.start, place.end))
    for match in _VENUE.finditer(text):
        start, end = match.span("name")
        if taken.isdisjoint(range(start, end)):
            found.append(PlaceMention(start, end, match["name"], None, "venue"))
    in_order = sorted(found, key=lambda place: place.start)
    return tuple(in_one_country(text, in_likely_countries(text, in_order)))


def _find_countries(text: str, around: Mapping[int, Sequence[NamedSpan]]) -> list[PlaceMention]:
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
                if not _is_part_of_name(words, kind, start, end, around.get(start, ())):
                    found.append(PlaceMention(start, end, _in_usual_spelling(words), code, kind))
                position = end
                break
    return found


def _spans_by_character(named: Sequence[NamedSpan]) -> dict[int, list[NamedSpan]]:
    """Return the spans that have each character of the text that any has."""
    found: dict[int, list[NamedSpan]] = {}
    for span in named:
        for position in range(span.start, span.end):
            found.setdefault(position, []).append(span)
    return found


def _is_part_of_name(
    words: str, kind: str, start: int, end: int, around: Sequence[NamedSpan]
) -> bool:
    """Tell whether a word for a place only stands in the longer name of a person or body.

    `around` are the names that have the character at `start`.
    """
    within = {
        span.kind for span in around if end <= span.end and end - start < span.end - span.start
    }
    if kind == "city":
        return not within.isdisjoint({"person", "body"})
    return "person" in within and words.casefold() in read_words("places_also_personal_names")


def _city_candidates(
    text: str,
    blocks: Sequence[Block],
    named: Sequence[NamedSpan],
    around: Mapping[int, Sequence[NamedSpan]],
) -> list[tuple[int, int, bool]]:
    """Return (start, end, sure) of words that can name a city or region, the sure ones first."""
    datelines = [
        (block.start, match.end(), False)
        for block in blocks
        if block.kind == "dateline" and (match := _DATELINE_PLACE.match(text, block.start))
    ]
    found = set()
    for span in named:
        if span.kind == "place":
            start = span.start + 4 * (text[span.start : span.start + 4].lower() == "the ")
            found.add((start, span.end, True))
    for match in _LOCATIVE.finditer(text):
        start, end = match.span("name")
        if not any(span.kind in ("person", "body") for span in around.get(start, ())):
            found.add((start, end, False))
    return datelines + sorted(found, key=lambda row: (not row[2], row[0], -row[1]))


def _place_city(
    text: str, start: int, end: int, sure: bool, near: Sequence[str], hints: Sequence[str]
) -> PlaceMention | None:
    """Return the city or region that the words name, None if they name none.

    Words that are sure to name a place are one whole, known or not; of others the longest
    beginning that names a known place, where that is likely to be meant.
    """
    words = _bare(text[start:end])
    if sure:
        return _sure_place(text, words, start, hints)
    while words:
        name = _bare(words)
        if len(name) > 2 and name not in _NO_PLACES:
            form = _in_usual_spelling(name)
            country, kind = country_and_kind(form, with_said_first(text, start + len(name), hints))
            if country and (
                country in near or (kind == "city" and (form in capital_words() or not near))
            ):
                return PlaceMention(start, start + len(name), form, country, kind)
        words = words.rpartition(" ")[0]
    return None


def _sure_place(text: str, name: str, start: int, hints: Sequence[str]) -> PlaceMention | None:
    """Return the place of a name, placed by a part of it where the whole is in no table."""
    if len(name) < 3 or name in _NO_PLACES:
        return None
    form, end = _in_usual_spelling(name), start + len(name)
    if form in _BEYOND_COUNTRIES:
        return PlaceMention(start, end, form, None, "region")
    hints = with_said_first(text, end, hints)
    country, kind = country_and_kind(form, hints)
    if country is None:
        words = form.split(" ")
        parts = [" ".join(words[:-1]), " ".join(words[1:])] if len(words) > 1 else []
        placed = (country_and_kind(part, hints)[0] for part in parts if part not in _NO_PLACES)
        country = next((country for country in placed if country in hints), None)
    return PlaceMention(start, end, form, country, kind)


def _bare(words: str) -> str:
    return words.rstrip(".,").removesuffix("'s").removesuffix("’s")


def _in_usual_spelling(name: str) -> str:
    return name.title() if name.isupper() and len(name) > 3 else name
