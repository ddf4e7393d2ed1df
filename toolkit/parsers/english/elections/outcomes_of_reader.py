"""How a vote ended for each contender: what reader, rules and arithmetic say together.

The reader marks words and names that tell an outcome and says of each figure how its contender
fared, the rules know phrases, and shares and seats tell a winner themselves. None of them is sure
alone; an outcome is taken where they say enough together.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

import numpy as np

from toolkit.facts import Evidence
from toolkit.parsers.english.elections.contests_of_reader import ReadContest
from toolkit.parsers.english.elections.election_reading import ElectionReading, ResultValue
from toolkit.parsers.english.elections.figure_outcomes import evidence_of_figure, is_second_round
from toolkit.parsers.english.elections.figures_of_reader import ReadFigure
from toolkit.parsers.english.elections.marked_figures import NONE, OUTCOME
from toolkit.parsers.english.elections.outcomes import PHRASES, read_outcomes
from toolkit.parsers.english.elections.outcomes_of_figures import FIRST, weigh_outcomes
from toolkit.parsers.english.elections.results_of_reader import (
    contender_evidence,
    status_of,
)
from toolkit.parsers.english.elections.settled_figures import SettledFigure, vote_sizes
from toolkit.parsers.english.elections.table_outcomes import read_table_outcomes
from toolkit.parsers.english.reader.scores import Scores

OUTCOME_SUM = 1.4
"""Least sum of what words, names, figures and rules say at which an outcome is taken."""
WEIGHTS = {
    "contender_outcome": 1.7,
    "outcome": 1.45,
    "result_outcome": 1.5,
    "rule": 1.2,
    "table": 1.4,
    "second_round": 1.4,
}
"""What the squared probabilities of each head, and a phrase that the rules know, count for there.

