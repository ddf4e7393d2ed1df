"""What the figures of a vote say for and against each outcome of each contender.

Seats: more than half of the body is an absolute majority (won), the most seats without it the
first place (largest), and nobody else has either. One office or a referendum: more than half of
the votes wins it; where a second round follows, the first two go there and nobody has won.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from toolkit.facts import Evidence
from toolkit.parsers.english.cast import Cast
from toolkit.parsers.english.consistency import WHOLE
from toolkit.parsers.english.elections.contests_of_reader import ReadContest
from toolkit.parsers.english.elections.election_reading import ResultValue
from toolkit.parsers.english.elections.figure_outcomes import (
    evidence_of_figure,
    has_second_round,
    stands_alone,
)

FOR = 1.4
"""What figures that settle an outcome count for it."""
AGAINST = -3.0
"""What figures that rule an outcome out count against it."""
BEATEN = 0.5
"""What it counts for a loss that a rival has more than half. All set on training articles."""

_ONE_OFFICE = ("presidential", "leadership")
"""Votes of which an article hardly tells more than one race."""
FIRST = ("won", "largest")
"""Outcomes that one contender of a count has at most."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """How much a figure says for an outcome, against it where negative."""

    value: ResultValue
    outcome: str
    weight: float

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The figure and whose it is, as evidence of the outcome."""
        return evidence_of_figure(self.value)


def weigh_outcomes(
    cast: Cast,
    contests: Sequence[ReadContest],
    totals: Mapping[int, float],
    runoffs: Set[int],
    values: Sequence[ResultValue],
) -> Iterator[Weighed]:
    """Yield what the figures say of outcomes.

    `totals` has the seats of the body of a contest, `runoffs` the contests of which words say
    that somebody goes on to a second round.
    """
    for (contest, status), group in _counts(values, "seats"):
        parties = [v for v in group if cast.actors[v.contender].kind == "party"]
        if parties:
            yield from _of_seats(parties, totals.get(contest), status)
    for (contest, status), group in _counts(values, "vote_share"):
        kind = contests[contest].kind
        able = [v for v in group if stands_alone(cast, kind, v.contender)]
        if able:
            goes_on = contest in runoffs or has_second_round(contests[contest], contests)
            yield from _of_shares(able, kind, goes_on, status)


def _of_seats(ranked: list[ResultValue], total: float | None, status: str) -> Iterator[Weighed]:
    first = ranked[0]
    tied = len(ranked) > 1 and ranked[1].value == first.value
    majority = total is not None and float(first.value) > total / 2
    sure = (
        not tied and status != "exit_poll" and (len(ranked) > 2 or (majority and len(ranked) > 1))
    )
    if sure:
        yield Weighed(first, "won" if majority else "largest", FOR)
    if total is not None and majority:
        yield Weighed(first, "largest", AGAINST)
    elif total is not None:
        yield Weighed(first, "won", AGAINST)
    for value in ranked[1:]:
        if value.value != first.value:
            yield from (Weighed(value, outcome, AGAINST) for outcome in FIRST)


def _of_shares(
    ranked: list[ResultValue], kind: str, goes_on: bool, status: str
) -> Iterator[Weighed]:
    first = ranked[0]
    half = WHOLE / 2
    for value in ranked:
        if float(value.value) > half and status not in ("exit_poll", "partial"):
            yield Weighed(value, "won", FOR)
    if kind not in _ONE_OFFICE:
        return
    if float(first.value) <= half and goes_on and kind == "presidential":
        for value in ranked[:2]:
            if len(ranked) > 1:
                yield Weighed(value, "runoff", FOR)
            yield from (Weighed(value, outcome, AGAINST) for outcome in FIRST)
        for value in ranked[2:]:
            yield from (Weighed(value, outcome, AGAINST) for outcome in (*FIRST, "runoff"))
        return
    for value in ranked[1:]:
        if value.value != first.value:
            yield from (Weighed(value, outcome, AGAINST) for outcome in FIRST)
    if float(first.value) > half:
        for value in ranked:
            yield Weighed(value, "runoff", AGAINST)
        for value in ranked[1:2]:
            yield Weighed(value, "lost", BEATEN)


def _counts(
    values: Sequence[ResultValue], measure: str
) -> Iterator[tuple[tuple[int, str], list[ResultValue]]]:
    """Yield the values of each count of each contest, the largest first.

    Where somebody has two different ones they are of several races, and tell nothing.
    """
    groups: dict[tuple[int, str], dict[int, ResultValue]] = {}
    mixed = set()
    for value in values:
        if value.measure != measure:
            continue
        key = value.contest, value.status
        known = groups.setdefault(key, {}).setdefault(value.contender, value)
        if known.value != value.value:
            mixed.add(key)
    for key, group in groups.items():
        if key not in mixed:
            yield key, sorted(group.values(), key=lambda v: (-float(v.value), v.contender))
