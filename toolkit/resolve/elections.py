"""Join the votes that several articles report to elections of the world."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from toolkit.facts import ElectionFact
from toolkit.resolve.actors import ActorOf
from toolkit.resolve.evidence import of_whole_row
from toolkit.resolve.footprints import Footprint
from toolkit.resolve.former import election_identity, election_traits
from toolkit.resolve.identifiers import Wish, slug
from toolkit.resolve.intervals import Interval, interval_of, narrowed, stated_precision
from toolkit.resolve.names import content_words
from toolkit.resolve.reports import Report
from toolkit.resolve.stable_ids import StableIds

_KINDS_OF_AREA = frozenset({"county", "governorate", "province", "region", "state"})
"""Words that may stand beside the name of an area or not. Not "city": a state and its city
can have one name."""


_OF_MANY_AREAS = frozenset({"by_election", "leadership", "local", "other", "primary", "regional"})
"""Kinds of vote of which a country can hold several on one day."""


@dataclass(frozen=True, slots=True)
class ElectionReport:
    """One article's account of a vote.

    `position` is that in the article's facts; `candidates` are the persons for whom the
    article gives a result.
    """

    report: Report
    position: int
    fact: ElectionFact
    candidates: frozenset[str] = frozenset()

    @property
    def interval(self) -> Interval | None:
        """The days on which it can have been, by this account."""
        return interval_of(self.fact.start_date, self.fact.end_date)

    def has_a_subject_with(self, other: ElectionReport) -> bool:
        """Tell whether two accounts of one country, kind and area speak of one body or office.

        A vote below the national level whose area is not stated can be that of any area, and
        one of a party that of any party: these must have a candidate in common. Local votes
        are often held everywhere on one day, and are one where no candidate says otherwise.
        """
        if self.fact.area is not None or self.fact.kind not in _OF_MANY_AREAS:
            return True
        everywhere = self.fact.kind == "local" and not (self.candidates or other.candidates)
        return everywhere or bool(self.candidates & other.candidates)


@dataclass(slots=True)
class WorldElection:
    """A vote of the world; `accounts` begins with the most exactly dated one."""

    accounts: list[ElectionReport]
    interval: Interval | None
    election_id: str = field(default="")

    @property
    def first(self) -> ElectionReport:
        """The earliest account."""
        return min(self.accounts, key=lambda account: (account.report.order, account.position))

    @property
    def row(self) -> dict[str, Any]:
        """Its row of `elections`."""
        start, end = self.interval or (None, None)
        fact = self.first.fact
        return {
            "election_id": self.election_id,
            "country": fact.country,
            "kind": fact.kind,
            "area": fact.area,
            "round": self.round,
            "start_date": start,
            "end_date": end,
        }

    @property
    def round(self) -> int | None:
        """The round, if any account states it."""
        rounds = (account.fact.round for account in self.accounts)
        return next((number for number in rounds if number is not None), None)


def join_elections(
    reports: Sequence[Report], actor_of: ActorOf, keys: StableIds
) -> list[WorldElection]:
    """Return the elections of the world, with the ids that `keys` gives.

    Votes of one country, kind and area are one if their days overlap and no round
    conflicts. A vote of which only the year or month is known joins the one vote that lies
    in it; where two do, it stays by itself with others so dated. Votes that a country holds
    in many areas, and whose area is not stated, join only by their candidates. An undated
    vote, and a second vote of one article, never joins.
    """
    by_subject: dict[tuple[str, str, str], list[ElectionReport]] = defaultdict(list)
    for number, report in enumerate(reports):
        actors, results = report.facts.actors, report.facts.results
        for position, fact in enumerate(report.facts.elections):
            if fact.evidence:
                candidates = frozenset(
                    actor_of(number, result.contender)
                    for result in results
                    if result.election == position and actors[result.contender].kind == "person"
                )
                subject = (fact.country, fact.kind, _area_key(fact.area or ""))
                by_subject[subject].append(ElectionReport(report, position, fact, candidates))
    elections = [vote for accounts in by_subject.values() for vote in _join(accounts)]
    elections.sort(key=lambda vote: (vote.first.report.order, vote.first.position))
    found = [_footprint(vote) for vote in elections]
    election_ids = keys.assign("elections", found, (Wish(_name(vote)) for vote in elections))
    for vote, election_id in zip(elections, election_ids, strict=True):
        vote.election_id = election_id
    return elections


def _area_key(area: str) -> str:
    """Return an area's name without the word that says what kind of area it is."""
    words = content_words(area)
    return "".join(word for word in words if word not in _KINDS_OF_AREA) or "".join(words)


def _join(accounts: Sequence[ElectionReport]) -> list[WorldElection]:
    """Join the votes of one country, kind and area, the most exactly dated first."""
    elections: list[WorldElection] = []
    for account in sorted(accounts, key=_exactness):
        vote = _find(account, elections)
        if vote is None:
            elections.append(WorldElection([account], account.interval))
        else:
            vote.accounts.append(account)
            vote.interval = narrowed(vote.interval, account.interval)
    return elections


def _exactness(account: ElectionReport) -> tuple[object, ...]:
    interval = account.interval
    days = 10**9 if interval is None else interval.days
    no_round = account.fact.round is None
    return days, no_round, account.report.order, account.position


def _find(account: ElectionReport, elections: Sequence[WorldElection]) -> WorldElection | None:
    interval = account.interval
    if interval is None:
        return None
    possible = [
        vote
        for vote in elections
        if vote.interval is not None
        and interval.overlaps(vote.interval)
        and (None in (vote.round, account.fact.round) or vote.round == account.fact.round)
        and all(known.report is not account.report for known in vote.accounts)
        and all(known.has_a_subject_with(account) for known in vote.accounts)
    ]
    same_days = [vote for vote in possible if vote.interval == interval]
    if len(possible) == 1:
        return possible[0]
    return same_days[0] if len(same_days) == 1 else None


def _footprint(vote: WorldElection) -> Footprint:
    spans = set()
    for account in vote.accounts:
        article_id, fact = account.report.article_id, account.fact
        spans |= {(article_id, one.start, one.end) for one in of_whole_row(fact.evidence)}
    return Footprint(frozenset(spans), election_traits(vote.row), election_identity(vote.row))


def _name(vote: WorldElection) -> str:
    fact = vote.first.fact
    parts = [fact.country.lower(), stated_precision(vote.interval), fact.kind.replace("_", "-")]
    if fact.area:
        parts.append(slug(fact.area, otherwise="area"))
    if vote.round is not None and vote.round > 1:
        parts.append(f"round-{vote.round}")
    return "-".join(parts)
