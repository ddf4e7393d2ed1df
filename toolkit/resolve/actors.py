"""Join the actors of single articles to persons and bodies of the world.

Two actors of different articles are one where their names agree once spelling habits are
taken away (`name_key`), their kinds can be one thing and their countries do not conflict.
In doubt they stay two: a wrong join makes every row that refers to it wrong, a missed one
leaves a duplicate that can be seen and mended. Two actors of one article are never one,
because the parser, which saw the text, kept them apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from toolkit.facts import ActorFact
from toolkit.reference import read_table, read_words
from toolkit.resolve.clusters import Clusters
from toolkit.resolve.identifiers import Wish, assign_identifiers, slug
from toolkit.resolve.names import (
    is_acronym,
    is_ambiguous_within_country,
    is_generic,
    name_key,
    name_tokens,
    sound_key,
)
from toolkit.resolve.reports import Report
from toolkit.resolve.voting import majority

ActorOf = Callable[[int, int], str]
"""Gives the actor_id for the position of a report and of an actor in its facts."""

KINDS = (
    "person",
    "party",
    "armed_group",
    "intergovernmental",
    "government",
    "media",
    "organization",
    "office",
    "group",
)
"""Kinds in the order that settles a tied vote: the more telling ones first."""

_KNOWN_BY_ACRONYM = frozenset({"media", "intergovernmental"})
"""Kinds whose acronyms are theirs alone in the world."""

_ACCREDITED = frozenset(
    {"ambassador", "attache", "commissioner", "consul", "envoy", "nuncio", "representative"}
)
"""Words for offices that a country holds in many places at once."""


@dataclass(frozen=True, slots=True)
class WorldActor:
    """A person or body of the world, with the actors of articles that it is.

    `members` holds the position of a report and of an actor in its facts, sorted.
    """

    actor_id: str
    name: str
    kind: str
    country: str | None
    wikidata_id: str | None
    members: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An actor of one article, with what joining asks of it."""

    report: int
    actor: int
    fact: ActorFact
    key: str
    family: str
    country: str | None
    wikidata_id: str | None

    @property
    def is_one_of_many(self) -> bool:
        """Whether its name alone does not tell it from others in the world."""
        if self.family in ("person", "group"):
            return self.family == "person" and len(name_tokens(self.fact.name)) == 1
        if self.fact.kind in _KNOWN_BY_ACRONYM and is_acronym(self.fact.name):
            return False
        known = self.wikidata_id is not None
        return not known and (self.family == "office" or is_generic(self.fact.name))

    @property
    def is_alone(self) -> bool:
        """Whether not even name and country together tell it from others."""
        words = set(name_tokens(self.fact.name))
        if self.family == "office" and words & _ACCREDITED:
            return not words & {"to", "in"}
        return self.is_one_of_many and (
            self.family == "person" or is_ambiguous_within_country(self.fact.name)
        )


def join_actors(reports: Sequence[Report]) -> tuple[WorldActor, ...]:
    """Return every actor of the world that `reports` name, by first report.

    - An office and a body whose name many countries use (an acronym, "National Assembly")
      join only within the same known country; one whose name a country uses many times
      ("County Court", "Chinese ambassador") and a person known by one word not at all.
    - Any other name joins with a known country where only one is known for that name.
    - A name that is another article's second form of a longer name joins with that one;
      an acronym so only where it is that of a body of many states.
    - Persons of a country whose names are transliterated join where the spellings sound alike.
    - An unnamed group is a description: the same words of the same country are one row.
    - What a reference table gives one Wikidata item is one.
    """
    candidates = [
        _candidate(number, position, fact)
        for number, report in enumerate(reports)
        for position, fact in enumerate(report.facts.actors)
        if _is_supported(report, position)
    ]
    clusters = Clusters(
        [candidate.report for candidate in candidates],
        [candidate.country for candidate in candidates],
    )
    _join_same_names(candidates, clusters)
    _join_shorter_names(candidates, clusters)
    _join_transliterations(candidates, clusters)
    members = [[candidates[n] for n in group] for group in clusters.groups()]
    names = [_fullest_name(group) for group in members]
    countries = [majority(member.country for member in group) for group in members]
    wishes = map(_wish, members, names, countries)
    return tuple(
        WorldActor(
            actor_id=actor_id,
            name=name,
            kind=majority((member.fact.kind for member in group), KINDS) or group[0].fact.kind,
            country=country,
            wikidata_id=majority(member.wikidata_id for member in group),
            members=tuple((member.report, member.actor) for member in group),
        )
        for actor_id, name, country, group in zip(
            assign_identifiers(wishes), names, countries, members, strict=True
        )
    )


def _is_supported(report: Report, position: int) -> bool:
    """Tell whether any words of the article stand for the actor."""
    facts = report.facts
    return bool(
        facts.actors[position].forms
        or any(position in (role.actor, role.organization) for role in facts.roles)
        or any(result.contender == position for result in facts.results)
        or any(
            meeting.source == position or any(p.actor == position for p in meeting.participants)
            for meeting in facts.meetings
        )
    )


def _candidate(report: int, position: int, fact: ActorFact) -> _Candidate:
    family = fact.kind if fact.kind in ("person", "office", "group") else "body"
    country = None if fact.kind == "intergovernmental" else fact.country
    key = name_key(fact.name) or fact.name
    wikidata_id = _wikidata_id(key, fact.kind, country)
    return _Candidate(report, position, fact, wikidata_id or key, family, country, wikidata_id)


