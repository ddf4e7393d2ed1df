"""Judge elections: which vote, of what kind, on which day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.evaluation.account import Account, Election, interval, may_coincide
from toolkit.evaluation.assignment import assign
from toolkit.evaluation.judgement import FieldJudgement, Judgement, judge_rows


@dataclass(frozen=True, slots=True)
class Vote(Election):
    """The elections of one kind, country and day, which count as one.

    Whether three by-elections of one evening are one entry or three is not judged; their
    figures are. `keys` are those of all of them.
    """

    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgedElections:
    """The judgements, and for each key of an election the number of the vote that it is of.

    A found election that is none of those expected is left out of `found_votes`.
    """

    judgements: tuple[Judgement, ...]
    votes: dict[str, int]
    found_votes: dict[str, int]


def judge_elections(expected: Account, found: Account) -> JudgedElections:
    """Return the judgements of all votes, and which elections are the same vote."""
    votes, found_votes = _votes(expected.elections), _votes(found.elections)
    pairs = assign(votes, found_votes, _similarity)
    judgements: list[Judgement] = [*judge_rows("elections", votes, found_votes, pairs)]
    for i, j in pairs:
        one, other = votes[i], found_votes[j]
        judgements.append(
            FieldJudgement(
                "election kind", one.kind == other.kind, one.kind, other.kind, "kind", one, other
            )
        )
        days, found_days = interval(one), interval(other)
        if days:
            right = days == found_days
            judgements.append(
                FieldJudgement("election date", right, days, found_days, "start_date", one, other)
            )
    return JudgedElections(
        tuple(judgements),
        {key: i for i, vote in enumerate(votes) for key in vote.keys},
        {key: i for i, j in pairs for key in found_votes[j].keys},
    )


def _votes(elections: Iterable[Election]) -> list[Vote]:
    alike: dict[tuple[object, ...], list[Election]] = {}
    for election in elections:
        alike.setdefault((election.country, election.kind, interval(election)), []).append(election)
    return [
        Vote(
            group[0].key,
            group[0].country,
            group[0].kind,
            group[0].start,
            group[0].end,
            keys=tuple(election.key for election in group),
            optional=all(election.optional for election in group),
            spans=tuple(span for election in group for span in election.spans),
        )
        for group in alike.values()
    ]


def _similarity(one: Vote, other: Vote) -> float:
    days, found_days = interval(one), interval(other)
    if one.country != other.country or not may_coincide(days, found_days):
        return 0.0
    return 1 + (one.kind == other.kind) + 0.5 * (days == found_days)