A head that is sure suffices by itself; squared, two in doubt do not make up for one. Set on
training articles that the reader had not learned from.
"""

_Key = tuple[int, int]


class _Told:
    """What has been said so far of each outcome of each contender."""

    def __init__(self) -> None:
        self._sums: dict[_Key, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self._best: dict[tuple[_Key, str], tuple[float, tuple[Evidence, ...], str]] = {}

    def add(
        self, key: _Key, outcome: str, weight: float, evidence: tuple[Evidence, ...], status: str
    ) -> None:
        """Count something for an outcome, or against it where the weight is negative."""
        self._sums[key][outcome] += weight
        known = self._best.get((key, outcome))
        if known is None or known[0] < weight:
            self._best[key, outcome] = (weight, evidence, status)

    def of(self, outcomes: Collection[str]) -> set[_Key]:
        """Return of whom enough has been said for one of some outcomes."""
        return {
            key
            for key, chances in self._sums.items()
            if any(chances.get(outcome, 0.0) >= OUTCOME_SUM for outcome in outcomes)
        }

    def likeliest(self) -> Iterator[tuple[_Key, str, tuple[Evidence, ...], str]]:
        """Yield the outcome of each contender of whom enough was said, its evidence and status."""
        for key, chances in self._sums.items():
            outcome = max(chances, key=lambda name: chances[name])
            if chances[outcome] >= OUTCOME_SUM:
                _, evidence, status = self._best[key, outcome]
                yield key, outcome, evidence, status


def read_all_outcomes(
    scene: ElectionReading,
    scores: Scores,
    settled: Sequence[SettledFigure],
    contests: Sequence[ReadContest],
    values: Sequence[ResultValue],
) -> list[ResultValue]:
    """Return one outcome at most for each contest and contender.

    `values` are the figures of the contests; their status becomes that of the outcome.
    """
    if not contests:
        return []
    told = _Told()
    for key, outcome, chance, one in _of_reader(scores, settled):
        figure = one.figure
        parts = Evidence(figure.start, figure.end, f"reader/{_head_of(figure)}", OUTCOME)
        evidence = (parts, *contender_evidence(scene, figure, key[1]))
        told.add(key, outcome, chance, evidence, status_of(one, scores))
    for source, found in (
        ("rule", read_outcomes(scene, PHRASES)),
        ("table", read_table_outcomes(scene)),
    ):
        for value in found:
            # Over a column the header stands away from the row of whom it is told.
            words, name = value.evidence[:2]
            at = name.start if source == "table" else words.start
            key = (_contest_of_rule(scene, value, at, contests, settled), value.contender)
            evidence = tuple(part for part in value.evidence if part.field != "status")
            told.add(key, str(value.value), WEIGHTS[source], evidence, value.status)
    firsts = told.of(FIRST)
    runoffs = {contest for contest, _ in told.of(("runoff",))}
    sizes = vote_sizes(settled).items()
    totals = {contest: size.number.value for contest, size in sizes if size.number}
    for weighed in weigh_outcomes(scene.cast, contests, totals, runoffs, values):
        value = weighed.value
        key = (value.contest, value.contender)
        # Where words name another winner, the figures are rather somebody else's.
        is_other = key not in firsts and any(contest == value.contest for contest, _ in firsts)
        if weighed.outcome in FIRST and weighed.weight > 0 and is_other:
            continue
        told.add(key, weighed.outcome, weighed.weight, weighed.evidence, value.status)
    for key, value, status in _of_second_rounds(scene, contests, values):
        told.add(key, "runoff", WEIGHTS["second_round"], evidence_of_figure(value), status)
    statuses: dict[_Key, str] = {}
    for value in values:
        statuses.setdefault((value.contest, value.contender), value.status)
    return [
        ResultValue(*key, statuses.get(key, status), OUTCOME, outcome, evidence)
        for key, outcome, evidence, status in told.likeliest()
    ]


def _of_second_rounds(
    scene: ElectionReading, contests: Sequence[ReadContest], values: Sequence[ResultValue]
) -> Iterator[tuple[_Key, ResultValue, str]]:
    """Yield the two of a second round, for the first where the article has figures of that too.

    With each a figure of the second round and the status of the first.
    """
    persons: dict[int, dict[int, ResultValue]] = defaultdict(dict)
    statuses: dict[int, str] = {}
    for value in values:
        statuses.setdefault(value.contest, value.status)
        if scene.cast.actors[value.contender].kind == "person":
            persons[value.contest].setdefault(value.contender, value)
    for first in statuses:
        for second, two in persons.items():
            if len(two) == 2 and is_second_round(contests[first], contests[second]):
                for actor, value in two.items():
                    yield (first, actor), value, statuses[first]


def _of_reader(
    scores: Scores, settled: Sequence[SettledFigure]
) -> list[tuple[_Key, str, float, SettledFigure]]:
    """Return what words, names and figures say, the surest of each for each contender."""
    labels = scores.heads.labels["result_outcome"]
    best: dict[tuple[_Key, str, str], tuple[float, SettledFigure]] = {}
    for one in settled:
        if one.contender is None:
            continue
        key = (one.contest, one.contender)
        sure = float(np.exp(one.figure.actors[one.contender]))
        head = _head_of(one.figure)
        told = (
            {one.figure.outcome: one.figure.certainty}
            if one.figure.measure == OUTCOME
            else dict(zip(labels, np.exp(one.figure.outcomes).tolist(), strict=True))
        )
        for outcome, chance in told.items():
            if outcome is None or outcome == NONE:
                continue
            known = best.get((key, outcome, head))
            weight = WEIGHTS[head] * (sure * chance) ** 2
            if known is None or known[0] < weight:
                best[key, outcome, head] = (weight, one)
    return [(key, outcome, chance, one) for (key, outcome, _), (chance, one) in best.items()]


def _head_of(figure: ReadFigure) -> str:
    """Return the head that tells the outcome: of a number, how it ended for whose it is."""
    return figure.head if figure.measure == OUTCOME else "result_outcome"


def _contest_of_rule(
    scene: ElectionReading,
    value: ResultValue,
    at: int,
    contests: Sequence[ReadContest],
    settled: Sequence[SettledFigure],
) -> int:
    """Return the contest that the rules mean: that of the figure nearest to `at` in its passage.

    The contender's own go before. Without any a contest of the same kind and days, days, or the
    first; of votes as likely that of the contender's other figures.
    """
    passage = scene.passage_at(at)
    if passage is not None:
        ends = (passage.start, passage.end)
        first, last = (bisect_left(settled, end, key=lambda one: one.figure.start) for end in ends)
        near = settled[first:last]
        if near:
            return min(
                near, key=lambda one: (one.contender != value.contender, abs(one.figure.start - at))
            ).contest
    wanted = scene.contests.register.contests[value.contest]
    own = {one.contest for one in settled if one.contender == value.contender}
    ranked = sorted(
        range(len(contests)),
        key=lambda n: (
            contests[n].interval != wanted.interval,
            contests[n].kind != wanted.kind,
            n not in own,
            n,
        ),
    )
    return ranked[0] if contests[ranked[0]].interval == wanted.interval else 0
