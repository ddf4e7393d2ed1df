"""Whose a post is, of which body and of which state, as the trained reader relates them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from toolkit.parsers.english.cast import Cast
from toolkit.parsers.english.reader.scores import Scores, log_softmax, log_sums
from toolkit.parsers.english.reading import Reading
from toolkit.parsers.english.roles.title_neighbours import is_body

Value = TypeVar("Value", int, str)


@dataclass(frozen=True, slots=True)
class Linked(Generic[Value]):
    """An actor, by its position, or a country, by its code, that a title is related to.

    `chance` is pooled over all words that name it; [start, end) are those that tell it most.
    `rule` is what related them.
    """

    value: Value
    chance: float
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class TitleLinks:
    """What one title is related to, the likeliest first; the rest of the chances is "none"."""

    holders: tuple[Linked[int], ...]
    bodies: tuple[Linked[int], ...]
    countries: tuple[Linked[str], ...]


def read_title_links(
    reading: Reading, scores: Scores, cast: Cast, words: Sequence[int]
) -> tuple[TitleLinks, ...]:
    """Return the links of the titles that begin at `words`.

    Every title that the reader marks has a holder, so that "none" is no answer there.
    """
    persons, bodies = [], []
    for mention in cast.mentions:
        kind = cast.actors[mention.actor].kind
        if kind == "person":
            persons.append((mention.start, mention.end, mention.actor))
        elif is_body(kind, cast.actors[mention.actor].name):
            bodies.append((mention.start, mention.end, mention.actor))
    places = [(place.start, place.end, place.country) for place in reading.places if place.country]
    held = _related(scores, "holder", words, persons)
    owned = _related(scores, "org", words, bodies)
    placed = _related(scores, "rcountry", words, places)
    return tuple(TitleLinks(*links) for links in zip(held, owned, placed, strict=True))


def _related(
    scores: Scores, relation: str, words: Sequence[int], spots: Sequence[tuple[int, int, Value]]
) -> list[tuple[Linked[Value], ...]]:
    """Return for each title what it is related to, pooled by value, the likeliest first."""
    known, columns = [], []
    for spot in spots:
        inside = scores.words.between(spot[0], spot[1])
        if inside is not None:
            known.append(spot)
            columns.append(inside[0])
    if not words or not columns:
        return [() for _ in words]
    logits = scores.relate(relation, words, columns)
    logs = log_softmax(logits[:, :-1] if relation == "holder" else logits)[:, : len(known)]
    values = {value: number for number, value in enumerate(dict.fromkeys(v for _, _, v in known))}
    groups = [values[value] for _, _, value in known]
    chances = np.exp(log_sums(logs, groups))
    rule = f"reader/{relation}"
    found = []
    for row, together in zip(logs.tolist(), chances.tolist(), strict=True):
        best: dict[int, int] = {}
        for column, number in enumerate(groups):
            if number not in best or row[column] > row[best[number]]:
                best[number] = column
        links = [
            Linked(value, together[number], *known[best[number]][:2], rule)
            for value, number in values.items()
        ]
        found.append(tuple(sorted(links, key=lambda link: (-link.chance, link.start))))
    return found
