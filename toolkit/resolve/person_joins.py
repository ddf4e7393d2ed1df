"""Join persons whose names agree in part, where a post or the context speaks for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from toolkit.resolve.candidates import Candidate
from toolkit.resolve.clusters import Clusters
from toolkit.resolve.context import Context, are_within
from toolkit.resolve.person_names import can_be_one_name, surnames
from toolkit.resolve.posts import HOLDS, Post, post_of
from toolkit.resolve.spelling import sound_key, sound_tokens

_TERM_DAYS = 366
"""Longest time, in days, between two articles for a post to be in the same hands."""

_SLIPS = 0.7
"""Least share of the letters of each word that two spellings of one holder's name share."""

Posts = list[dict[Post, bool]]
"""For each candidate its posts, and whether the article says that he holds them."""


def posts_of(candidates: Sequence[Candidate], clusters: Clusters) -> Posts:
    """Return the posts of every candidate; a body that gives one is known by its group."""
    number_of = {(c.report, c.actor): number for number, c in enumerate(candidates)}
    posts: Posts = []
    for candidate in candidates:
        held: dict[Post, bool] = {}
        for role in candidate.roles:
            body = number_of.get((candidate.report, role.organization or 0))
            group = None if body is None else clusters.group_of(body)
            post = post_of(role, candidate.country, group)
            held[post] = held.get(post, False) or role.status in HOLDS
        posts.append(held)
    return posts


@dataclass(frozen=True, slots=True)
class _Holder:
    """A group of actors found to be one person, as holder of a post.

    `full_names` are its names but surnames alone; without any, `surname` is the word by
    which alone the person is known. `called` are the surnames that can go with the full
    names. `days` are those of articles that call it the holder, `ended` the first day of an
    article that calls it a former one.
    """

    number: int
    full_names: tuple[str, ...]
    called: frozenset[str]
    surname: str | None
    days: tuple[date, ...]
    ended: date

    def can_be(self, other: _Holder) -> bool:
        """Tell whether the names allow two groups to be one person."""
        if self.surname is not None:
            return self.surname == other.surname or self.surname in other.called
        if other.surname is not None:
            return other.surname in self.called
        return all(can_be_one_name(a, b, _SLIPS) for a in self.full_names for b in other.full_names)

    def fits(self, other: _Holder) -> bool:
        """Tell whether names and days allow two groups to be one holder of the post.

        They are called so within a year of each other, and not after the other's end.
        """
        return self.can_be(other) and any(
            a <= other.ended and b <= self.ended and are_within(a, b, _TERM_DAYS)
            for a in self.days
            for b in other.days
        )


def join_by_post(candidates: Sequence[Candidate], clusters: Clusters, posts: Posts) -> None:
    """Join persons who hold one post within a year and whose names can be one person's.

    The post must be one that a single person holds at a time ("foreign minister" of a
    country, "leader" of a party). Then a surname is enough, and a slip in the spelling or a
    word left out do not matter. Where a third holder's name fits one of two but not the
    other, these two are not joined.
    """
    numbers_of: dict[Post, list[int]] = defaultdict(list)
    for number, held in enumerate(posts):
        for post in held:
            if post.is_sole and candidates[number].family == "person":
                numbers_of[post].append(number)
    for post, numbers in numbers_of.items():
        holders = _holders(post, numbers, candidates, clusters, posts)
        joins = [
            (one.number, other.number)
            for one, other in combinations(holders, 2)
            if one.fits(other)
            and not any(
                (third.fits(one) and not third.can_be(other))
                or (third.fits(other) and not third.can_be(one))
                for third in holders
                if third not in (one, other)
            )
        ]
        for one_number, other_number in joins:
            clusters.join(one_number, other_number)


def _holders(
    post: Post,
    numbers: Iterable[int],
    candidates: Sequence[Candidate],
    clusters: Clusters,
    posts: Posts,
) -> list[_Holder]:
    """Return the groups of the candidates that hold a post, or held it."""
    of_group: dict[int, list[int]] = defaultdict(list)
    for number in numbers:
        of_group[clusters.group_of(number)].append(number)
    holders = []
    for group, members in of_group.items():
        dated = [
            (day, posts[number][post])
            for number in members
            if (day := candidates[number].published_on) is not None
        ]
        everyone = [candidates[number] for number in clusters.members_of(group)]
        full_names = {member.fact.name for member in everyone if not member.is_surname}
        holders.append(
            _Holder(
                number=group,
                full_names=tuple(sorted(full_names)),
                called=frozenset(word for name in full_names for word in surnames(name)),
                surname=None if full_names else sound_key(everyone[0].fact.name),
                days=tuple(sorted({day for day, holds in dated if holds})),
                ended=min((day for day, holds in dated if not holds), default=date.max),
            )
        )
    return holders


def join_similar_names(
    candidates: Sequence[Candidate], clusters: Clusters, posts: Posts, context: Context
) -> None:
    """Join persons of one country with a shorter form of a name, or a slip in its spelling.

    "Ana Reis" is "Ana Reis Prado" if both have a post in common or their articles tell of
    one matter, and if no third name of that country fits one of the two but not the other.
    """
    related = _similar(candidates, clusters)
    joins = [
        (one, other)
        for one in sorted(related)
        for other in sorted(related[one])
        if one < other
        and related[one] - {other} == related[other] - {one}
        and (_share_a_post(one, other, clusters, posts) or context.is_shared(one, other))
    ]
    for one, other in joins:
        clusters.join(one, other)


def _similar(candidates: Sequence[Candidate], clusters: Clusters) -> dict[int, set[int]]:
    """Return for each group those of its country with a name that can be the same one's."""
    of_words: dict[tuple[str, str, str], set[tuple[int, str]]] = defaultdict(set)
    for number, candidate in enumerate(candidates):
        if candidate.family == "person" and candidate.country and not candidate.is_surname:
            named = (clusters.group_of(number), candidate.fact.name)
            first, *others = sound_tokens(candidate.fact.name)
            for word in others:
                of_words[candidate.country, first[0], word].add(named)
            of_words[candidate.country, first, others[-1][0]].add(named)
    related: dict[int, set[int]] = defaultdict(set)
    for names in of_words.values():
        for (one, name), (other, other_name) in combinations(sorted(names), 2):
            if one != other and can_be_one_name(name, other_name):
                related[one].add(other)
                related[other].add(one)
    return related


def _share_a_post(one: int, other: int, clusters: Clusters, posts: Posts) -> bool:
    first, second = (
        {
            post
            for member in clusters.members_of(number)
            for post in posts[member]
            if post.giver is not None
        }
        for number in (one, other)
    )
    return bool(first & second)
