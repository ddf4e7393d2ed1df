"""The actors of single articles, with what joining them to those of others asks of each."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from toolkit.facts import ActorFact, Facts
from toolkit.resolve.body_names import initials
from toolkit.resolve.candidate_tables import SORTED_BY, TABLES
from toolkit.resolve.clusters import Clusters
from toolkit.resolve.mentions import mentions_of
from toolkit.resolve.name_traits import NameTraits, traits_of
from toolkit.resolve.names import is_acronym, name_key, name_tokens
from toolkit.resolve.posts import HOLDS, Post, title_words
from toolkit.resolve.reports import Report, Reports
from toolkit.resolve.shards import Shards
from toolkit.resolve.spelling import sound_key, written_out_key

_SHORTEST_INITIALS = 3
"""Least number of letters of an acronym that only its letters tie to a name."""


@dataclass(slots=True)
class People:
    """What is held in memory of all actors, by their numbers: some twenty-five bytes each."""

    clusters: Clusters
    distinctive: bytearray
    """1 for each actor by which two articles on one matter are known (`is_distinctive`)."""
    countries: tuple[str | None, ...]
    """The countries that `Clusters` knows by their positions here."""


@dataclass(frozen=True, slots=True)
class KnownCandidates:
    """The reports whose actors are known from before, and the queries of their rows by table."""

    reports: Collection[int] = ()
    queries: Mapping[str, str] = field(default_factory=dict)


def collect_candidates(
    reports: Reports, shards: Shards, known: KnownCandidates, *, with_mentions: bool
) -> People:
    """Fill the tables with the actors of all reports that any words of their article stand for.

    Of the reports that are `known` they are taken from there. The table `mentions`, where actors
    stand, is needed only where keys of before are found again, or what was found is kept.
    """
    for table, columns in TABLES.items():
        shards.open(table, columns)
    for report in reports.less(known.reports):
        _add(report, reports, shards, with_mentions)
    shards.close(*TABLES)
    for table, query in known.queries.items():
        shards.extend(table, query, by=SORTED_BY[table])
    return _people(reports, shards)


def _add(report: Report, reports: Reports, shards: Shards, with_mentions: bool) -> None:
    """Add the actors of one report to the tables."""
    first = reports.first_actors[report.number]
    facts = report.facts
    states = {fact.country for fact in facts.actors if fact.country is not None}
    surroundings = " ".join(sorted(states)) or None
    day = reports.days[report.number] or None
    supported = _supported(facts)
    for position, fact in enumerate(facts.actors):
        if position not in supported:
            continue
        number = first + position
        traits = traits_of(fact.name, fact.kind, _country(facts, position))
        by_name = _row_by_name(traits)
        acronyms = {name_key(form.name) for form in fact.forms if is_acronym(form.name)}
        given = " ".join(sorted(acronyms)) or None
        is_of_unknown = traits.family == "body" and not (traits.country or traits.wikidata_id)
        shards.add(
            "candidates",
            (
                *(number, report.number, day, _stated_country(fact)),
                *(surroundings if is_of_unknown else None, given, *by_name.row),
            ),
        )
        for letters in by_name.initials:
            shards.add("initials", (number, letters, fact.kind, traits.country, given))
        for form in fact.forms:
            shards.add("names", (number, form.name))
        for key in _second_forms(fact, traits):
            row = (number, key, traits.family, fact.kind, traits.country)
            shards.add("second_forms", row)
        if with_mentions:
            for span in mentions_of(facts, position):
                shards.add("mentions", (number, report.article_id, span.start, span.end))
    for post in _posts(report, first, supported, day):
        shards.add("posts", post)


def _people(reports: Reports, shards: Shards) -> People:
    """Return what is held in memory of the actors in the tables."""
    import numpy

    size = reports.first_actors[-1]
    codes: dict[str | None, int] = {None: 0}
    countries = numpy.zeros(size, dtype=numpy.int16)
    distinctive = numpy.zeros(size, dtype=numpy.uint8)
    for batch in shards.batches("SELECT number, country, is_distinctive FROM candidates"):
        numbers, named, are_distinctive = batch.columns
        places = numbers.to_numpy()
        words = named.dictionary_encode(null_encoding="encode")
        of_words = [codes.setdefault(word, len(codes)) for word in words.dictionary.to_pylist()]
        countries[places] = numpy.array(of_words, dtype=numpy.int16)[words.indices.to_numpy()]
        distinctive[places] = are_distinctive.to_numpy(zero_copy_only=False)
    of_actors = array("h", countries.tobytes())
    return People(
        Clusters(reports.first_actors, of_actors), bytearray(distinctive.tobytes()), tuple(codes)
    )


@dataclass(frozen=True, slots=True)
class _ByName:
    """What the name of an actor gives the tables."""

    row: tuple[Any, ...]
    initials: tuple[str, ...]


@lru_cache(maxsize=1 << 15)
def _row_by_name(traits: NameTraits) -> _ByName:
    name, family = traits.name, traits.family
    wording, bare = traits.wording, traits.bare_wording
    is_body = family == "body"
    letters = sorted(initials(name)) if is_body and len(traits.words) >= _SHORTEST_INITIALS else ()
    row = (
        *(name, traits.kind, family, traits.country, traits.key, traits.wikidata_id),
        None if traits.wikidata_id else written_out_key(name),
        sound_key(name) if family == "person" and not traits.is_one_of_many else None,
        None if wording is None else " ".join(wording),
        None if bare is None else " ".join(bare),
        *(traits.is_alone, traits.is_one_of_many, traits.is_common_name, traits.is_surname),
        *(traits.is_nameable, traits.is_telling),
        is_body and traits.is_one_of_many and not traits.is_common_name,
        *(is_body and is_acronym(name), traits.is_distinctive),
    )
    return _ByName(row, tuple(letters))


def _supported(facts: Facts) -> set[int | None]:
    """Return the positions of the actors that any words of the article stand for."""
    supported: set[int | None] = {
        position for position, fact in enumerate(facts.actors) if fact.forms
    }
    for role in facts.roles:
        supported |= {role.actor, role.organization}
    supported |= {result.contender for result in facts.results}
    for meeting in facts.meetings:
        supported |= {meeting.source, *(one.actor for one in meeting.participants)}
    return supported


def _country(facts: Facts, position: int) -> str | None:
    """Return an actor's own state by the article; for want of it, that of a person's posts."""
    fact = facts.actors[position]
    if fact.kind == "intergovernmental":
        return None
    if fact.kind == "person" and fact.country is None:
        posts = (role for role in facts.roles if role.actor == position and role.status in HOLDS)
        states = {role.country for role in posts} - {None}
        return states.pop() if len(states) == 1 else None
    return fact.country


def _stated_country(fact: ActorFact) -> str | None:
    """Return its own state as the article gives it; none for a body of many states."""
    return None if fact.kind == "intergovernmental" else fact.country


def _second_forms(fact: ActorFact, traits: NameTraits) -> set[str]:
    """Return the keys of the forms of a name that are shorter than it, or its acronyms."""
    return {name_key(form.name) for form in fact.forms if _is_second_form(form.name, traits)}


def _is_second_form(form: str, traits: NameTraits) -> bool:
    """Tell whether a form is a shorter one of the actor's name, or an acronym of it.

    What bears an acronym in its name ("UN Mission") is something else than what it means.
    """
    if name_key(form) == traits.key:
        return False
    short, long = name_tokens(form), traits.words
    if traits.family == "body" and is_acronym(form):
        return not set(short) <= set(long)
    if len(short) >= len(long):
        return False
    if traits.family == "person" and (short[0], short[-1]) == (long[0], long[-1]):
        return set(short) < set(long)
    return short in (long[: len(short)], long[-len(short) :])


def _posts(
    report: Report, first: int, supported: set[int | None], day: int | None
) -> Iterator[tuple[Any, ...]]:
    """Yield the posts of the persons of one report; actor n of it has the number `first` + n."""
    facts = report.facts
    for place, role in enumerate(facts.roles):
        if role.actor not in supported or facts.actors[role.actor].kind != "person":
            continue
        title = title_words(role.title)
        state = (role.country or _country(facts, role.actor)) if role.organization is None else None
        body = None if role.organization is None else first + role.organization
        giver: str | int | None = state if body is None else body
        yield (
            *(first + role.actor, place, day, " ".join(title)),
            *(state, body, role.status in HOLDS, Post(title, giver).is_sole),
        )
