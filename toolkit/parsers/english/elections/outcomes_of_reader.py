"""How a vote ended for each contender: what reader, rules and arithmetic say together.

The reader marks words that tell an outcome and says of each figure how its contender fared,
the rules know phrases, and shares and seats tell a winner themselves. None of them is sure
alone; an outcome is taken where they say enough together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from toolkit.facts import Evidence
from toolkit.parsers.english.elections.contests import Contest
from toolkit.parsers.english.elections.contests_of_reader import ReadContest
from toolkit.parsers.english.elections.derived_outcomes import derive_outcomes
from toolkit.parsers.english.elections.election_reading import ElectionReading, ResultValue
from toolkit.parsers.english.elections.figures_of_reader import (
    NONE,
    OUTCOME,
    ReadFigure,
)
from toolkit.parsers.english.elections.outcomes import read_outcomes
from toolkit.parsers.english.elections.results_of_reader import (
    contender_evidence,
    contest_of_figures,
    status_of_figure,
)
from toolkit.parsers.english.reader.scores import Scores

OUTCOME_SUM = 0.85
"""Least sum of what words, figures and rules say at which an outcome is taken."""
RULE_SHARE = 0.7
"""What a phrase that the rules know counts for in that sum. Both set on training articles."""

_Key = tuple[int, int]


def read_all_outcomes(
    scene: ElectionReading,
    scores: Scores,
    figures: Sequence[ReadFigure],
    contests: Sequence[ReadContest],
    contenders: Mapping[int, int],
    country: str,
    values: Sequence[ResultValue],
) -> list[ResultValue]:
    """Return one outcome at most for each contest and contender.

    `values` are the figures of the contests; their status becomes that of the outcome.
    """
    if not contests:
        return []
    sums: dict[_Key, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    best: dict[tuple[_Key, str], tuple[float, tuple[Evidence, ...], str]] = {}

    def add(
        key: _Key, outcome: str, chance: float, evidence: tuple[Evidence, ...], status: str
    ) -> None:
        sums[key][outcome] += chance
        known = best.get((key, outcome))
        if known is None or known[0] < chance:
            best[key, outcome] = (chance, evidence, status)

    for key, outcome, chance, figure in _of_reader(scores, figures, contests, contenders):
        rule = "reader/outcome" if figure.measure == OUTCOME else "reader/result_outcome"
        parts = Evidence(figure.start, figure.end, rule, OUTCOME)
        evidence = (parts, *contender_evidence(scene, figure, key[1]))
        add(key, outcome, chance, evidence, status_of_figure(figure, scores))
    for value in read_outcomes(scene):
        number = _contest_of_rule(scene, value, contests)
        evidence = tuple(part for part in value.evidence if part.field != "status")
        add((number, value.contender), str(value.value), RULE_SHARE, evidence, value.status)
    statuses: dict[_Key, str] = {}
    for value in values:
        statuses.setdefault((value.contest, value.contender), value.status)
    found = []
    for key, chances in sums.items():
        outcome = max(chances, key=lambda name: chances[name])
        if chances[outcome] >= OUTCOME_SUM:
            _, evidence, status = best[key, outcome]
            status = statuses.get(key, status)
            found.append(ResultValue(*key, status, OUTCOME, outcome, evidence))
    votes = [Contest(one.kind, country, None, one.round, one.interval) for one in contests]
    totals = {
        number: figure.number.value
        for number, contest in enumerate(contests)
        for figure in (figures[position] for position in contest.figures)
        if figure.measure == "seats_total" and figure.number is not None
    }
    return found + derive_outcomes(scene.cast, votes, 0, totals, [*values, *found])


def _of_reader(
    scores: Scores,
    figures: Sequence[ReadFigure],
    contests: Sequence[ReadContest],
    contenders: Mapping[int, int],
) -> list[tuple[_Key, str, float, ReadFigure]]:
    """Return what each word and each figure says, the best of each kind for each contender."""
    labels = scores.heads.labels["result_outcome"]
    place = contest_of_figures(contests)
    best: dict[tuple[_Key, str, bool], tuple[float, ReadFigure]] = {}
    for position, figure in enumerate(figures):
        if position not in contenders:
            continue
        key = (place[position], contenders[position])
        sure = float(np.exp(figure.actors[key[1]]))
        is_word = figure.measure == OUTCOME
        told = (
            {figure.outcome: figure.certainty}
            if is_word
            else dict(zip(labels, np.exp(figure.outcomes).tolist(), strict=True))
        )
        for outcome, chance in told.items():
            if outcome is None or outcome == NONE:
                continue
            known = best.get((key, outcome, is_word))
            if known is None or known[0] < sure * chance:
                best[key, outcome, is_word] = (sure * chance, figure)
    return [(key, outcome, chance, figure) for (key, outcome, _), (chance, figure) in best.items()]


def _contest_of_rule(
    scene: ElectionReading, value: ResultValue, contests: Sequence[ReadContest]
) -> int:
    """Return the contest that the rules mean: of the same kind and days, days, or the first."""
    wanted = scene.contests.register.contests[value.contest]
    ranked = sorted(
        range(len(contests)),
        key=lambda n: (
            contests[n].interval != wanted.interval,
            contests[n].kind != wanted.kind,
            n,
        ),
    )
    return ranked[0] if contests[ranked[0]].interval == wanted.interval else 0
