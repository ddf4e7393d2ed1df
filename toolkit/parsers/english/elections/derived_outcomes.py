"""Outcomes that the figures themselves tell, where no words of the article say how it ended.

Seats: more than half of the body is an absolute majority (won), the most seats without it the
first place (largest). One office or a referendum: more than half of the votes wins it.
"""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.parsers.english.cast import Cast
from toolkit.parsers.english.elections.contests import Contest
from toolkit.parsers.english.elections.election_reading import ResultValue
from toolkit.parsers.english.elections.figure_outcomes import (
    evidence_of_figure,
    has_second_round,
    stands_alone,
)

_Group = dict[int, ResultValue]


def _groups(values: Sequence[ResultValue], measure: str) -> dict[tuple[int, str], _Group]:
    """Return the first value of `measure` for each contender, by contest and status."""
    groups: dict[tuple[int, str], _Group] = {}
    for value in values:
        if value.measure == measure and not isinstance(value.value, str):
            groups.setdefault((value.contest, value.status), {}).setdefault(value.contender, value)
    return groups


def _ranked(group: _Group) -> list[ResultValue]:
    return sorted(group.values(), key=lambda value: -float(value.value))


def _outcome(value: ResultValue, outcome: str) -> ResultValue:
    evidence = evidence_of_figure(value)
    return ResultValue(value.contest, value.contender, value.status, "outcome", outcome, evidence)


def derive_outcomes(
    cast: Cast,
    contests: Sequence[Contest],
    main: int,
    seats_total: dict[int, float],
    values: Sequence[ResultValue],
) -> list[ResultValue]:
    """Return the outcomes that figures tell and words do not.

    Only of the vote that the article reports and those beside it, not of an earlier one.
    """
    stated = {(value.contest, value.contender) for value in values if value.measure == "outcome"}
    decided = {value.contest for value in values if value.value in ("won", "largest")}
    found: list[ResultValue] = []
    for (contest, status), group in _groups(values, "seats").items():
        if status == "exit_poll" or contest in decided or not _is_news(contests, contest, main):
            continue
        ranked = _ranked(group)
        if len(ranked) < 2 or ranked[0].value == ranked[1].value:
            continue
        if cast.actors[ranked[0].contender].kind != "party":
            continue
        total = seats_total.get(contest)
        majority = total is not None and float(ranked[0].value) > total / 2
        if len(ranked) < 3 and not majority:
            continue
        found.append(_outcome(ranked[0], "won" if majority else "largest"))
        decided.add(contest)
    for (contest, status), group in _groups(values, "vote_share").items():
        if status in ("exit_poll", "partial") or contest in decided:
            continue
        kind = contests[contest].kind
        ranked = [v for v in _ranked(group) if stands_alone(cast, kind, v.contender)]
        if ranked and float(ranked[0].value) > 50:
            found.append(_outcome(ranked[0], "won"))
            decided.add(contest)
    for (contest, _), group in _groups(values, "vote_share").items():
        if not has_second_round(contests[contest], contests):
            continue
        ranked = [v for v in _ranked(group) if cast.actors[v.contender].kind == "person"]
        if len(ranked) >= 2 and float(ranked[0].value) <= 50:
            found.extend(_outcome(value, "runoff") for value in ranked[:2])
    return [value for value in found if (value.contest, value.contender) not in stated]


def _is_news(contests: Sequence[Contest], contest: int, main: int) -> bool:
    one, other = contests[contest], contests[main]
    return contest == main or one.interval == other.interval
