"""Two actors whose names are alike: perhaps one, whom articles call by several names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from text_unidecode import unidecode

from toolkit.review.finding import Finding

if TYPE_CHECKING:
    import duckdb

KIND = "same_actor"
FINDS = "two actors whose names are alike: perhaps one, whom articles call by several names"

_WORD = re.compile(r"[a-z0-9]+")
_EMPTY_WORDS = frozenset(
    {*("al", "and", "bin", "da", "de", "di", "for", "in", "of", "on", "s", "the", "van", "von")}
)
_NATIONAL = frozenset({"government", "party", "organization", "office"})
"""Kinds of bodies of which every country has one of the same name."""
_COMPARED = frozenset({"armed_group", "intergovernmental", "media", "person"}) | _NATIONAL
_LARGEST_BLOCK = 60
"""A word that more actors have in common tells nothing of who is who."""
_ALIKE = 72
"""Least likeness of two spellings of a word, of 100: Qaani and Ghaani have 73."""

_QUERY = """
SELECT actor_id, any_value(name), any_value(kind), any_value(country),
  list(DISTINCT article_id ORDER BY article_id)
FROM actors
LEFT JOIN evidence ON table_name = 'actors' AND record_id = actor_id
GROUP BY actor_id
ORDER BY actor_id
"""


@dataclass(frozen=True, slots=True)
class _Actor:
    actor_id: str
    name: str
    kind: str
    country: str | None
    articles: frozenset[str]
    words: tuple[str, ...]

    @property
    def is_person(self) -> bool:
        return self.kind == "person"


@dataclass(frozen=True, slots=True)
class _Likeness:
    """How likely two are one, and what speaks for it; `is_part` where one name is in the other."""

    score: float
    why: str
    is_part: bool = False


def find_same_actors(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Yield every pair that may be one."""
    actors = [
        _Actor(id, name, kind, country, frozenset(filter(None, articles)), _words(name))
        for id, name, kind, country, articles in connection.execute(_QUERY).fetchall()
        if kind in _COMPARED
    ]
    found = []
    for one, other in _pairs(actors):
        likeness = _likeness(one, other)
        if likeness is not None:
            found.append((one, other, likeness))
    choices: dict[str, int] = defaultdict(int)
    for one, other, likeness in found:
        if likeness.is_part:
            choices[_shorter(one, other).actor_id] += 1
    for one, other, likeness in found:
        score = likeness.score
        if likeness.is_part:
            score /= choices[_shorter(one, other).actor_id]
        yield _finding(one, other, round(score, 2), likeness.why)


def _words(name: str) -> tuple[str, ...]:
    words = _WORD.findall(unidecode(name.replace("'", "").replace("’", "")).lower())
    return tuple(word for word in words if word not in _EMPTY_WORDS)


def _pairs(actors: list[_Actor]) -> list[tuple[_Actor, _Actor]]:
    """Return the pairs that have a telling word in common, each once."""
    by_word: dict[str, list[_Actor]] = defaultdict(list)
    for actor in actors:
        for word in set(actor.words):
            by_word[word].append(actor)
    pairs: dict[tuple[str, str], tuple[_Actor, _Actor]] = {}
    for block in by_word.values():
        if len(block) <= _LARGEST_BLOCK:
            for one, other in combinations(block, 2):
                pairs[one.actor_id, other.actor_id] = (one, other)
    return [pairs[key] for key in sorted(pairs)]


def _likeness(one: _Actor, other: _Actor) -> _Likeness | None:
    if one.is_person != other.is_person:
        return _of_two_sorts(one, other)
    return _of_persons(one, other) if one.is_person else _of_bodies(one, other)


def _of_two_sorts(one: _Actor, other: _Actor) -> _Likeness | None:
    """Return how likely a person of one word is a body of that name, misread."""
    person, body = (one, other) if one.is_person else (other, one)
    if len(person.words) != 1 or body.words[:1] != person.words or one.country != other.country:
        return None
    return _Likeness(0.6, f"a person and a body ({body.kind}) have a name in common")


def _of_persons(one: _Actor, other: _Actor) -> _Likeness | None:
    apart = _countries_differ(one, other)
    together = bool(one.articles & other.articles)
    if one.words == other.words:
        score = 0.95 if len(one.words) > 1 else 0.6
        why = "two persons have the same name" + (", of two countries" if apart else "")
        return _Likeness(score - (0.1 if apart else 0.0), why)
    if _is_part(one, other) and not apart:
        why = "one name is a part of the other"
        if together:
            return _Likeness(0.75, f"{why}, and both are in one article", is_part=True)
        return _Likeness(0.55, why, is_part=True)
    if len(one.words) == len(other.words) > 1 and not together and _is_alike(one, other):
        why = "two persons have names of a like spelling" + (", of two countries" if apart else "")
        return _Likeness(0.5 if apart else 0.7, why)
    return None


def _of_bodies(one: _Actor, other: _Actor) -> _Likeness | None:
    apart = _countries_differ(one, other)
    if apart and _NATIONAL & {one.kind, other.kind}:
        return None
    together = bool(one.articles & other.articles)
    if one.words == other.words:
        return _Likeness(0.6 if apart else 0.9, "two bodies have the same name")
    if _is_part(one, other) and one.kind == other.kind and not apart:
        return _Likeness(0.3 if together else 0.5, "one name is a part of the other", is_part=True)
    alike = len(one.words) == len(other.words) > 1 and _is_alike(one, other)
    if alike and not apart and not together:
        return _Likeness(0.5, "two bodies have names of a like spelling")
    return None


def _countries_differ(one: _Actor, other: _Actor) -> bool:
    return one.country is not None and other.country is not None and one.country != other.country


def _is_part(one: _Actor, other: _Actor) -> bool:
    shorter, longer = sorted((set(one.words), set(other.words)), key=len)
    return shorter < longer


def _is_alike(one: _Actor, other: _Actor) -> bool:
    """Tell whether the words of two names are alike one by one, in any order."""
    return all(
        fuzz.ratio(word, same) >= _ALIKE
        for word, same in zip(sorted(one.words), sorted(other.words), strict=True)
    )


def _shorter(one: _Actor, other: _Actor) -> _Actor:
    return min(one, other, key=lambda actor: len(actor.words))


def _finding(one: _Actor, other: _Actor, score: float, why: str) -> Finding:
    known = f"{_described(one)} and {_described(other)}"
    goes, stays = sorted((one, other), key=_standing)
    commands = (
        f"toolkit curate merge actors {goes.actor_id} {stays.actor_id} --why REASON",
        f"toolkit curate distinguish actors {goes.actor_id} {stays.actor_id} --why REASON",
    )
    text = f"{known}: {why}; see whether they are one."
    return Finding(KIND, score, "actors", (one.actor_id, other.actor_id), text, commands)


def _standing(actor: _Actor) -> tuple[object, ...]:
    """Return a sort key: the better known actor, the fuller name, the id without suffix last."""
    return len(actor.articles), len(actor.words), -len(actor.actor_id), actor.actor_id


def _described(actor: _Actor) -> str:
    known: Mapping[str, str | None] = {"kind": actor.kind, "country": actor.country}
    return f"{actor.name} ({', '.join(value for value in known.values() if value)})"
