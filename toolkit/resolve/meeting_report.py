"""One article's account of an encounter, and whether two accounts are of the same one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from toolkit.facts import MeetingFact
from toolkit.resolve.intervals import Interval, interval_of
from toolkit.resolve.names import name_tokens
from toolkit.resolve.reports import Report

KNOWN_DAYS = 7
"""Longest interval, in days, that counts as knowing when: a week. In a longer one the same
people may well meet twice."""

_NEWS_DAYS = 2
"""Longest time, in days, from an encounter to a report that tells it as the day's news."""


@dataclass(frozen=True, slots=True)
class MeetingReport:
    """One article's account of an encounter.

    `position` is that in the article's facts; `parties` says of every participant by what
    it is known; `is_told_once` is whether the
    article tells of no other encounter of two of them.
    """

    report: Report
    position: int
    fact: MeetingFact
    parties: tuple[frozenset[str], ...]
    is_told_once: bool = True

    @property
    def interval(self) -> Interval | None:
        """The days on which it can have been, by this account."""
        return interval_of(self.fact.start_date, self.fact.end_date)

    @property
    def place(self) -> frozenset[str]:
        """The words of the place; none where it is not stated."""
        return frozenset(name_tokens(self.fact.place or ""))

    @property
    def day_of_news(self) -> Interval | None:
        """The days that an undated account speaks of if it tells the news of its day."""
        published_on = self.report.published_on
        if published_on is None or self.fact.status not in ("held", "ongoing"):
            return None
        if self.interval is not None or not self.is_told_once:
            return None
        return Interval(published_on - timedelta(days=_NEWS_DAYS), published_on)

    def common_with(self, other: MeetingReport) -> int:
        """Return how many participants both accounts have."""
        left = list(other.parties)
        for party in self.parties:
            match = next((known for known in left if known & party), None)
            if match is not None:
                left.remove(match)
        return len(other.parties) - len(left)


def may_be_one(one: MeetingReport, other: MeetingReport) -> bool:
    """Tell whether two accounts of different articles are surely enough of one encounter.

    Not if one is a call and the other is not, or the places differ; and a summit is no
    meeting of some who were there. They need two common participants on overlapping known
    days (at most a week). Where a day is less known, one must have no participant that the
    other lacks, and the place must be stated alike; where it is unknown, see
    `_are_one_news`. One common participant is enough only where each names no other, on one
    day at one stated place.
    """
    if one.report is other.report or (one.fact.kind == "call") != (other.fact.kind == "call"):
        return False
    if _places_conflict(one, other):
        return False
    common = one.common_with(other)
    all_same = common == len(one.parties) == len(other.parties)
    if (one.fact.kind == "summit") != (other.fact.kind == "summit") and not all_same:
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
    countries = {one.fact.place_country, other.fact.place_country} - {None}
    if len(countries) > 1:
        return True
    if not (one.place and other.place):
        return False
    return not (one.place <= other.place or other.place <= one.place)
