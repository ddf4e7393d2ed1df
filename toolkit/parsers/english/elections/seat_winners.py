"""Seats are won by parties: whose a number of seats is that stands with a person's name.

"Her list won 20 seats", "Mr Vella's 31 seats": the words name the leader, the party is meant.
"""

from __future__ import annotations

import numpy as np

from toolkit.parsers.english.cast import Cast
from toolkit.parsers.english.reader.scores import Floats

FORMER = "former"
OWN_SEAT = 1
"""Most seats that one person can win."""
PERSON_WEIGHT = 4.0
"""Log odds against a person as the winner of several seats; set on training articles."""


def parties_of_persons(cast: Cast) -> dict[int, int]:
    """Return the party in which a person holds a post now, the first one told, by positions."""
    found: dict[int, int] = {}
    for role in cast.roles:
        body = role.organization
        if role.status == FORMER or body is None:
            continue
        if cast.actors[body].kind == "party":
            found.setdefault(role.actor, body)
    return found


def give_to_parties(actors: Floats, cast: Cast, parties: dict[int, int]) -> Floats:
    """Return the logits of actors [cast] for several seats: what was a person's is the party's."""
    given = actors.copy()
    for position, actor in enumerate(cast.actors):
        if actor.kind == "person":
            party = parties.get(position)
            if party is not None:
                given[party] = np.logaddexp(given[party], actors[position])
            given[position] -= PERSON_WEIGHT
    return given
