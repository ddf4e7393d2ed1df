"""The votes of an article, each once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from toolkit.facts import Evidence

Interval = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Contest:
    """One vote: what `ElectionFact` says of it, without its figures.

    `previous`: known only as the one before the vote that the article reports.
    """

    kind: str
    country: str | None
    area: str | None = None
    round: int | None = None
    interval: Interval | None = None
    evidence: tuple[Evidence, ...] = ()
    previous: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in the text that tells which contest the figures beside it belong to."""

    start: int
    end: int
    contest: int
    rule: str


def within(inner: Interval, outer: Interval) -> bool:
    """Tell whether all days of one interval are days of the other."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


class ContestRegister:
    """The contests found so far; a vote that is named again gets its first position back."""

    def __init__(self) -> None:
        self.contests: list[Contest] = []

    def place(self, wanted: Contest) -> int:
        """Return the position of the contest that `wanted` describes, adding it if it is new.

        A year and a day of that year are one vote if kind, country, area and round agree; the
        narrower interval and the first known round are kept, evidence is gathered.
        """
        for position, known in enumerate(self.contests):
            if (known.kind, known.country, known.area, known.previous) != (
                wanted.kind,
                wanted.country,
                wanted.area,
                wanted.previous,
            ):
                continue
            if None not in (known.round, wanted.round) and known.round != wanted.round:
                continue
            if known.interval is None or wanted.interval is None:
                if known.interval is not wanted.interval:
                    continue
            elif not (
                within(known.interval, wanted.interval) or within(wanted.interval, known.interval)
            ):
                continue
            interval = known.interval
            if interval and wanted.interval and within(wanted.interval, interval):
                interval = wanted.interval
            self.contests[position] = replace(
                known,
                round=known.round or wanted.round,
                interval=interval,
                evidence=tuple(dict.fromkeys(known.evidence + wanted.evidence)),
            )
            return position
        self.contests.append(wanted)
        return len(self.contests) - 1
