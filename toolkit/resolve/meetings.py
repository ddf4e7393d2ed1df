"""Join the encounters that several articles report to meetings of the world."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import combinations, product

from toolkit.facts import MeetingFact
from toolkit.resolve.actors import ActorOf
from toolkit.resolve.evidence import of_whole_row
from toolkit.resolve.footprints import Footprint
from toolkit.resolve.former import meeting_identity
from toolkit.resolve.identifiers import Wish
from toolkit.resolve.intervals import Interval, narrowed
from toolkit.resolve.meeting_report import MeetingReport, may_be_one
from toolkit.resolve.reports import Report
from toolkit.resolve.stable_ids import StableIds
from toolkit.resolve.standing import known_by
from toolkit.resolve.voting import majority

_LONGEST_TOPIC = 120


@dataclass(slots=True)
class WorldMeeting:
    """An encounter of the world; `accounts` are in the order of their reports when complete."""

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


def join_meetings(
    reports: Sequence[Report], actor_of: ActorOf, keys: StableIds
) -> list[WorldMeeting]:
    """Return the meetings of the world by their earliest report, with the ids that `keys` gives.

    The most exactly dated accounts come first. An account joins the meeting that every
    account of it may be the same as (`may_be_one`); of several that with the largest share of
    common participants, then the first. One that does not know the day joins only where
    there is no choice.
    """
    meetings: list[WorldMeeting] = []
    by_parties: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for account in sorted(_accounts(reports, actor_of), key=_exactness):
        position = _find(account, meetings, by_parties)
        if position is None:
            position = len(meetings)
            meetings.append(WorldMeeting([account], account.interval))
        else:
            meeting = meetings[position]
            meeting.accounts.append(account)
            meeting.interval = narrowed(meeting.interval, account.interval)
        for key in _keys(account):
            if position not in by_parties[key]:
                by_parties[key].append(position)
    for meeting in meetings:
        meeting.accounts.sort(key=lambda account: account.report.order)
    meetings.sort(key=lambda meeting: (meeting.anchor.report.order, meeting.anchor.position))
    number_of = {report.article_id: number for number, report in enumerate(reports)}
    found = [_footprint(meeting, number_of, actor_of) for meeting in meetings]
    meeting_ids = keys.assign("meetings", found, map(_wish, meetings))
    for meeting, meeting_id in zip(meetings, meeting_ids, strict=True):
        meeting.meeting_id = meeting_id
    return meetings


def _accounts(reports: Sequence[Report], actor_of: ActorOf) -> Iterable[MeetingReport]:
    for number, report in enumerate(reports):
        facts = report.facts
        of_report = partial(actor_of, number)
        parties = [
            tuple(
                known_by(facts, position, of_report)
                for position in dict.fromkeys(p.actor for p in fact.participants)
            )
            for fact in facts.meetings
        ]
        for position, fact in enumerate(facts.meetings):
            own = MeetingReport(report, position, fact, parties[position])
            others = (
                MeetingReport(report, other, facts.meetings[other], parties[other])
                for other in range(len(parties))
                if other != position
            )
            once = all(own.common_with(other) < 2 for other in others)
            yield replace(own, is_told_once=once)


def _exactness(account: MeetingReport) -> tuple[object, ...]:
    days = account.interval.days if account.interval else 10**9
    return days, account.report.order, account.position


def _keys(account: MeetingReport) -> Iterable[tuple[str, ...]]:
    """Return what two accounts of one encounter share: a pair, or the only participant."""
    if len(account.parties) == 1:
        return [(known,) for known in account.parties[0]]
    return {
        (min(pair), max(pair))
        for one, other in combinations(account.parties, 2)
        for pair in product(one, other)
    }


def _find(
    account: MeetingReport,
    meetings: Sequence[WorldMeeting],
    by_parties: dict[tuple[str, ...], list[int]],
) -> int | None:
    candidates = {
        position
        for key in _keys(account)
        for position in by_parties.get(key, ())
        if _all_may_be(account, meetings[position])
    }
    if len(candidates) > 1 and (account.interval is None or account.interval.days > 1):
        return None

    def preference(position: int) -> tuple[float, int]:
        known = meetings[position].accounts[0]
        common = account.common_with(known)
        return -common / (len(known.parties) + len(account.parties) - common), position

    return min(candidates, key=preference, default=None)


def _all_may_be(account: MeetingReport, meeting: WorldMeeting) -> bool:
    interval = account.interval
    if interval and meeting.interval and not interval.overlaps(meeting.interval):
        return False
    return all(may_be_one(account, known) for known in meeting.accounts)


def _wish(meeting: WorldMeeting) -> Wish:
    return Wish(f"{meeting.anchor.report.article_id[:8]}-{_first_word(meeting.anchor.fact)}")


def _footprint(meeting: WorldMeeting, number_of: Mapping[str, int], actor_of: ActorOf) -> Footprint:
    spans, parties = set(), set()
    for account in meeting.accounts:
        article_id, fact = account.report.article_id, account.fact
        spans |= {(article_id, one.start, one.end) for one in of_whole_row(fact.evidence)}
        parties |= {actor_of(number_of[article_id], one.actor) for one in fact.participants}
    start, end = meeting.interval or (None, None)
    identity = meeting_identity(parties, start, end)
    return Footprint(frozenset(spans), frozenset(parties), identity)


def _first_word(fact: MeetingFact) -> int:
    """Return where the words begin that state the encounter."""
    return min(span.start for span in of_whole_row(fact.evidence))
