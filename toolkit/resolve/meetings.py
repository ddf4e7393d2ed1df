"""Join the encounters that several articles report to meetings of the world."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from toolkit.facts import MeetingFact
from toolkit.resolve.actors import ActorOf
from toolkit.resolve.identifiers import Wish, assign_identifiers
from toolkit.resolve.intervals import Interval, interval_of, narrowed
from toolkit.resolve.names import name_tokens
from toolkit.resolve.reports import Report
from toolkit.resolve.voting import majority

_KNOWN_DAYS = 7
"""Longest interval, in days, that counts as knowing when: a week. In a longer one the same
people may well meet twice."""

_LONGEST_TOPIC = 120


@dataclass(frozen=True, slots=True)
class MeetingReport:
    """One article's account of an encounter."""

    report: Report
    fact: MeetingFact
    actors: frozenset[str]

    @property
    def interval(self) -> Interval | None:
        """The days on which it can have been, by this account."""
        return interval_of(self.fact.start_date, self.fact.end_date)

    @property
    def place(self) -> frozenset[str]:
        """The words of the place; none where it is not stated."""
        return frozenset(name_tokens(self.fact.place or ""))


@dataclass(slots=True)
class WorldMeeting:
    """An encounter of the world; `accounts` begins with the anchor, the earliest report."""

    accounts: list[MeetingReport]
    interval: Interval | None
    meeting_id: str = field(default="")

    @property
    def anchor(self) -> MeetingReport:
        """The account by whose report the meeting is named."""
        return self.accounts[0]

    @property
    def latest(self) -> MeetingReport:
        """The account that has the last word on the status."""
        return max(self.accounts, key=lambda account: account.report.recency)

    @property
    def kind(self) -> str:
        """The kind that most accounts give, the anchor's where they are divided."""
        return majority(account.fact.kind for account in self.accounts) or self.anchor.fact.kind

    @property
    def placed(self) -> MeetingReport:
        """The account that names the place most narrowly, the earliest of such."""
        return max(
            self.accounts,
            key=lambda account: (len(account.place), account.fact.place_country is not None),
        )

    @property
    def topic(self) -> str | None:
        """The topic of the earliest account that gives one, at most 120 characters."""
        topics = (account.fact.topic for account in self.accounts)
        topic = next((" ".join(topic.split()) for topic in topics if topic), "")
        if len(topic) > _LONGEST_TOPIC:
            topic = topic[: _LONGEST_TOPIC + 1].rsplit(" ", 1)[0][:_LONGEST_TOPIC].rstrip(" ,;:-–")
        return topic or None


def join_meetings(reports: Sequence[Report], actor_of: ActorOf) -> list[WorldMeeting]:
    """Return the meetings of the world by their earliest report, with their ids.

    An account joins the meeting that every account of it may be the same as (`may_be_one`);
    of several that with the largest share of common participants, then the earliest.
    """
    meetings: list[WorldMeeting] = []
    by_actors: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, report in enumerate(reports):
        for fact in report.facts.meetings:
            actors = frozenset(actor_of(number, p.actor) for p in fact.participants)
            account = MeetingReport(report, fact, actors)
            position = _find(account, meetings, by_actors)
            if position is None:
                position = len(meetings)
                meetings.append(WorldMeeting([account], account.interval))
            else:
                meeting = meetings[position]
                meeting.accounts.append(account)
                meeting.interval = narrowed(meeting.interval, account.interval)
            for key in _keys(actors):
                if position not in by_actors[key]:
                    by_actors[key].append(position)
    for meeting, meeting_id in zip(meetings, _identifiers(meetings), strict=True):
        meeting.meeting_id = meeting_id
    return meetings


def may_be_one(one: MeetingReport, other: MeetingReport) -> bool:
    """Tell whether two accounts of different articles are surely enough of one encounter.

    Not if one is a call and the other is not, or the places differ. They need two common
    participants on overlapping known days (at most a week). Where a day is less known, the
    participants must be the same and the place stated alike; where it is unknown, two must
    be common, the place stated alike and the reports of the same day. One common
    participant is enough only where each names no other, on one day at one stated place.
    """
    if one.report is other.report or (one.fact.kind == "call") != (other.fact.kind == "call"):
        return False
    if _places_conflict(one, other):
        return False
    same_place = bool(one.place and other.place)
    common = len(one.actors & other.actors)
    first, second = one.interval, other.interval
    if first is None or second is None:
        same_day = one.report.published_on == other.report.published_on is not None
        return same_day and same_place and common >= 2
    if not first.overlaps(second):
        return False
    if common == 1:
        return one.actors == other.actors and same_place and first == second and first.days == 1
    if max(first.days, second.days) <= _KNOWN_DAYS:
        return common >= 2
    return common >= 2 and one.actors == other.actors and same_place


def _places_conflict(one: MeetingReport, other: MeetingReport) -> bool:
    countries = {one.fact.place_country, other.fact.place_country} - {None}
    if len(countries) > 1:
        return True
    if not (one.place and other.place):
        return False
    return not (one.place <= other.place or other.place <= one.place)


def _keys(actors: frozenset[str]) -> Iterable[tuple[str, ...]]:
    """Return what two accounts of one encounter share: a pair, or the only participant."""
    if len(actors) == 1:
        return [tuple(actors)]
    return combinations(sorted(actors), 2)


def _find(
    account: MeetingReport,
    meetings: Sequence[WorldMeeting],
    by_actors: dict[tuple[str, ...], list[int]],
) -> int | None:
    candidates = {
        position
        for key in _keys(account.actors)
        for position in by_actors.get(key, ())
        if _all_may_be(account, meetings[position])
    }

    def preference(position: int) -> tuple[float, int]:
        known = meetings[position].anchor.actors
        return -len(known & account.actors) / len(known | account.actors), position

    return min(candidates, key=preference, default=None)


def _all_may_be(account: MeetingReport, meeting: WorldMeeting) -> bool:
    interval = account.interval
    if interval and meeting.interval and not interval.overlaps(meeting.interval):
        return False
    return all(may_be_one(account, known) for known in meeting.accounts)


def _identifiers(meetings: Sequence[WorldMeeting]) -> list[str]:
    return assign_identifiers(
        Wish(f"{meeting.anchor.report.article_id[:8]}-{_first_word(meeting.anchor.fact)}")
        for meeting in meetings
    )


def _first_word(fact: MeetingFact) -> int:
    """Return where the words begin that state the encounter."""
    as_a_whole = [e.start for e in fact.evidence if e.field is None]
    return min(as_a_whole or [e.start for e in fact.evidence])
