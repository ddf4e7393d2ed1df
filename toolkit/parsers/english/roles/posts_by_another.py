"""Posts told by another person's: "his Turkish counterpart", "her predecessor", "X's deputy"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from toolkit.facts import RoleFact
from toolkit.parsers.english.anaphora.gender import compatible, pronoun_gender
from toolkit.parsers.english.cast import Cast, Mention
from toolkit.parsers.english.roles.post_titles import RELATIONS, PostTitle, domain_of_post

_PRONOUN = re.compile(r"\b(his|her|their)\s(?:[\w-]+\s){0,3}$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?\s(?:[\w-]+\s){0,3}")
_OF_WHOM = re.compile(r",?\s(?:of|to)\s(?:[\w-]+\s){0,3}")
_NOT_POSTS = frozenset((None, "candidate", "clergy", "military", "profession"))
_SENTENCES_BACK = 3


def is_told_by_another(text: str, title: PostTitle) -> bool:
    """Return whether a title names no post of its own; a deputy is one's only after "his"."""
    if title.title.split()[-1] in RELATIONS or title.title.endswith("opposite number"):
        return True
    if title.title != "deputy":
        return False
    before = text[max(0, title.start - 40) : title.start]
    return _PRONOUN.search(before) is not None or re.search(r"['’]s?\s$", before) is not None


def post_by_another(
    text: str,
    cast: Cast,
    sentences: Sequence[tuple[int, int]],
    title: PostTitle,
    role: RoleFact,
    roles: Sequence[RoleFact],
) -> RoleFact | None:
    """Return the post that `role` stands for, of which so far only the relation is known.

    `roles` are the posts of the others. None where the other one, or his post, is not found.
    """
    word = title.title.split()[-1]
    owner = _owner(text, cast, sentences, title, role.actor, roles)
    held = _post_of(owner, title.start, [r for r in roles if r.actor != role.actor])
    if held is None:
        return role if word == "deputy" else None
    if word == "deputy":
        named = held.title if held.title.startswith("deputy") else f"deputy {held.title}"
        body = held.organization if role.organization is None else role.organization
        return replace(role, title=named, organization=body, country=role.country or held.country)
    if word in ("predecessor", "successor"):
        status = "former" if word == "predecessor" else "current"
        return replace(held, actor=role.actor, evidence=role.evidence, status=status)
    if word == "colleague" and role.country is None:
        return None
    body = None if role.organization == held.organization else role.organization
    return replace(role, title=held.title, organization=body)


def _post_of(owner: int | None, position: int, roles: Sequence[RoleFact]) -> RoleFact | None:
    """Return the post of `owner`, told before `position` if possible; a post of state first."""
    return max(
        (role for role in roles if role.actor == owner),
        key=lambda role: (
            domain_of_post(role.title) not in _NOT_POSTS,
            role.status in ("current", "acting"),
            role.evidence[0].start < position,
            role.organization is None,
        ),
        default=None,
    )


def _owner(
    text: str,
    cast: Cast,
    sentences: Sequence[tuple[int, int]],
    title: PostTitle,
    holder: int,
    roles: Sequence[RoleFact],
) -> int | None:
    """Return the person whose counterpart, predecessor or deputy is meant."""
    persons = [
        mention
        for mention in cast.mentions
        if cast.actors[mention.actor].kind == "person" and mention.actor != holder
    ]
    for mention in persons:
        if mention.end <= title.start and _POSSESSIVE.fullmatch(text, mention.end, title.start):
            return mention.actor
        if mention.start >= title.end and _OF_WHOM.fullmatch(text, title.end, mention.start):
            return mention.actor
    pronoun = _PRONOUN.search(text, max(0, title.start - 60), title.start)
    gender = None if pronoun is None else pronoun_gender(pronoun[1].lower())
    with_post = {role.actor for role in roles}
    before = [s for s in sentences if s[0] < title.start][-_SENTENCES_BACK:]
    for first, last in reversed(before):
        here = [m for m in persons if first <= m.start and m.end <= min(last, title.start)]
        best = _best(text, cast, here, gender, with_post)
        if best is not None:
            return best.actor
    return None


def _best(
    text: str, cast: Cast, mentions: Sequence[Mention], gender: str | None, with_post: set[int]
) -> Mention | None:
    """Return the mention that a pronoun most likely means, the first one of a sentence."""
    scored = [
        (fit + (mention.actor in with_post), -number, mention)
        for number, mention in enumerate(mentions)
        if (fit := compatible(text, cast, mention, gender))
    ]
    return max(scored, key=lambda entry: entry[:2])[2] if scored else None
