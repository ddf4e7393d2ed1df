"""Join the votes that several articles report to elections of the world."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from toolkit.resolve.intervals import Interval, narrowed
from toolkit.resolve.names import content_words

_KINDS_OF_AREA = frozenset({"county", "governorate", "province", "region", "state"})
"""Words that may stand beside the name of an area or not. Not "city": a state and its city
can have one name."""


_OF_MANY_AREAS = frozenset({"by_election", "leadership", "local", "other", "primary", "regional"})
"""Kinds of vote of which a country can hold several on one day."""


@dataclass(frozen=True, slots=True)
class ElectionReport:
    """One article's account of a vote.

    `report` is the place of the article among all, `position` that in its facts; `candidates`
    are the groups of the persons for whom the article gives a result; `spans` are where it is
    told.
    """

    report: int
    position: int
    country: str
    kind: str
    area: str | None
    round: int | None
    interval: Interval | None
    candidates: frozenset[int] = frozenset()
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def order(self) -> tuple[int, int]:
        """Its place among all accounts."""
        return self.report, self.position

    def has_a_subject_with(self, candidates: frozenset[int]) -> bool:
        """Tell whether two accounts of one country, kind and area speak of one body or office.

        `candidates` are those of the other. A vote below the national level whose area is not
        stated can be that of any area, and
        one of a party that of any party: these must have a candidate in common. Local votes
        are often held everywhere on one day, and are one where no candidate says otherwise.
        """
        if self.area is not None or self.kind not in _OF_MANY_AREAS:
            return True
        everywhere = self.kind == "local" and not (self.candidates or candidates)
        return everywhere or bool(self.candidates & candidates)


@dataclass(slots=True)
class WorldElection:
    """A vote of the world; `accounts` begins with the most exactly dated one."""

    accounts: list[ElectionReport]
    interval: Interval | None
    round: int | None = None
    _reports: set[int] = field(default_factory=set)
    _told: dict[tuple[str | None, frozenset[int]], ElectionReport] = field(default_factory=dict)

    @classmethod
    def of(cls, account: ElectionReport) -> WorldElection:
        """Return the vote that one account tells of."""
        vote = cls([], account.interval)
        vote.add(account)
        return vote

    def add(self, account: ElectionReport) -> None:
        """Add another account."""
        self.accounts.append(account)
        self.interval = narrowed(self.interval, account.interval)
        if self.round is None:
            self.round = account.round
        self._reports.add(account.report)
        self._told.setdefault((account.area, account.candidates), account)

    def may_be_of(self, account: ElectionReport) -> bool:
        """Tell whether all accounts may be of the vote of another one, which is dated."""
        days = account.interval
        if self.interval is None or days is None or not days.overlaps(self.interval):
            return False
        if None not in (self.round, account.round) and self.round != account.round:
            return False
        return account.report not in self._reports and all(
            known.has_a_subject_with(account.candidates) for known in self._told.values()
        )

    @property
    def first(self) -> ElectionReport:
        """The earliest account."""
        return min(self.accounts, key=lambda account: account.order)

    @property
    def row(self) -> dict[str, Any]:
        """Its row of `elections`, but for the key."""
        start, end = self.interval or (None, None)
        first = self.first
        return {
            "country": first.country,
            "kind": first.kind,
            "area": first.area,
            "round": self.round,
            "start_date": start,
            "end_date": end,
        }


def area_key(area: str | None) -> str:
    """Return an area's name without the word that says what kind of area it is."""
    words = content_words(area or "")
    return "".join(word for word in words if word not in _KINDS_OF_AREA) or "".join(words)


def join_votes(accounts: Iterable[ElectionReport]) -> list[WorldElection]:
    """Return the votes that accounts of one country, kind and area tell of.

    Votes are one if their days overlap and no round
    conflicts. A vote of which only the year or month is known joins the one vote that lies
    in it; where two do, it stays by itself with others so dated. Votes that a country holds
    in many areas, and whose area is not stated, join only by their candidates. An undated
    vote, and a second vote of one article, never joins.
    """
    elections: list[WorldElection] = []
    by_year: dict[int, list[WorldElection]] = defaultdict(list)
    for account in sorted(accounts, key=_exactness):
        vote = _find(account, by_year)
        if vote is not None:
            vote.add(account)
            continue
        vote = WorldElection.of(account)
        elections.append(vote)
        for year in _years(account):
            by_year[year].append(vote)
    return elections


def _years(account: ElectionReport) -> range:
    interval = account.interval
    return range(0) if interval is None else range(interval.start.year, interval.end.year + 1)


def _exactness(account: ElectionReport) -> tuple[object, ...]:
    interval = account.interval
    days = 10**9 if interval is None else interval.days
    return days, account.round is None, account.order


def _find(account: ElectionReport, by_year: dict[int, list[WorldElection]]) -> WorldElection | None:
    near = [by_year.get(year, ()) for year in _years(account)]
    possible = _once(vote for votes in near for vote in votes if vote.may_be_of(account))
    same_days = [vote for vote in possible if vote.interval == account.interval]
    if len(possible) == 1:
        return possible[0]
    return same_days[0] if len(same_days) == 1 else None


def _once(votes: Iterable[WorldElection]) -> Sequence[WorldElection]:
    return list({id(vote): vote for vote in votes}.values())
