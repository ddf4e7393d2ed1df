"""Values of results from the figures that the reader found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from toolkit.facts import Evidence
from toolkit.parsers.english.elections.contests_of_reader import ReadContest
from toolkit.parsers.english.elections.election_reading import ElectionReading, ResultValue
from toolkit.parsers.english.elections.figures_of_reader import OUTCOME, ReadFigure
from toolkit.parsers.english.elections.seat_changes import signed_change
from toolkit.parsers.english.reader.scores import Scores

NUMBER_RULE = "reader/number"
CONTENDER_RULE = "reader/contender"
_PERCENT = 100


def read_values(
    scene: ElectionReading,
    scores: Scores,
    figures: Sequence[ReadFigure],
    contests: Sequence[ReadContest],
    contenders: Mapping[int, int],
) -> list[ResultValue]:
    """Return the figures of contenders as values, in text order; words for outcomes are none."""
    place = contest_of_figures(contests)
    values = []
    for position, figure in enumerate(figures):
        if figure.measure == OUTCOME or position not in contenders:
            continue
        values.append(
            ResultValue(
                place[position],
                contenders[position],
                status_of_figure(figure, scores),
                figure.measure,
                _value(scene.text, figure),
                (
                    Evidence(figure.start, figure.end, NUMBER_RULE, figure.measure),
                    *contender_evidence(scene, figure, contenders[position]),
                ),
            )
        )
    return values


def contest_of_figures(contests: Sequence[ReadContest]) -> dict[int, int]:
    """Return the position of the contest of each figure."""
    return {
        position: number for number, contest in enumerate(contests) for position in contest.figures
    }


def status_of_figure(figure: ReadFigure, scores: Scores) -> str:
    """Return how firm a figure is, a value of `ResultFact.status`."""
    return scores.heads.labels["result_status"][int(np.argmax(figure.statuses))]


def contender_evidence(
    scene: ElectionReading, figure: ReadFigure, actor: int
) -> tuple[Evidence, ...]:
    """Return the mention of an actor of the cast that stands nearest to a figure."""
    mentions = [mention for mention in scene.cast.mentions if mention.actor == actor]
    if not mentions:
        return ()
    nearest = min(mentions, key=lambda m: max(m.start - figure.end, figure.start - m.end))
    return (Evidence(nearest.start, nearest.end, CONTENDER_RULE, "contender_id"),)


def _value(text: str, figure: ReadFigure) -> float:
    number = figure.number
    assert number is not None
    if figure.measure == "vote_share":
        return round(_PERCENT * number.value, 2) if number.unit == "fraction" else number.value
    if figure.measure == "seats_change":
        return float(round(signed_change(text, number)))
    return float(round(number.value))
