"""The body in which a post is held, from the words beside its title or from the reader.

In order: a name that touches the title; one that touches the holder's name ("Marshal X of
the Y Army"); what the reader relates to it, within what "its" or "the agency's" can mean;
and the house of a bare "Speaker X".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from toolkit.parsers.english.cast import Cast
from toolkit.parsers.english.roles.post_links import Linked
from toolkit.parsers.english.roles.post_titles import PostTitle
from toolkit.parsers.english.roles.title_neighbours import TitleNeighbours, is_body
from toolkit.reference import read_table

BODY = 0.3
"""Least probability of the body of a post; the rest is shared by the other bodies and none."""
BODY_MEANT = 0.1
"""The same where "its" or "the party's" says that there is one, named before."""

_BESIDE_HOLDER = frozenset(("body", "military", "parliament", None))
_ITS = re.compile(r"\b(?:its|their)\s(?:[a-z][\w-]*\s){0,3}$", re.IGNORECASE)
_NOUN = re.compile(
    r"\b(?:the|this|that)\s(?:[\w-]+\s)?(\w+)['’]s?\s(?:[a-z][\w-]*\s){0,3}$", re.IGNORECASE
)
_LOOK_BACK = 60


@cache
def _kinds_of_noun() -> dict[str, frozenset[str]]:
    rows = read_table("body_noun_kinds")
    return {row["noun"]: frozenset(row["kinds"].split()) for row in rows}


@cache
def _house_words() -> dict[str, frozenset[str]]:
    return {row["post"]: frozenset(row["words"].split()) for row in read_table("post_houses")}


class TitleBodies:
    """Finds the bodies of the posts of one article."""

    def __init__(self, text: str, cast: Cast, beside: TitleNeighbours) -> None:
        self._text = text
        self._cast = cast
        self._beside = beside
        self._named_bodies = [
            (mention, frozenset(re.findall(r"\w+", actor.name.casefold())))
            for mention in cast.mentions
            if is_body((actor := cast.actors[mention.actor]).kind, actor.name)
        ]
        self._first: dict[int, int] = {}
        for mention in cast.mentions:
            self._first.setdefault(mention.actor, mention.start)

    def body(
        self, title: PostTitle, holder: Linked[int], linked: Sequence[Linked[int]]
    ) -> Linked[int] | None:
        """Return the body of a post that one holder has; `linked` are the reader's."""
        beside = self._beside.body(title)
        if beside is None and title.domain in _BESIDE_HOLDER and holder.start >= title.end:
            beside = self._beside.body_of_holder(holder.end)
        if beside is not None:
            return Linked(beside.actor, 1.0, beside.start, beside.end, beside.rule)
        found = self._linked(title, linked)
        return self._house(title) if found is None else found

    def _linked(self, title: PostTitle, linked: Sequence[Linked[int]]) -> Linked[int] | None:
        before = self._text[max(0, title.start - _LOOK_BACK) : title.start]
        known = [link for link in linked if self._first[link.value] < title.start]
        noun = _NOUN.search(before)
        if noun is not None and noun[1].lower() in _kinds_of_noun():
            meant = [link for link in known if self._is_meant(link.value, noun[1].lower())]
            return meant[0] if meant else None
        if _ITS.search(before):
            return known[0] if known and known[0].chance >= BODY_MEANT else None
        return linked[0] if linked and linked[0].chance >= BODY else None

    def _is_meant(self, actor: int, noun: str) -> bool:
        """Whether "the agency" can mean an actor: it is so named, or it is of such a kind."""
        fact = self._cast.actors[actor]
        return fact.kind in _kinds_of_noun()[noun] or noun in fact.name.casefold().split()

    def _house(self, title: PostTitle) -> Linked[int] | None:
        """Return the body that a bare title must be of: the parliament of a speaker."""
        words = _house_words().get(title.title)
        if words is None:
            return None
        found = [
            mention
            for mention, name_words in self._named_bodies
            if not words.isdisjoint(name_words)
        ]
        before = [mention for mention in found if mention.start < title.start]
        nearest = before[-1] if before else found[0] if found else None
        if nearest is None:
            return None
        return Linked(nearest.actor, 0.0, nearest.start, nearest.end, "house_of_post")
