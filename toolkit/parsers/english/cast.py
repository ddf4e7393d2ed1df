"""The cast of an article: its actors and every place where the text refers to one."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from toolkit.facts import ActorFact, RoleFact


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """Words that refer to an actor of the cast.

    `form`: "name" (a proper name or a part of one, an acronym), "title" ("the Iranian
    ambassador to Iraq", "the premier" for a person already known), "nominal" ("the
    alliance", "Iraqi officials"), "pronoun" (not used before anaphora is resolved).
    `actor` is a position in `Cast.actors`.
    """

    start: int
    end: int
    actor: int
    form: str
    rule: str


@dataclass(frozen=True, slots=True)
class Cast:
    """Actors of one article, with their mentions sorted by start and never overlapping.

    Offices, groups and states stand here whether or not they take part in anything; the
    parser drops those that no meeting, result or role refers to before it returns.
    """

    actors: tuple[ActorFact, ...]
    mentions: tuple[Mention, ...]
    roles: tuple[RoleFact, ...] = ()
    doubtful: frozenset[str] = frozenset()
    """Names of actors that count only where a meeting, a result or a role needs them."""

    def mentions_between(self, start: int, end: int) -> tuple[Mention, ...]:
        """Return the mentions that lie wholly within [start, end), in text order."""
        first = bisect_left(self.mentions, start, key=lambda m: m.start)
        found = []
        for mention in self.mentions[first:]:
            if mention.start >= end:
                break
            if mention.end <= end:
                found.append(mention)
        return tuple(found)
