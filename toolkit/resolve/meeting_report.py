"""One article's account of an encounter, and whether two accounts are of the same one."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, timedelta

from toolkit.resolve.intervals import Interval
from toolkit.resolve.names import name_tokens

KNOWN_DAYS = 7
"""Longest interval, in days, that counts as knowing when: a week. In a longer one the same
people may well meet twice."""

_NEWS_DAYS = 2
"""Longest time, in days, from an encounter to a report that tells it as the day's news."""


@dataclass(frozen=True, slots=True)
class MeetingReport:
    """One article's account of an encounter.

    `number` counts all accounts through, in the order of their reports and places in them.
    `parties` says of every participant by what it is known; `is_told_once` is whether the
    article tells of no other encounter of two of them. `spans` are where it is told, `actors`
    the participants by the numbers of their groups.
    """

    number: int
    report: int
    article_id: str
    published_on: date | None
    kind: str
    status: str
    interval: Interval | None
    place_name: str | None
    place_country: str | None
    topic: str | None
    parties: tuple[frozenset[str], ...]
    actors: frozenset[int]
    spans: tuple[tuple[int, int], ...]
    is_told_once: bool = True

    @property
    def recency(self) -> tuple[date, str]:
        """Sort key that puts the account with the last word last, unknown days first."""
        return self.published_on or date.min, self.article_id

    @property
    def place(self) -> frozenset[str]:
        """The words of the place; none where it is not stated."""
        return frozenset(name_tokens(self.place_name or ""))

    @property
    def day_of_news(self) -> Interval | None:
        """The days that an undated account speaks of if it tells the news of its day."""
        if self.published_on is None or self.status not in ("held", "ongoing"):
            return None
        if self.interval is not None or not self.is_told_once:
            return None
        return Interval(self.published_on - timedelta(days=_NEWS_DAYS), self.published_on)

    @property
    def begun_by(self) -> date | None:
        """The last day on which what is reported as held can have begun, if one is known."""
        return self.published_on if self.status == "held" else None

    @property
    def content(self) -> Hashable:
        """What `may_be_one` asks of an account, but for its report: equal in accounts alike."""
        return (
            *(self.kind, self.interval, self.place, self.place_country),
            *(self.parties, self.day_of_news),
        )

    def common_with(self, other: MeetingReport) -> int:
        """Return how many participants both accounts have."""
        return common_parties(self.parties, other.parties)


def common_parties(parties: tuple[frozenset[str], ...], others: tuple[frozenset[str], ...]) -> int:
    """Return how many participants two accounts have in common."""
    left = list(others)
    for party in parties:
        match = next((known for known in left if known & party), None)
        if match is not None:
            left.remove(match)
    return len(others) - len(left)


def may_be_one(one: MeetingReport, other: MeetingReport) -> bool:
    """Tell whether two accounts of different articles are surely enough of one encounter.

    Not if one is a call and the other is not, or the places differ; and a summit is no
    meeting of some who were there. They need two common participants on overlapping known
    days (at most a week). Where a day is less known, one must have no participant that the
    other lacks, and the place must be stated alike; where it is unknown, see
    `_are_one_news`. One common participant is enough only where each names no other, on one
    day at one stated place.
    """
    if one.report == other.report or (one.kind == "call") != (other.kind == "call"):
        return False
    if _places_conflict(one, other):
        return False
    common = one.common_with(other)
    all_same = common == len(one.parties) == len(other.parties)
    if (one.kind == "summit") != (other.kind == "summit") and not all_same:
        return False
    same_place = bool(one.place and other.place)
    first, second = one.interval, other.interval
    if first is None or second is None:
        return common >= 2 and (same_place or all_same) and _are_one_news(one, other, same_place)
    if not first.overlaps(second):
        return False
    if common < 2:
        return all_same and bool(common) and same_place and first == second and first.days == 1
    if max(first.days, second.days) <= KNOWN_DAYS:
        return True
    return common == min(len(one.parties), len(other.parties)) and same_place


def _are_one_news(one: MeetingReport, other: MeetingReport, same_place: bool) -> bool:
    """Tell whether accounts of which one or both are undated tell the news of the same day.

    A dated one must be of the days just before the other article; two undated ones must
    be of one place and of articles of one day. An article that tells of two
    encounters of the same people, or of a coming one, leaves open which day it means.
    """
    if one.interval is None and other.interval is None:
        days = [account.day_of_news for account in (one, other)]
        if days[0] is None or days[1] is None:
            return False
        return same_place and days[0] == days[1]
    undated, dated = (one, other) if one.interval is None else (other, one)
    days_of_news, days_known = undated.day_of_news, dated.interval
    if days_of_news is None or days_known is None or days_known.days > KNOWN_DAYS:
        return False
    return days_of_news.overlaps(days_known)


def _places_conflict(one: MeetingReport, other: MeetingReport) -> bool:
    countries = {one.place_country, other.place_country} - {None}
    if len(countries) > 1:
        return True
    if not (one.place and other.place):
        return False
    return not (one.place <= other.place or other.place <= one.place)
