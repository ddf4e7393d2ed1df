"""The dateline that opens a report: "LONDON, 24 June 2022 (Agency) —"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from toolkit.parsers.english.dates.date_words import DAY, MONTH, WEEKDAY_SHORT, YEAR
from toolkit.parsers.english.places.city_names import names_a_place

_CAPITALISED = r"[^\W\d_a-zß-ÿ][\w'’.-]*"
_PARTICLE = r"(?:(?:al|da|de|del|di|do|el|la|of|sur|the|upon) )?"
_PLACE = rf"{_CAPITALISED}(?:[ /]{_PARTICLE}{_CAPITALISED}){{0,3}}"
_DATE = (
    rf"(?:{WEEKDAY_SHORT},? )?(?:{DAY} {MONTH}|{MONTH} {DAY})(?:,? {YEAR})?|{WEEKDAY_SHORT}"
    r"|\d{1,2}[./]\d{1,2}[./]\d{4}"
)
_AGENCY = r"\((?P<agency>[A-ZÀ-Þ][^()\n]{1,50})\)"
_DATELINE = re.compile(
    rf"(?P<place>{_PLACE})(?:, ?(?P<region>(?!{WEEKDAY_SHORT}|{MONTH} ){_PLACE}))?"
    rf"(?: ?{_AGENCY}(?= [–—-]+ (?:{_DATE})| [–—-]|[–—-]))?(?: ?[–—-]+(?= (?:{_DATE}) [–—-]))?"
    rf"(?:,? (?P<date>{_DATE})(?:, \d{{1,2}}[:.]\d\d)?)?"
    r"(?: ?\((?P<wire>[A-ZÀ-Þ][^()\n]{1,50})\)| \([a-z]+\))?"
    r"\s*(?P<mark>–+|—+|--?|:|/|\.(?= [A-Z“\"]))\s+(?=\S)"
)
_AGENCY_ALONE = re.compile(rf"{_AGENCY}\s*(?:–|—|--?)?\s+(?=[A-ZÀ-Þ“\"])")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline: its characters, the place, agency and date words that it gives."""

    start: int
    end: int
    place: str | None
    region: str | None
    agency: str | None
    date: tuple[int, int] | None


def find_dateline(text: str, start: int, end: int) -> Dateline | None:
    """Return the dateline at the start of the paragraph [start, end), None if it has none."""
    alone = _AGENCY_ALONE.match(text, start, end)
    if alone:
        return Dateline(start, len(text[: alone.end()].rstrip()), None, None, alone["agency"], None)
    match = _DATELINE.match(text, start, min(end, start + 160))
    if match is None:
        return None
    place, mark = match["place"], match["mark"]
    given = bool(match["date"] or match["agency"] or match["wire"])
    in_capitals = place.isupper() and len(place) > 2
    if mark in (":", "/") and not (in_capitals and (given or names_a_place(place))):
        return None
    if mark == "." and not match["date"]:
        return None
    if mark == "-" and text[match.start("mark") - 1] != " " and text[match.end("mark")] != " ":
        return None
    if not given and not (names_a_place(place) or (in_capitals and match["region"])):
        return None
    if given and not match["date"] and not (in_capitals or names_a_place(place)):
        return None
    return Dateline(
        start,
        start + len(match[0].rstrip()),
        place,
        match["region"],
        match["agency"] or match["wire"],
        match.span("date") if match["date"] else None,
    )
