"""Judge actors, with their kind and country, and their roles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.evaluation.account import Account, Actor, Role
from toolkit.evaluation.assignment import assign
from toolkit.evaluation.judgement import FieldJudgement, Judgement, judge_rows
from toolkit.evaluation.names import actor_similarity, forms, title_words, words


def judge_actors(expected: Account, found: Account) -> Iterator[Judgement]:
    """Yield the judgements of all actors, of what is said of them, and of their roles."""
    pairs = assign(expected.actors, found.actors, actor_similarity)
    yield from judge_rows("actors", expected.actors, found.actors, pairs)
    for i, j in pairs:
        one, other = expected.actors[i], found.actors[j]
        if one.optional:
            continue
        yield _field("kind", one, other)
        if one.country:
            yield _field("country", one, other)
    yield from _judge_roles(expected.actors, found.actors, pairs)


def _field(column: str, one: Actor, other: Actor) -> FieldJudgement:
    wanted, have = getattr(one, column), getattr(other, column)
    return FieldJudgement(f"actor {column}", wanted == have, wanted, have, column, one, other)


def _judge_roles(
    expected: Sequence[Actor], found: Sequence[Actor], pairs: Sequence[tuple[int, int]]
) -> Iterator[Judgement]:
    partner = dict(pairs)
    known = set(partner.values())
    for j, actor in enumerate(found):
        if j not in known:
            yield from judge_rows("roles", (), actor.roles, (), of=actor)

    def similarity(one: Role, other: Role) -> float:
        return _role_similarity(one, other, expected)

    for i, actor in enumerate(expected):
        have = found[partner[i]].roles if i in partner else ()
        role_pairs = assign(actor.roles, have, similarity)
        yield from judge_rows("roles", actor.roles, have, role_pairs, of=actor)
        for a, b in role_pairs:
            one, other = actor.roles[a], have[b]
            right = one.status == other.status
            yield FieldJudgement(
                "role status", right, one.status, other.status, "status", one, other, actor
            )


def _role_similarity(one: Role, other: Role, actors: Sequence[Actor]) -> float:
    """Return 2 for the same title, 1 where one title holds the other; 0 for another post.

    An organisation that the annotation states must be there; one that it does not is free.
    """
    title, other_title = title_words(one.title), title_words(other.title)
    if not (title and other_title and (title <= other_title or other_title <= title)):
        return 0.0
    if one.organization:
        body = _named(one.organization, actors) or Actor(one.organization)
        if not other.organization or not actor_similarity(body, Actor(other.organization)):
            return 0.0
    return 1.0 + (title == other_title)


def _named(name: str, actors: Sequence[Actor]) -> Actor | None:
    """Return the first actor that a name is a form of."""
    return next((actor for actor in actors if words(name) in forms(actor)), None)
