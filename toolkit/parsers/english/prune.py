"""Drop from the facts of an article the actors that nothing needs.

Every named person and organisation is kept. An office, a state or an unnamed group is an
actor only where it meets someone, stands in an election, is the source of a claim or is the
body of a post, as the annotation guide says.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from toolkit.facts import ActorFact, Facts
from toolkit.parsers.english.places.places import capital_country, country_of


def _is_kept_anyway(actor: ActorFact, doubtful: Collection[str]) -> bool:
    if actor.kind in ("office", "group") or actor.name in doubtful:
        return False
    is_state = country_of(actor.name) is not None or capital_country(actor.name) is not None
    return not (actor.kind == "government" and is_state)


def prune_cast(facts: Facts, doubtful: Collection[str] = ()) -> Facts:
    """Return `facts` without unused offices, groups and states, positions renumbered.

    `doubtful` are names of further actors that are kept only where they are used.
    """
    used = {role.organization for role in facts.roles}
    for meeting in facts.meetings:
        used.add(meeting.source)
        used.update(participant.actor for participant in meeting.participants)
    used.update(result.contender for result in facts.results)
    kept = [
        position
        for position, actor in enumerate(facts.actors)
        if position in used or _is_kept_anyway(actor, doubtful)
    ]
    place = {old: new for new, old in enumerate(kept)}
    return replace(
        facts,
        actors=tuple(facts.actors[old] for old in kept),
        roles=tuple(
            replace(
                role,
                actor=place[role.actor],
                organization=None if role.organization is None else place[role.organization],
            )
            for role in facts.roles
            if role.actor in place
        ),
        meetings=tuple(
            replace(
                meeting,
                source=None if meeting.source is None else place[meeting.source],
                participants=tuple(
                    replace(participant, actor=place[participant.actor])
                    for participant in meeting.participants
                ),
            )
            for meeting in facts.meetings
        ),
        results=tuple(
            replace(result, contender=place[result.contender]) for result in facts.results
        ),
    )
