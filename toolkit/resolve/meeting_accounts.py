"""The accounts of encounters of all reports, on disk, in parts that have nothing in common."""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Iterator
from functools import partial
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter
from typing import Any

from toolkit.resolve.candidates import People
from toolkit.resolve.evidence import of_whole_row
from toolkit.resolve.intervals import Interval, interval_of
from toolkit.resolve.meeting_report import MeetingReport, common_parties
from toolkit.resolve.meetings import known_pairs
from toolkit.resolve.reports import Report, Reports
from toolkit.resolve.shards import Shards
from toolkit.resolve.shelf import Shelf
from toolkit.resolve.standing import known_by

_BY_WHAT_IS_SHARED = """
SELECT key, account, first_day, last_day FROM encounters
QUALIFY count(*) OVER (PARTITION BY key) > 1
ORDER BY key, first_day, account
"""

_NO_DAY = 10**9
"""The number of days on which an undated encounter can have been."""


class MeetingAccounts:
    """The accounts of encounters, by their numbers; a context manager that frees their disk.

    In memory an account takes sixteen bytes and, while parts are made, twenty more.
    """

    def __init__(self, reports: Reports, shards: Shards) -> None:
        self._reports = reports
        self._shards = shards
        self._shelf = Shelf(shards.folder)
        self._days = array("i")
        self.report_of = array("i")
        """The report of each account."""

    def __enter__(self) -> MeetingAccounts:
        return self

    def __exit__(self, *_: object) -> None:
        self._shelf.close()

    def __len__(self) -> int:
        return len(self.report_of)

    def open(self) -> None:
        """Begin the table `encounters`: by what accounts are found, and when it can have been."""
        columns = ("key", "account", "first_day", "last_day")
        self._shards.open("encounters", dict.fromkeys(columns, "int64"))

    def add(self, report: Report, people: People) -> None:
        """Add the accounts of a report, in their order; reports come in theirs."""
        for account in _accounts(report, len(self), self._reports, people):
            self.report_of.append(report.number)
            self._days.append(account.interval.days if account.interval else _NO_DAY)
            self._shelf.add(marshal.dumps(_values(account)))
            days = account.interval or account.day_of_news
            if days is not None:
                first, last = days.start.toordinal(), days.end.toordinal()
                for pair in known_pairs(account.parties):
                    key = _key(account.kind == "call", *pair)
                    self._shards.add("encounters", (key, account.number, first, last))

    def parts(self) -> Iterator[list[MeetingReport]]:
        """Yield the accounts in parts between which none can be of one encounter.

        Two are in one part if they share two participants, or the only one, at the same time,
        or if others between them do.
        """
        import numpy

        self._shards.close("encounters")
        parts = numpy.frombuffer(self._connected() or array("i"), dtype=numpy.int32)
        order = numpy.argsort(parts, kind="stable").tolist() if len(parts) else []
        for _, accounts in groupby(order, key=parts.__getitem__):
            yield [self._read(account) for account in accounts]

    def _connected(self) -> array[int]:
        """Return for each account the first of its part."""
        parent = array("i", range(len(self)))
        if self._shards.is_empty("encounters"):
            return parent

        def first_of(account: int) -> int:
            while parent[account] != account:
                parent[account] = parent[parent[account]]
                account = parent[account]
            return account

        for _, rows in groupby(self._shards.rows(_BY_WHAT_IS_SHARED), key=itemgetter(0)):
            known, known_until = -1, -1
            for _, account, first_day, last_day in rows:
                if first_day <= known_until:
                    one, other = sorted((first_of(known), first_of(account)))
                    parent[other] = one
                    known_until = max(known_until, last_day)
                else:
                    known, known_until = account, last_day
        return array("i", map(first_of, range(len(self))))

    def _read(self, number: int) -> MeetingReport:
        kind, status, days, place, country, topic, parties, actors, spans, once = marshal.loads(
            self._shelf.read(number)
        )
        report = self.report_of[number]
        return MeetingReport(
            number,
            report,
            self._reports.article_id(report),
            self._reports.published_on(report),
            kind,
            status,
            days and Interval.from_ordinals(*days),
            place,
            country,
            topic,
            tuple(map(frozenset, parties)),
            frozenset(actors),
            spans,
            once,
        )


def _values(account: MeetingReport) -> tuple[Any, ...]:
    days = account.interval
    return (
        *(account.kind, account.status, days and (days.start.toordinal(), days.end.toordinal())),
        *(account.place_name, account.place_country, account.topic),
        *(tuple(map(tuple, account.parties)), tuple(account.actors)),
        *(account.spans, account.is_told_once),
    )


def _accounts(
    report: Report, number: int, reports: Reports, people: People
) -> Iterator[MeetingReport]:
    facts = report.facts
    first = reports.first_actors[report.number]
    group_of = people.clusters.group_of

    def actor_of(position: int) -> int:
        return group_of(first + position)

    known = partial(known_by, facts, actor_of=actor_of)
    parties = [
        tuple(map(known, dict.fromkeys(one.actor for one in fact.participants)))
        for fact in facts.meetings
    ]
    for position, fact in enumerate(facts.meetings):
        own = parties[position]
        once = all(
            common_parties(own, others) < 2
            for other, others in enumerate(parties)
            if other != position
        )
        yield MeetingReport(
            number=number + position,
            report=report.number,
            article_id=report.article_id,
            published_on=report.published_on,
            kind=fact.kind,
            status=fact.status,
            interval=interval_of(fact.start_date, fact.end_date),
            place_name=fact.place,
            place_country=fact.place_country,
            topic=fact.topic,
            parties=own,
            actors=frozenset(actor_of(one.actor) for one in fact.participants),
            spans=tuple((one.start, one.end) for one in of_whole_row(fact.evidence)),
            is_told_once=once,
        )


def _key(is_call: bool, *pair: str) -> int:
    text = "\x1f".join((str(is_call), *pair))
    return int.from_bytes(blake2b(text.encode(), digest_size=7).digest(), "big")
