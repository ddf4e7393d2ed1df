"""Judge result values: each number or outcome of a contender, turnouts and sizes of bodies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from toolkit.evaluation.account import MEASURES, Account, Actor, Election, Row
from toolkit.evaluation.assignment import assign
from toolkit.evaluation.elections import JudgedElections
from toolkit.evaluation.judgement import FieldJudgement, Judgement, judge_rows
from toolkit.evaluation.names import actor_similarity, forms, words

_EQUAL_COUNTS = 1e-9
_EQUAL_FRACTIONS = 0.05


@dataclass(frozen=True, slots=True)
class ResultValue(Row):
    """One value of one contender, or of the vote as a whole (`contender` None).

    `vote` is the number of the vote in the annotation, or the key of an election that is no
    vote of it; `election` is what that election is.
    """

    vote: int | str
    contender: str | None
    measure: str
    value: float | str
    status: str | None = None
    election: Election | None = None


def judge_results(
    expected: Account, found: Account, elections: JudgedElections
) -> Iterator[Judgement]:
    """Yield the judgements of all values: the same vote, contender, measure and value."""
    values = _values(expected, elections.votes, "expected")
    found_values = _values(found, elections.found_votes, "found")

    def similarity(one: ResultValue, other: ResultValue) -> float:
        if (one.vote, one.measure) != (other.vote, other.measure):
            return 0.0
        if not same_value(one.value, other.value):
            return 0.0
        if one.contender is None or other.contender is None:
            return float(one.contender == other.contender)
        return actor_similarity(
            next(
                (actor for actor in expected.actors if words(one.contender) in forms(actor)),
                Actor(one.contender),
            ),
            next(
                (actor for actor in found.actors if actor.name == other.contender),
                Actor(other.contender),
            ),
        )

    pairs = assign(values, found_values, similarity)
    yield from judge_rows("result values", values, found_values, pairs)
    for i, j in pairs:
        one, other = values[i], found_values[j]
        if one.status:
            right = one.status == other.status
            yield FieldJudgement(
                "result status", right, one.status, other.status, "status", one, other
            )


def same_value(expected: float | str, found: float | str) -> bool:
    """Return whether two values are the same: counts exactly, fractions to 0.05."""
    if isinstance(expected, str) or isinstance(found, str):
        return expected == found
    limit = _EQUAL_COUNTS if float(expected).is_integer() else _EQUAL_FRACTIONS
    return abs(float(expected) - float(found)) <= limit


def _values(account: Account, votes: Mapping[str, int], side: str) -> list[ResultValue]:
    """Return every value that is stated; votes that are in no pair differ from all others."""
    elections = {election.key: election for election in account.elections}

    def vote(key: str) -> int | str:
        return votes.get(key, f"{side}: {key}")

    values = [
        ResultValue(
            vote(election.key),
            None,
            measure,
            value,
            election=election,
            optional=election.optional,
            spans=election.spans,
        )
        for election in account.elections
        for measure in ("turnout", "seats_total")
        if (value := getattr(election, measure)) is not None
    ]
    values += [
        ResultValue(
            vote(result.election),
            result.contender,
            measure,
            value,
            status=result.status,
            election=elections.get(result.election),
            optional=result.optional,
            words=result.words,
            spans=result.spans,
        )
        for result in account.results
        for measure in MEASURES
        if (value := getattr(result, measure)) is not None
    ]
    return values
