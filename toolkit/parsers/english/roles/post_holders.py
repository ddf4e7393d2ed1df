"""Who holds a post: the names beside its title, weighed with what the trained reader relates."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from toolkit.parsers.english.roles.marked_titles import MarkedTitle
from toolkit.parsers.english.roles.post_links import Linked
from toolkit.parsers.english.roles.post_titles import PostTitle
from toolkit.parsers.english.roles.title_neighbours import Neighbour, TitleNeighbours

HOLDER = 0.55
"""Least probability that a title is one and is held by the likeliest person."""
UNKNOWN = 0.9
"""The same for a title that no table knows, which is a profession as often as a post."""
PROFESSION = 0.95
"""The same for a profession."""
FURTHER_HOLDER = 0.25
"""Least probability of each holder of a plural title."""
BESIDE = 8.0
"""How much likelier a person is to hold a title whose name stands beside it."""

_LEAST = {None: UNKNOWN, "profession": PROFESSION}
_NO_ONE_NAMED = re.compile(r"\b(?:an?|any|every|no|some)\s(?:[\w-]+\s){0,3}$", re.IGNORECASE)
_SENTENCE_ENDS = re.compile(r"[^\W\d_]{4}[.!?]\s|\n\n")
_OF_ANOTHER = re.compile(r"['’]s?\s[a-z]")
_ANOTHER_ONE = re.compile(r",[^,.;]+,\s+and\s+the\s+(?:[^\W\d_]+\s+){0,2}$")
"""After the name of one who stands with another: "Obi, the mayor of X, and the Y ambassador"."""
_APART = 120
_LOOK_BACK = 60


def holders_of(
    text: str,
    marked: MarkedTitle,
    linked: Sequence[Linked[int]],
    beside: TitleNeighbours,
    taken: Collection[int] = (),
) -> list[Linked[int]]:
    """Return who holds a post, in the order of the text; `linked` are the reader's persons.

    `taken` are the places of names that follow the title before, as in "the head of A, X, the
    chair of B, Y": there, X is not the chair.
    """
    title = marked.title
    if title.plural:
        listed = beside.listed(title)
        if len(listed) > 1:
            return [_linked_to(name) for name in listed]
        several = [link for link in linked if link.chance >= FURTHER_HOLDER]
        return sorted(several, key=lambda link: link.start)
    least = _LEAST.get(title.domain, HOLDER)
    holder = _likeliest(title, linked, beside, taken)
    if holder is None or holder.chance * marked.chance < least:
        return []
    return [holder] if _can_hold(text, title, holder) else []


def _likeliest(
    title: PostTitle,
    holders: Sequence[Linked[int]],
    beside: TitleNeighbours,
    taken: Collection[int],
) -> Linked[int] | None:
    """Return the likeliest holder of a title, those preferred whose names stand beside it."""
    if title.told:
        return holders[0] if holders else None
    named = beside.holder(title) or beside.appointed(title)
    if named is not None:
        return _linked_to(named)
    if not holders:
        return None
    names = beside.beside(title)
    if len(names) > 1 and names[0].start in taken:
        return _linked_to(names[1])
    near = {name.actor for name in names}
    weights = [link.chance * (BESIDE if link.value in near else 1.0) for link in holders]
    total = sum(weights)
    chances = [weight / total for weight in weights]
    best = min(range(len(holders)), key=lambda place: (-chances[place], holders[place].start))
    return replace(holders[best], chance=chances[best])


def _linked_to(name: Neighbour) -> Linked[int]:
    return Linked(name.actor, 1.0, name.start, name.end, name.rule)


def _can_hold(text: str, title: PostTitle, holder: Linked[int]) -> bool:
    """Whether the words allow a title to be that of a person: "a spokesman said" names none."""
    if holder.start >= title.end:
        between = text[title.end : holder.start]
    else:
        between = text[holder.end : title.start]
        if _ANOTHER_ONE.match(between):
            return False
    apart = len(between) > _APART or _SENTENCE_ENDS.search(between) is not None
    if apart and _NO_ONE_NAMED.search(text, max(0, title.start - _LOOK_BACK), title.start):
        return False
    return title.told or not _OF_ANOTHER.match(text, title.end)
