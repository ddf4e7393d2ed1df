"""What stands at a position of the text: persons, bodies, states and places by their edges."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.parsers.english.cast import Cast, Mention
from toolkit.parsers.english.places.places import capital_country, country_of
from toolkit.parsers.english.reading import Reading


@dataclass(frozen=True, slots=True)
class Landmark:
    """A mention or a place name; `kind`: "person", "body", "state" or "place".

    A state is a country's name or its demonym, whether or not the cast has the state. A
    capital that stands for its state is a place with an actor.
    """

    start: int
    end: int
    kind: str
    actor: int | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Landmarks:
    """All landmarks of an article, longest first where two begin or end together."""

    by_start: dict[int, Landmark]
    by_end: dict[int, Landmark]
    starts: tuple[int, ...]
    persons: tuple[Landmark, ...]


def _mention_kind(cast: Cast, mention: Mention) -> str:
    actor = cast.actors[mention.actor]
    if actor.kind == "person":
        return "person"
    if actor.kind in ("office", "group"):
        return "other"
    if actor.kind == "government" and country_of(actor.name) is not None:
        return "state"
    if actor.kind == "government" and capital_country(actor.name) is not None:
        return "place"
    return "body"


def find_landmarks(reading: Reading, cast: Cast) -> Landmarks:
    """Return the persons, bodies, states and places of the article by their edges."""
    found = []
    for mention in cast.mentions:
        kind = _mention_kind(cast, mention)
        if kind != "other":
            country = cast.actors[mention.actor].country
            found.append(Landmark(mention.start, mention.end, kind, mention.actor, country))
    for place in reading.places:
        kind = "state" if place.kind in ("country", "demonym") else "place"
        found.append(Landmark(place.start, place.end, kind, None, place.country))
    found.sort(key=lambda mark: (mark.start - mark.end, mark.start, mark.actor is None))
    by_start: dict[int, Landmark] = {}
    by_end: dict[int, Landmark] = {}
    for mark in found:
        by_start.setdefault(mark.start, mark)
        by_end.setdefault(mark.end, mark)
    persons = {mark.start: mark for mark in found if mark.kind == "person"}
    return Landmarks(
        by_start,
        by_end,
        tuple(sorted(by_start)),
        tuple(persons[start] for start in sorted(persons)),
    )
