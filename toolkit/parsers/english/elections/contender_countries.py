"""The country of those who stand in an election: that of the election."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from toolkit.facts import ActorFact, ElectionFact, Evidence, ResultFact

OF_CONTEST = "country_of_contest"
"""The rule of a country that only the election tells in which an actor stood."""

_STANDING = frozenset({"group", "organization", "party", "person"})
"""Kinds of actors that stand in elections."""


def place_contenders(
    actors: Sequence[ActorFact], elections: Sequence[ElectionFact], results: Sequence[ResultFact]
) -> tuple[ActorFact, ...]:
    """Return the actors, those who stood in the elections of one country placed in it.

    What the text states of an actor's country stays.
    """
    told: dict[int, dict[str, Evidence]] = defaultdict(dict)
    for result in results:
        election = elections[result.election]
        if election.evidence:
            words = replace(election.evidence[0], rule=OF_CONTEST, field="country")
            told[result.contender].setdefault(election.country, words)
    return tuple(_placed(actor, told.get(number, {})) for number, actor in enumerate(actors))


def _placed(actor: ActorFact, told: dict[str, Evidence]) -> ActorFact:
    if actor.has_stated_country or len(told) != 1 or actor.kind not in _STANDING:
        return actor
    [(country, words)] = told.items()
    if country == actor.country:
        return actor
    return replace(actor, country=country, country_evidence=(words,), country_basis="inferred")
