"""The actors of single articles, with what joining them to those of others asks of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from toolkit.facts import ActorFact, RoleFact
from toolkit.reference import read_table
from toolkit.resolve.names import (
    is_acronym,
    is_ambiguous_within_country,
    is_generic,
    is_worldwide,
    name_key,
    name_tokens,
)
from toolkit.resolve.posts import HOLDS
from toolkit.resolve.reports import Report

_WORLDWIDE_KINDS = frozenset({"media", "intergovernmental"})
"""Kinds whose acronyms are theirs alone in the world."""

_ACCREDITED = {
    "office": frozenset(
        {"ambassador", "attache", "commissioner", "consul", "envoy", "nuncio", "representative"}
    ),
    "body": frozenset({"consulate", "embassy", "mission"}),
}
"""Words for offices and bodies that one sender has in many places at once, by family."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor of one article, by the position of its report and of it in the facts.

    `family` is "person", "office", "group" or "body"; `key` is equal where nothing but
    spelling habits tells two names apart; `country` is its own state by the article, and
    of a person for whom the article gives none, that of the posts that he holds.
    `surroundings` are the states of all actors of the article.
    """

    report: int
    actor: int
    fact: ActorFact
    roles: tuple[RoleFact, ...]
    published_on: date | None
    key: str
    family: str
    country: str | None
    surroundings: frozenset[str]
    wikidata_id: str | None

    def may_be_of(self, country: str) -> bool:
        """Tell whether an actor of unknown country can be of this one.

        A body only if its article names something else of that country, or nothing of any.
        """
        near = not self.surroundings or country in self.surroundings
        return self.family != "body" or self.wikidata_id is not None or near

    @property
    def stated_country(self) -> str | None:
        """Its own state as the article gives it; none for a body of many states."""
        return None if self.fact.kind == "intergovernmental" else self.fact.country

    @property
    def words(self) -> tuple[str, ...]:
        """The words of its name."""
        return name_tokens(self.fact.name)

    @property
    def is_common_name(self) -> bool:
        """Whether many countries have a body or office of this name."""
        name, kind = self.fact.name, self.fact.kind
        if self.family in ("person", "group") or self.wikidata_id is not None:
            return False
        if kind in _WORLDWIDE_KINDS and is_acronym(name):
            return False
        return self.family == "office" or is_generic(name)

    @property
    def is_one_of_many(self) -> bool:
        """Whether its name alone does not tell it from others in the world.

        So if many countries have the name, or it is one word that says no more.
        """
        if self.is_common_name or self.family == "group" or self.wikidata_id is not None:
            return self.is_common_name
        if self.family == "person":
            return self.is_surname
        worldwide = self.fact.kind in _WORLDWIDE_KINDS or is_worldwide(self.fact.name)
        return len(self.words) == 1 and not worldwide

    @property
    def is_surname(self) -> bool:
        """Whether a person is known by one word, which may have hyphens ("Reis-Prado")."""
        return len(self.words) == 1 or len(self.fact.name.split()) == 1

    @property
    def is_alone(self) -> bool:
        """Whether not even name and country together tell it from others."""
        words = set(self.words)
        if words & _ACCREDITED.get(self.family, frozenset()) and self.wikidata_id is None:
            return not words & {"to", "in"}
        if self.fact.kind == "party" and len(words) > 1:
            return False
        return self.is_one_of_many and (
            self.family == "person" or is_ambiguous_within_country(self.fact.name, self.country)
        )

    @property
    def is_distinctive(self) -> bool:
        """Whether two articles that both name it are likely to tell of one matter."""
        return not (
            self.is_one_of_many
            or self.wikidata_id
            or self.family in ("group", "office")
            or self.fact.kind in _WORLDWIDE_KINDS
        )


def collect_candidates(reports: Sequence[Report]) -> list[Candidate]:
    """Return the actors of all reports that any words of their article stand for."""
    return [
        _candidate(number, position, report, surroundings)
        for number, report in enumerate(reports)
        for surroundings in [_surroundings(report)]
        for position in range(len(report.facts.actors))
        if _is_supported(report, position)
    ]


def _is_supported(report: Report, position: int) -> bool:
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


def _surroundings(report: Report) -> frozenset[str]:
    return frozenset(fact.country for fact in report.facts.actors if fact.country is not None)


def _candidate(
    report: int, position: int, source: Report, surroundings: frozenset[str]
) -> Candidate:
    fact = source.facts.actors[position]
    family = fact.kind if fact.kind in ("person", "office", "group") else "body"
    roles = tuple(role for role in source.facts.roles if role.actor == position)
    country = None if fact.kind == "intergovernmental" else fact.country
    if family == "person" and country is None:
        states = {role.country for role in roles if role.status in HOLDS} - {None}
        country = states.pop() if len(states) == 1 else None
    key = name_key(fact.name) or fact.name
    wikidata_id = _wikidata_id(key, fact.kind, country)
    return Candidate(
        report=report,
        actor=position,
        fact=fact,
        roles=roles,
        published_on=source.published_on,
        key=wikidata_id or key,
        family=family,
        country=country,
        surroundings=surroundings,
        wikidata_id=wikidata_id,
    )


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
