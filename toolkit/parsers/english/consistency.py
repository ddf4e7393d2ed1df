"""Leave out of an article's facts what cannot be true together.

A reader who arrives at shares of 180 percent has misread something. The values that break a
law of arithmetic or of time are left out here, before they become rows, so that one misread
table does not make a whole package invalid; validation proves the same laws of every row.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from toolkit.facts import ElectionFact, Evidence, Facts, MeetingFact, ResultFact

WHOLE = 100.5
"""Most percent that shares of one count may add up to: rounding takes half a point."""

Fact = TypeVar("Fact", ElectionFact, MeetingFact, ResultFact)

_MEASURES = ("votes", "vote_share", "seats", "seats_change", "outcome")


def leave_out_contradictions(facts: Facts, report_day: date | None) -> Facts:
    """Return `facts` without the values that contradict each other.

    `report_day` is the day on which the article was published, None if it is not known.
    Of values that are too many together, those that stand first in the text are kept. A size of
    a body that would cost several contenders their seats is itself what is wrong.
    """
    elections = tuple(_possible_election(election) for election in facts.elections)
    possible = _possible_results(facts.results)
    results = _without_excess(possible, elections)
    elections = _without_broken_sizes(elections, possible, results)
    results = _without_excess(possible, elections)
    meetings = tuple(_possible_meeting(meeting, report_day) for meeting in facts.meetings)
    return replace(facts, elections=elections, results=results, meetings=meetings)


def _possible_election(election: ElectionFact) -> ElectionFact:
    impossible: list[str] = []
    if election.turnout is not None and not 0 <= election.turnout <= 100:
        impossible.append("turnout")
    if (
        election.votes_cast is not None
        and election.registered_voters is not None
        and election.votes_cast > election.registered_voters
    ):
        impossible += ["votes_cast", "registered_voters"]
    return _without(election, impossible)


def _possible_results(results: tuple[ResultFact, ...]) -> list[ResultFact]:
    return [
        _without(result, ["vote_share"])
        if result.vote_share is not None and not 0 <= result.vote_share <= 100
        else result
        for result in results
    ]


def _without_excess(
    results: list[ResultFact], elections: tuple[ElectionFact, ...]
) -> tuple[ResultFact, ...]:
    sums: dict[tuple[object, ...], float] = defaultdict(float)
    kept = {}
    for position in sorted(range(len(results)), key=lambda p: (_first(results[p].evidence), p)):
        result = results[position]
        election = elections[result.election]
        limits = {
            "vote_share": WHOLE,
            "seats": election.seats_total,
            "votes": election.votes_cast,
        }
        for field, limit in limits.items():
            value = getattr(result, field)
            if value is None or limit is None:
                continue
            key = (field, result.status, *_identity(election))
            if sums[key] + value > limit:
                result = _without(result, [field])
            else:
                sums[key] += value
        if any(getattr(result, measure) is not None for measure in _MEASURES):
            kept[position] = result
    return tuple(kept[position] for position in sorted(kept))


def _without_broken_sizes(
    elections: tuple[ElectionFact, ...],
    before: Sequence[ResultFact],
    after: Sequence[ResultFact],
) -> tuple[ElectionFact, ...]:
    """Return the elections without the sizes that cost more than one contender its seats."""
    seated = {(one.election, one.contender) for one in before if one.seats is not None}
    seated -= {(one.election, one.contender) for one in after if one.seats is not None}
    lost = Counter(election for election, _ in seated)
    return tuple(
        _without(election, ["seats_total"]) if lost[position] > 1 else election
        for position, election in enumerate(elections)
    )


def _identity(election: ElectionFact) -> tuple[object, ...]:
    """Return what makes two elections of one article the same vote."""
    return (
        election.country,
        election.kind,
        election.area,
        election.round,
        election.start_date,
        election.end_date,
    )


def _without(fact: Fact, fields: list[str]) -> Fact:
    """Return a fact with some of its values unknown, and without the evidence for them."""
    unknown: dict[str, Any] = dict.fromkeys(fields)
    kept = tuple(one for one in fact.evidence if one.field not in fields)
    return replace(fact, **unknown, evidence=kept)


def _possible_meeting(meeting: MeetingFact, report_day: date | None) -> MeetingFact:
    if meeting.status != "held" or report_day is None or meeting.start_date is None:
        return meeting
    if meeting.start_date <= report_day:
        return meeting
    return _without(meeting, ["start_date", "end_date"])


def _first(evidence: tuple[Evidence, ...]) -> int:
    return min((one.start for one in evidence), default=0)
