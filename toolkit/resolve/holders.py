"""Which holders of one post are one person."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from toolkit.resolve.person_names import can_be_one_name, surnames

_TERM_DAYS = 366
"""Longest time, in days, between two articles for a post to be in the same hands."""

_SLIPS = 0.7
"""Least share of the letters of each word that two spellings of one holder's name share."""

_NEAREST = 3
"""Number of holders before and after a day that one is joined with: all are linked through
these, and three can be passed over where one article keeps two of them apart."""

NEVER = 1 << 30
"""A day after all others."""


@dataclass(frozen=True)
class HolderNames:
    """The names of a group of actors found to be one person, without surnames alone.

    Without any, `surname` is the word by which alone the person is known, as it sounds.
    """

    full_names: tuple[str, ...]
    surname: str | None

    @cached_property
    def called(self) -> frozenset[str]:
        """The surnames that can go with the full names."""
        return frozenset(word for name in self.full_names for word in surnames(name))

    def can_be(self, other: HolderNames) -> bool:
        """Tell whether the names allow two groups to be one person."""
        if self.surname is not None:
            return self.surname == other.surname or self.surname in other.called
        if other.surname is not None:
            return other.surname in self.called
        return all(_can_be_one(a, b) for a in self.full_names for b in other.full_names)


@lru_cache(maxsize=1 << 14)
def _can_be_one(one: str, other: str) -> bool:
    return can_be_one_name(one, other, _SLIPS)


@dataclass(frozen=True)
class Holder:
    """A group of actors found to be one person, as holder of a post.

    `days` are those of articles that call it the holder, sorted; `ended` is the first day of an
    article that calls it a former one. Days are counted as `date.toordinal` does.
    """

    group: int
    names: HolderNames
    days: tuple[int, ...]
    ended: int = NEVER


def joined_holders(holders: Sequence[Holder]) -> set[tuple[int, int]]:
    """Return pairs of groups to join, enough to connect all that are one person.

    Two are one if their names can be one person's and they are called so within a year of each
    other, not after the other's end. Where a third holder's name fits one of two but not the
    other, these two are not joined. Holders of the same names are compared as one.
    """
    post = _Post(holders)
    return {pair for one, other in post.alike() for pair in post.links(one, other)}


class _Post:
    """The holders of one post by their names."""

    def __init__(self, holders: Sequence[Holder]) -> None:
        by_names: dict[HolderNames, list[Holder]] = defaultdict(list)
        for holder in holders:
            if holder.days:
                by_names[holder.names].append(holder)
        self._names = list(by_names)
        self._holders = [by_names[names] for names in self._names]
        self._days = [_by_day(group) for group in self._holders]
        self._can_be: dict[tuple[int, int], bool] = {}
        self._alike = self._near_and_alike()
        self._fitting = [
            {holder.group: self._fits_of(holder, at) for holder in group}
            for at, group in enumerate(self._holders)
        ]

    def alike(self) -> Iterator[tuple[int, int]]:
        """Yield the names, by their positions, that can be one person's, with each other."""
        for one, others in enumerate(self._alike):
            yield from ((one, other) for other in others if one <= other)

    def links(self, one: int, other: int) -> Iterator[tuple[int, int]]:
        """Yield the groups of the names `one` to join with groups of the names `other`."""
        firsts = [holder for holder in self._holders[one] if self._agrees(holder, one, other)]
        seconds = [holder for holder in self._holders[other] if self._agrees(holder, other, one)]
        for these, those in ((firsts, seconds), (seconds, firsts)):
            days = _by_day(those)
            for holder in these:
                for neighbour in _nearest(holder, days):
                    yield (
                        min(holder.group, neighbour.group),
                        max(holder.group, neighbour.group),
                    )

    def _agrees(self, holder: Holder, own: int, other: int) -> bool:
        """Tell whether all whose names fit a holder can also be of the names `other`."""
        return all(
            self._can(third, other)
            # That of one bearer is the other of the two itself, no third.
            or (third == other and len(self._holders[third]) == 1)
            for third in self._fitting[own][holder.group]
        )

    def _fits_of(self, holder: Holder, own: int) -> tuple[int, ...]:
        """Return the names of others that fit a holder."""
        return tuple(at for at in self._alike[own] if next(_nearest(holder, self._days[at]), None))

    def _can(self, one: int, other: int) -> bool:
        pair = min(one, other), max(one, other)
        if pair not in self._can_be:
            self._can_be[pair] = self._names[one].can_be(self._names[other])
        return self._can_be[pair]

    def _near_and_alike(self) -> list[list[int]]:
        """Return for all names those that can be one person's, within a year of theirs."""
        spans = [(days[0][0], days[-1][0]) for days in self._days]
        alike: list[list[int]] = [[] for _ in spans]
        order = sorted(range(len(spans)), key=spans.__getitem__)
        for place, one in enumerate(order):
            for other in order[place:]:
                if spans[other][0] > spans[one][1] + _TERM_DAYS:
                    break
                if self._can(one, other):
                    alike[one].append(other)
                    if one != other:
                        alike[other].append(one)
        return [sorted(others) for others in alike]


_Days = list[tuple[int, int, Holder]]
"""Holders by the days on which they are called so."""


def _by_day(holders: Sequence[Holder]) -> _Days:
    return sorted(
        ((day, one.group, one) for one in holders for day in one.days), key=lambda one: one[:2]
    )


def _nearest(holder: Holder, days: _Days) -> Iterator[Holder]:
    """Yield those that can have held the post with a holder, the nearest to each of its days."""
    for day in holder.days:
        at = bisect_left(days, (day,))
        for places in (range(at, len(days)), range(at - 1, -1, -1)):
            found = 0
            for place in places:
                other_day, _, other = days[place]
                if abs(day - other_day) > _TERM_DAYS or found == _NEAREST:
                    break
                if other is not holder and day <= other.ended and other_day <= holder.ended:
                    found += 1
                    yield other
