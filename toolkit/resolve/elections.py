"""Join the votes that several articles report to elections of the world."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.facts import ElectionFact
from toolkit.resolve.identifiers import Wish, assign_identifiers, slug
from toolkit.resolve.intervals import Interval, interval_of, narrowed, stated_precision
from toolkit.resolve.names import name_key
from toolkit.resolve.reports import Report


@dataclass(frozen=True, slots=True)
class ElectionReport:
    """One article's account of a vote; `position` is that in the article's facts."""

    report: Report
    position: int
    fact: ElectionFact

    @property
    def interval(self) -> Interval | None:
        """The days on which it can have been, by this account."""
        return interval_of(self.fact.start_date, self.fact.end_date)


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
    def round(self) -> int | None:
        """The round, if any account states it."""
        rounds = (account.fact.round for account in self.accounts)
        return next((number for number in rounds if number is not None), None)


def join_elections(reports: Sequence[Report]) -> list[WorldElection]:
    """Return the elections of the world, with their ids.

    Votes of one country, kind and area are one if their days overlap and no round
    conflicts. A vote of which only the year or month is known joins the one vote that lies
    in it; where two do, it stays by itself with others so dated. An undated vote, and a
    second vote of one article, never joins.
    """
    by_subject: dict[tuple[str, str, str], list[ElectionReport]] = defaultdict(list)
    for report in reports:
        for position, fact in enumerate(report.facts.elections):
            if fact.evidence:
                subject = (fact.country, fact.kind, name_key(fact.area or ""))
                by_subject[subject].append(ElectionReport(report, position, fact))
    elections = [vote for accounts in by_subject.values() for vote in _join(accounts)]
    elections.sort(key=lambda vote: (vote.first.report.order, vote.first.position))
    for vote, election_id in zip(elections, _identifiers(elections), strict=True):
        vote.election_id = election_id
    return elections


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
    ]
    same_days = [vote for vote in possible if vote.interval == interval]
    if len(possible) == 1:
        return possible[0]
    return same_days[0] if len(same_days) == 1 else None


def _identifiers(elections: Sequence[WorldElection]) -> list[str]:
    return assign_identifiers(Wish(_name(vote)) for vote in elections)


def _name(vote: WorldElection) -> str:
    fact = vote.first.fact
    parts = [fact.country.lower(), stated_precision(vote.interval), fact.kind.replace("_", "-")]
    if fact.area:
        parts.append(slug(fact.area, otherwise="area"))
    if vote.round is not None and vote.round > 1:
        parts.append(f"round-{vote.round}")
    return "-".join(parts)