def _wikidata_id(key: str, kind: str, country: str | None) -> str | None:
    """Return the item that `toolkit/reference/wikidata.csv` gives a state or body.

    A state is known by its name and country, so that Georgia in the United States is not
    the Georgia in the Caucasus; a body of many states by its name.
    """
    if kind not in ("government", "intergovernmental"):
        return None
    return _wikidata_items().get((key, country if kind == "government" else None))


@cache
def _wikidata_items() -> dict[tuple[str, str | None], str]:
    return {
        (name_key(row["name"]), row["country"] or None): row["wikidata_id"]
        for row in read_table("wikidata")
    }


def _join_same_names(candidates: Sequence[_Candidate], clusters: Clusters) -> None:
    by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, candidate in enumerate(candidates):
        by_key[candidate.key, candidate.family].append(number)
    for numbers in by_key.values():
        for group in _same_country(numbers, candidates):
            clusters.join_all(_alone_in_their_article(group, candidates))


def _same_country(
    numbers: Sequence[int], candidates: Sequence[_Candidate]
) -> Iterable[Sequence[int]]:
    """Yield the positions of one name that are of one country, as far as can be known."""
    by_country: dict[str | None, list[int]] = defaultdict(list)
    for number in numbers:
        if not candidates[number].is_alone:
            by_country[candidates[number].country].append(number)
    unknown = by_country.pop(None, [])
    clear = [n for n in unknown if not candidates[n].is_one_of_many]
    if len(by_country) == 1 and candidates[numbers[0]].family != "group":
        yield sorted([*next(iter(by_country.values())), *clear])
        return
    yield from by_country.values()
    yield clear


def _alone_in_their_article(numbers: Iterable[int], candidates: Sequence[_Candidate]) -> list[int]:
    """Leave out every article that has the same name twice: nothing tells which is meant.

    Where both are one item of the reference table, the first is taken.
    """
    by_report: dict[int, list[int]] = defaultdict(list)
    for number in numbers:
        by_report[candidates[number].report].append(number)
    return [
        group[0]
        for group in by_report.values()
        if len(group) == 1 or candidates[group[0]].wikidata_id is not None
    ]


def _join_shorter_names(candidates: Sequence[_Candidate], clusters: Clusters) -> None:
    """Join an actor with those who give its name as a second form of a longer name.

    Both are asked for: that an article says so, and that the longer name is the shorter
    one with words before or after it ("Army Border Force") or, for a person, between; for a
    body of many states the shorter may be an acronym.
    """
    of_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, candidate in enumerate(candidates):
        short = len(name_tokens(candidate.fact.name)) == 1 and not _is_acronym_of_states(
            candidate.fact.kind, candidate.fact.name
        )
        if not short and not candidate.is_one_of_many:
            of_name[candidate.key, candidate.family].append(number)
    for number, candidate in enumerate(candidates):
        if candidate.family == "group":
            continue
        for form in sorted(candidate.fact.forms):
            acronym = _is_acronym_of_states(candidate.fact.kind, form.name)
            if acronym or _is_shorter_name(form.name, candidate):
                others = of_name.get((name_key(form.name), candidate.family), [])
                if others and clusters.are_together(others):
                    clusters.join(number, others[0])


def _is_shorter_name(form: str, candidate: _Candidate) -> bool:
    short, long = name_tokens(form), name_tokens(candidate.fact.name)
    if len(short) >= len(long):
        return False
    if candidate.family == "person" and (short[0], short[-1]) == (long[0], long[-1]):
        return set(short) < set(long)
    return short in (long[: len(short)], long[-len(short) :])


def _is_acronym_of_states(kind: str, name: str) -> bool:
    return kind == "intergovernmental" and is_acronym(name)


def _join_transliterations(candidates: Sequence[_Candidate], clusters: Clusters) -> None:
    transliterating = {country.upper() for country in read_words("transliterating_countries")}
    of_sound: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, candidate in enumerate(candidates):
        if (
            candidate.family == "person"
            and candidate.country in transliterating
            and not candidate.is_one_of_many
        ):
            of_sound[candidate.country or "", sound_key(candidate.fact.name)].append(number)
    for numbers in of_sound.values():
        for number in numbers[1:]:
            clusters.join(numbers[0], number)


def _fullest_name(group: Sequence[_Candidate]) -> str:
    """Return the name with the most words; of those the most frequent, then by alphabet.

    A name in capitals, as headlines write it, is taken only where there is no other.
    """
    names = [member.fact.name for member in group]
    return min(
        names,
        key=lambda name: (name.isupper(), -len(name_tokens(name)), -names.count(name), name),
    )


def _wish(group: Sequence[_Candidate], name: str, country: str | None) -> Wish:
    """Return the key that an actor would like.

    The name of a body that many countries have carries its country from the start, so
    that the key does not change when the second country comes.
    """
    qualifier = country.lower() if country else None
    base = slug(name, otherwise="actor")
    if qualifier and group[0].family == "body" and all(m.is_one_of_many for m in group):
        return Wish(f"{base}-{qualifier}")
    return Wish(base, qualifier)
