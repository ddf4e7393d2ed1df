"""Join the encounters that several articles report to meetings of the world."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations, product

from toolkit.resolve.intervals import Interval, narrowed
from toolkit.resolve.meeting_report import MeetingReport, may_be_one
from toolkit.resolve.voting import majority

_LONGEST_TOPIC = 120

Known = tuple[str, ...]
"""By what two accounts of one encounter are found: a pair, or the only participant."""


@dataclass(slots=True)
class WorldMeeting:
    """An encounter of the world; `accounts` are in the order of their reports when complete."""

    accounts: list[MeetingReport]
    interval: Interval | None
    begun_by: date | None = None
    _reports: set[int] = field(default_factory=set)
    _told: dict[Hashable, MeetingReport] = field(default_factory=dict)

    @classmethod
    def of(cls, account: MeetingReport) -> WorldMeeting:
        """Return the meeting that one account tells of."""
        meeting = cls([], account.interval)
        meeting.add(account)
        return meeting

    def add(self, account: MeetingReport) -> None:
        """Add another account."""
        self.accounts.append(account)
        self.interval = narrowed(self.interval, account.interval)
        self.begun_by = _earlier(self.begun_by, account.begun_by)
        self._reports.add(account.report)
        self._told.setdefault(account.content, account)

    def may_be_of(self, account: MeetingReport) -> bool:
        """Tell whether all accounts may be of the encounter of another one."""
        days = account.interval
        if days and self.interval and not days.overlaps(self.interval):
            return False
        # The days of one account may be after the day on which another says that it was held.
        known = narrowed(self.interval, days)
        begun_by = _earlier(self.begun_by, account.begun_by)
        if known and begun_by and known.start > begun_by:
            return False
        if account.report in self._reports:
            return False
        return all(may_be_one(account, known) for known in self._told.values())

    @property
    def anchor(self) -> MeetingReport:
        """The account by whose report the meeting is named."""
        return self.accounts[0]

    @property
    def latest(self) -> MeetingReport:
        """The account that has the last word on the status."""
        return max(self.accounts, key=lambda account: account.recency)

    @property
    def kind(self) -> str:
        """The kind that most accounts give, the anchor's where they are divided."""
        return majority(account.kind for account in self.accounts) or self.anchor.kind

    @property
    def placed(self) -> MeetingReport:
        """The account that names the place most narrowly, the earliest of such."""
        return max(
            self.accounts,
            key=lambda account: (len(account.place), account.place_country is not None),
        )

    @property
    def topic(self) -> str | None:
        """The topic of the earliest account that gives one, at most 120 characters."""
        topics = (account.topic for account in self.accounts)
        topic = next((" ".join(topic.split()) for topic in topics if topic), "")
        if len(topic) > _LONGEST_TOPIC:
            topic = topic[: _LONGEST_TOPIC + 1].rsplit(" ", 1)[0][:_LONGEST_TOPIC].rstrip(" ,;:-–")
        return topic or None

    @property
    def first_word(self) -> int:
        """Where the words of the anchor begin that state the encounter."""
        return min(start for start, _ in self.anchor.spans)


def _earlier(one: date | None, other: date | None) -> date | None:
    return min(filter(None, (one, other)), default=None)


def join_accounts(accounts: Sequence[MeetingReport]) -> list[WorldMeeting]:
    """Return the meetings that accounts tell of, which have nothing to do with any others.

    The most exactly dated accounts come first. An account joins the meeting that every
    account of it may be the same as (`may_be_one`); of several that with the largest share of
    common participants, then the first. One that does not know the day joins only where
    there is no choice.
    """
    meetings: list[WorldMeeting] = []
    by_parties: dict[Known, dict[int, None]] = defaultdict(dict)
    for account in sorted(accounts, key=_exactness):
        keys = known_pairs(account.parties)
        position = _find(account, keys, meetings, by_parties)
        if position is None:
            position = len(meetings)
            meetings.append(WorldMeeting.of(account))
        else:
            meetings[position].add(account)
        for key in keys:
            by_parties[key][position] = None
    for meeting in meetings:
        meeting.accounts.sort(key=lambda account: account.number)
    return meetings


def _exactness(account: MeetingReport) -> tuple[int, int]:
    return account.interval.days if account.interval else 10**9, account.number


def known_pairs(parties: tuple[frozenset[str], ...]) -> Iterable[Known]:
    """Return what two accounts of one encounter share: a pair, or the only participant."""
    if len(parties) == 1:
        return [(known,) for known in parties[0]]
    return {
        (min(pair), max(pair))
        for one, other in combinations(parties, 2)
        for pair in product(one, other)
    }


def _find(
    account: MeetingReport,
    keys: Iterable[Known],
    meetings: Sequence[WorldMeeting],
    by_parties: dict[Known, dict[int, None]],
) -> int | None:
    near = {position for key in keys for position in by_parties.get(key, ())}
    candidates = [position for position in near if meetings[position].may_be_of(account)]
    if len(candidates) > 1 and (account.interval is None or account.interval.days > 1):
        return None

    def preference(position: int) -> tuple[float, int]:
        known = meetings[position].accounts[0]
        common = account.common_with(known)
        return -common / (len(known.parties) + len(account.parties) - common), position

    return min(candidates, key=preference, default=None)
