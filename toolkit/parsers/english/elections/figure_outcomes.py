"""What figures need to tell an outcome: who can win alone, and which votes go to a second round."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from toolkit.facts import Evidence
from toolkit.parsers.english.cast import Cast
from toolkit.parsers.english.elections.election_reading import ResultValue

RULE = "result.derived_outcome"

_OFFICES = ("presidential", "by_election", "leadership", "primary", "local", "regional", "other")
_ROUNDS_APART = 100
"""Days between the rounds of one vote, at most."""


class Vote(Protocol):
    """A vote of an article, as the grammar or the reader knows it."""

    @property
    def kind(self) -> str:
        """Its kind."""

    @property
    def country(self) -> str | None:
        """Its country."""

    @property
    def round(self) -> int | None:
        """Its round, if told."""

    @property
    def interval(self) -> tuple[date, date] | None:
        """Its days, if told."""


def stands_alone(cast: Cast, kind: str, contender: int) -> bool:
    """Tell whether a contender can win the whole vote: a person, or a choice of a referendum."""
    wanted = "group" if kind == "referendum" else "person"
    return (kind == "referendum" or kind in _OFFICES) and cast.actors[contender].kind == wanted


def has_second_round(vote: Vote, others: Sequence[Vote]) -> bool:
    """Tell whether one of the votes of an article is the second round of this one."""
    return any(is_second_round(vote, other) for other in others)


def is_second_round(vote: Vote, other: Vote) -> bool:
    """Tell whether another vote is the second round of this one."""
    if vote.round == 2:
        return False
    if other is vote or other.round != 2:
        return False
    if (other.kind, other.country) != (vote.kind, vote.country):
        return False
    if vote.interval is None or other.interval is None:
        return True
    return 0 < (other.interval[0] - vote.interval[0]).days < _ROUNDS_APART


def evidence_of_figure(value: ResultValue) -> tuple[Evidence, ...]:
    """Return a figure and whose it is, as evidence of an outcome."""
    return tuple(
        Evidence(part.start, part.end, RULE, "outcome") if part.field == value.measure else part
        for part in value.evidence
    )
