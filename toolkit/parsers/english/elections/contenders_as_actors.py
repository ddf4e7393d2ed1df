"""What standing in an election tells of an actor: its country, and that a list is no person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from toolkit.facts import (
    ActorFact,
    ElectionFact,
    Evidence,
    MeetingFact,
    ResultFact,
    RoleFact,
)

OF_CONTEST = "country_of_contest"
"""The rule of a country that only the election tells in which an actor stood."""

_STANDING = frozenset({"group", "organization", "party", "person"})
"""Kinds of actors that stand in elections."""


def name_lists(
    actors: Sequence[ActorFact],
    roles: Sequence[RoleFact],
    meetings: Sequence[MeetingFact],
    results: Sequence[ResultFact],
) -> tuple[ActorFact, ...]:
    """Return the actors, as parties those persons who won several seats and do nothing else.

    One who holds a post or meets somebody is a person all the same, after whom a list is called.
    """
    seated = {result.contender for result in results if (result.seats or 0) > 1}
    acting = {role.actor for role in roles}
    acting |= {one.actor for meeting in meetings for one in meeting.participants}
    return tuple(
        replace(actor, kind="party")
        if actor.kind == "person" and number in seated - acting
        else actor
        for number, actor in enumerate(actors)
    )


def place_contenders(
    actors: Sequence[ActorFact], elections: Sequence[ElectionFact], results: Sequence[ResultFact]
) -> tuple[ActorFact, ...]:
    """Return the actors, those who stood in the elections of one country placed in it.

    What the text states of an actor's country stays.
    """
    told: dict[int, dict[str, Evidence]] = defaultdict(dict)
    for result in results:
        election = elections[result.election]
        if election.country is not None and election.evidence:
            words = replace(election.evidence[0], rule=OF_CONTEST, field="country")
            told[result.contender].setdefault(election.country, words)
    return tuple(_placed(actor, told.get(number, {})) for number, actor in enumerate(actors))


def _placed(actor: ActorFact, told: dict[str, Evidence]) -> ActorFact:
    is_stated = actor.country is not None and actor.country_basis == "stated"
    if is_stated or len(told) != 1 or actor.kind not in _STANDING:
        return actor
    [(country, words)] = told.items()
    if country == actor.country:
        return actor
    return replace(actor, country=country, country_evidence=(words,), country_basis="inferred")
