"""Values of results from the figures that the reader found."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.facts import Evidence
from toolkit.parsers.english.elections.election_reading import ElectionReading, ResultValue
from toolkit.parsers.english.elections.figures_of_reader import ReadFigure
from toolkit.parsers.english.elections.marked_figures import OUTCOME
from toolkit.parsers.english.elections.seat_changes import signed_change
from toolkit.parsers.english.elections.settled_figures import SettledFigure
from toolkit.parsers.english.reader.scores import Scores

NUMBER_RULE = "reader/number"
CONTENDER_RULE = "reader/contender"
_PERCENT = 100


def read_values(
    scene: ElectionReading, scores: Scores, settled: Sequence[SettledFigure]
) -> list[ResultValue]:
    """Return the figures of contenders as values, in text order; words for outcomes are none."""
    return [
        ResultValue(
            one.contest,
            one.contender,
            status_of(one, scores),
            one.figure.measure,
            _value(scene.text, one.figure),
            (
                Evidence(one.figure.start, one.figure.end, NUMBER_RULE, one.figure.measure),
                *contender_evidence(scene, one.figure, one.contender),
            ),
        )
        for one in settled
        if one.contender is not None and one.figure.measure != OUTCOME
    ]


def status_of(one: SettledFigure, scores: Scores) -> str:
    """Return how firm a figure is, a value of `ResultFact.status`."""
    return scores.heads.labels["result_status"][one.status]


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
