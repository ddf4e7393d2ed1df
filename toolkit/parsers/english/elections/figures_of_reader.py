"""The numbers, words and names of an article that tell a result.

The trained reader says what each number is and whose; the unit that stands with a number, the
layout of tables and the words for a status weigh in where they say something.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.parsers.english.elections.election_reading import ElectionReading
from toolkit.parsers.english.elections.figure_candidates import Candidates
from toolkit.parsers.english.elections.figure_hints import (
    FigureHint,
    find_figure_hints,
    governing_vote,
)
from toolkit.parsers.english.elections.marked_figures import (
    IMPOSSIBLE,
    TABLE_WEIGHT,
    Mark,
    MarkedFigure,
    mark_figures,
)
from toolkit.parsers.english.elections.seat_winners import (
    OWN_SEAT,
    give_to_parties,
    parties_of_persons,
)
from toolkit.parsers.english.reader.scores import Floats, Scores, log_softmax

OF_SEATS = ("seats", "seats_change")
TURNOUT, SIZE = "turnout", "seats_total"
OF_VOTES = (TURNOUT, SIZE)
"""What a number can tell of a vote as a whole; the names are fields of `ElectionFact`."""

ACTOR_WEIGHT = 1.5
"""Log odds that the rules add to the contender that they take a number for."""
KIND_WEIGHT = 1.0
"""Log odds that the rules add to the kind of the vote that a number belongs to."""
INTERVAL_WEIGHT = 2.5
"""Log odds that the rules add to the days of the vote that a number belongs to."""
STATUS_WEIGHT = 1.5
"""Log odds that words for a status add. All are set on training articles, most of which the reader
had not learned from."""


@dataclass(frozen=True, slots=True)
class ReadFigure(Mark):
    """A mark with what the reader says of it, as log probabilities.

    `kinds`, `statuses`, `outcomes` over the labels of their heads, `actors` over the cast,
    `intervals` and `countries` over those of the candidates and, last, none of them.
    """

    kinds: Floats
    statuses: Floats
    outcomes: Floats
    actors: Floats
    intervals: Floats
    countries: Floats


def read_figures(
    scene: ElectionReading, scores: Scores, candidates: Candidates
) -> tuple[ReadFigure, ...]:
    """Return the figures of an article in text order."""
    hints = find_figure_hints(scene)
    reading = scene.reading
    found = mark_figures(reading.article.text, scores, candidates, hints)
    if not found:
        return ()
    anchors = [one.word for one in found]
    kinds = log_softmax(scores.label_logits("election_kind", anchors))
    statuses = log_softmax(scores.label_logits("result_status", anchors))
    actors = log_softmax(candidates.actor_logits(scores, anchors, len(scene.cast.actors)))
    intervals = log_softmax(candidates.interval_logits(scores, anchors))
    parties = parties_of_persons(scene.cast)
    labels = scores.heads.labels
    for row, one in enumerate(found):
        hint = hints.get(one.start) if one.number else None
        if hint is None:
            kind, interval = governing_vote(scene, one.start, one.end, one.measure)
            hint = FigureHint(kind=kind, interval=interval)
        status = hint.status or _status(scene, one.start)
        if status is not None:
            statuses[row, labels["result_status"].index(status)] += STATUS_WEIGHT
        if one.actor is not None:
            actors[row] = IMPOSSIBLE
            actors[row, one.actor] = 0
        elif hint.actor is not None:
            actors[row, hint.actor] += TABLE_WEIGHT if hint.in_table else ACTOR_WEIGHT
        if one.measure in OF_SEATS and one.number and abs(one.number.value) > OWN_SEAT:
            actors[row] = give_to_parties(actors[row], scene.cast, parties)
        if hint.kind is not None:
            kinds[row, labels["election_kind"].index(hint.kind)] += KIND_WEIGHT
        for position, interval in enumerate(candidates.intervals):
            if hint.year is not None and interval[0].year == interval[1].year == hint.year:
                intervals[row, position] += TABLE_WEIGHT
            elif hint.interval == interval:
                intervals[row, position] += INTERVAL_WEIGHT
        if hint.interval is None and hint.kind is not None:
            intervals[row, -1] += INTERVAL_WEIGHT
    arrays = (
        _of_one_kind(scene, found, log_softmax(kinds)),
        log_softmax(statuses),
        log_softmax(scores.label_logits("result_outcome", anchors)),
        log_softmax(actors),
        log_softmax(intervals),
        log_softmax(candidates.country_logits(scores, anchors)),
    )
    return tuple(
        ReadFigure(
            *(one.start, one.end, one.word, one.measure, one.outcome, one.number),
            *(one.certainty, one.head),
            *(array[row] for array in arrays),
        )
        for row, one in enumerate(found)
    )


def _of_one_kind(scene: ElectionReading, found: Sequence[MarkedFigure], kinds: Floats) -> Floats:
    """Return the chances of kinds [figures, kinds], those of the lines of one list made equal."""
    lists: dict[tuple[int, int | None], list[int]] = {}
    for row, one in enumerate(found):
        passage = scene.passage_at(one.start)
        if passage is not None and passage.kind == "line":
            lists.setdefault((passage.block, passage.heading), []).append(row)
    for rows in lists.values():
        kinds[rows] = kinds[rows].mean(axis=0)
    return kinds


def _status(scene: ElectionReading, position: int) -> str | None:
    """Return how firm the words about a place say that its figures are."""
    told = scene.statuses
    passage = scene.passage_at(position)
    found = told.default if passage is None else told.at(passage, position)
    return None if found is None else found[2]
