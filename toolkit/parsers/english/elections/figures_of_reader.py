"""The numbers, words and names of an article that tell a result.

The trained reader says what each number is and whose; the unit that stands with a number, the
layout of tables and the words for a status weigh in where they say something.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np

from toolkit.parsers.english.elections.election_reading import ElectionReading
from toolkit.parsers.english.elections.figure_candidates import Candidates
from toolkit.parsers.english.elections.figure_hints import (
    FigureHint,
    find_figure_hints,
    governing_vote,
)
from toolkit.parsers.english.elections.seat_winners import (
    OWN_SEAT,
    give_to_parties,
    parties_of_persons,
)
from toolkit.parsers.english.elections.table_hints import COUNTED
from toolkit.parsers.english.reader.scores import Floats, Scores, log_softmax
from toolkit.parsers.english.reading import Reading
from toolkit.parsers.english.text.numbers import NumberMention, find_numbers

OUTCOME = "outcome"
OF_NAMES = "contender_outcome"
"""The head that tells of the name of a contender how the vote ended for it."""
NONE = "none"
OF_SEATS = ("seats", "seats_change")
TURNOUT, SIZE = "turnout", "seats_total"
OF_VOTES = (TURNOUT, SIZE)
"""What a number can tell of a vote as a whole; the names are fields of `ElectionFact`."""

NUMBER_THRESHOLD = 0.4
"""Least probability at which a number is a figure of an election."""
OUTCOME_THRESHOLD = 0.45
"""Least probability at which a word or a name tells an outcome."""
TABLE_WEIGHT = 6.0
"""Log odds that the layout of a table adds to what it says of a number."""
MEASURE_WEIGHT = 1.5
"""Log odds that the rules for sentences and lists add to what they take a number for."""
ABOUT_WEIGHT = 4.0
"""Log odds for what the rules take a percentage for that is told as a limit: "over 60 percent".

The reader has met few of them.
"""
UNKNOWN_WEIGHT = 2.0
"""Log odds that a number is no figure if no rule knows it."""
COUNTED_WEIGHT = 5.0
"""Log odds against a share of the ballots counted being one of votes or the turnout."""
ACTOR_WEIGHT = 1.5
"""Log odds that the rules add to the contender that they take a number for."""
KIND_WEIGHT = 1.0
"""Log odds that the rules add to the kind of the vote that a number belongs to."""
INTERVAL_WEIGHT = 2.5
"""Log odds that the rules add to the days of the vote that a number belongs to."""
STATUS_WEIGHT = 1.5
"""Log odds that words for a status add. All are set on training articles, most of which the reader
had not learned from."""

_ABOUT = re.compile(
    r"\b(?:about|almost|around|at least|close to|more than|nearly|over|roughly|some)\s$"
)
_IMPOSSIBLE = np.float32(-1e4)
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class ReadFigure:
    """A number, or a word or a name that tells an outcome, with what the reader says of it.

    `measure` is a field of `ResultFact` or `ElectionFact`; `number` is None for a word or name,
    whose `outcome` is told; `head` is the one that found it. The arrays hold log probabilities:
    `kinds`, `statuses`, `outcomes` over the labels of their heads, `actors` over the cast,
    `intervals` and `countries` over those of the candidates and, last, none of them.
    """

    start: int
    end: int
    word: int
    measure: str
    outcome: str | None
    number: NumberMention | None
    certainty: float
    head: str
    kinds: Floats
    statuses: Floats
    outcomes: Floats
    actors: Floats
    intervals: Floats
    countries: Floats


@dataclass(frozen=True, slots=True)
class _Found:
    """What can be a figure; `actor` is a position in the cast where it is known whose."""

    start: int
    end: int
    word: int
    measure: str
    outcome: str | None
    number: NumberMention | None
    certainty: float
    head: str
    actor: int | None = None


def read_figures(
    scene: ElectionReading, scores: Scores, candidates: Candidates
) -> tuple[ReadFigure, ...]:
    """Return the figures of an article in text order."""
    hints = find_figure_hints(scene)
    reading = scene.reading
    found = [
        *_numbers(reading.article.text, scores, hints),
        *_outcome_words(scores),
        *_outcomes_of_names(scores, candidates),
    ]
    found.sort(key=lambda one: (one.start, one.end))
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
            actors[row] = _IMPOSSIBLE
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


def _of_one_kind(scene: ElectionReading, found: Sequence[_Found], kinds: Floats) -> Floats:
    """Return the chances of kinds [figures, kinds], those of the lines of one list made equal."""
    lists: dict[tuple[int, int | None], list[int]] = {}
    passages = [passage for passage in scene.passages if passage.kind == "line"]
    for row, one in enumerate(found):
        at = bisect_right(passages, one.start, key=lambda passage: passage.start) - 1
        if at >= 0 and one.start < passages[at].end:
            lists.setdefault((passages[at].block, passages[at].heading), []).append(row)
    for rows in lists.values():
        kinds[rows] = kinds[rows].mean(axis=0)
    return kinds


def may_tell_figures(reading: Reading, scores: Scores, candidates: Candidates) -> bool:
    """Tell whether an article can have a figure at all, whatever the rules say of its numbers.

    Where it has none, what the rules say need not be found.
    """
    in_tables = any(block.kind == "table" for block in reading.blocks)
    numbers, logits = _number_logits(reading.article.text, scores)
    if numbers:
        logits = logits.copy()
        labels = scores.heads.labels["number"]
        words = [position for position, label in enumerate(labels) if label != NONE]
        logits[:, words] += TABLE_WEIGHT if in_tables else MEASURE_WEIGHT
        if (_certainties(logits, labels) >= NUMBER_THRESHOLD).any():
            return True
    found = chain(_outcome_words(scores), _outcomes_of_names(scores, candidates))
    return next(found, None) is not None


def _certainties(logits: Floats, labels: Sequence[str]) -> Floats:
    """Return how likely each number is a figure."""
    result: Floats = 1 - np.exp(log_softmax(logits))[:, labels.index(NONE)]
    return result


@lru_cache(maxsize=1)
def _number_logits(
    text: str, scores: Scores
) -> tuple[tuple[tuple[NumberMention, int], ...], Floats]:
    """Return the numbers of a text, each with its word, and the logits [numbers, labels].

    A measure that the unit or the size of a number does not allow is impossible. Those of the
    article at hand are asked for twice, so they are kept, and are not to be changed.
    """
    labels = scores.heads.labels["number"]
    spans = [(n, scores.words.between(n.start, n.end)) for n in find_numbers(text, any_one=True)]
    known = tuple((number, span[0]) for number, span in spans if span is not None)
    logits = scores.label_logits("number", [word for _, word in known])
    impossible = [
        [label != NONE and not _can_be(number, label) for label in labels] for number, _ in known
    ]
    if impossible:
        logits[np.array(impossible)] = _IMPOSSIBLE
    return known, logits


def _status(scene: ElectionReading, position: int) -> str | None:
    """Return how firm the words about a place say that its figures are."""
    told = scene.statuses
    passage = next((p for p in scene.passages if p.start <= position < p.end), None)
    found = told.default if passage is None else told.at(passage, position)
    return None if found is None else found[2]


def _numbers(text: str, scores: Scores, hints: Mapping[int, FigureHint]) -> Iterator[_Found]:
    labels = scores.heads.labels["number"]
    known, logits = _number_logits(text, scores)
    if not known:
        return
    logits = logits.copy()
    for row, (number, _) in enumerate(known):
        hint = hints.get(number.start)
        if hint is None:
            logits[row, labels.index(NONE)] += UNKNOWN_WEIGHT
        elif hint.measure == COUNTED:
            logits[row, labels.index(NONE)] += COUNTED_WEIGHT
        elif hint.measure is not None and hint.measure not in labels:
            # Registered voters and votes cast, which the reader has no label for.
            logits[row, labels.index(NONE)] += MEASURE_WEIGHT
        elif hint.measure is not None and _can_be(number, hint.measure):
            logits[row, labels.index(hint.measure)] += (
                TABLE_WEIGHT if hint.in_table else MEASURE_WEIGHT
            )
            about = _ABOUT.search(text, max(0, number.start - 20), number.start)
            if about and number.unit == "percent":
                logits[row, labels.index(hint.measure)] += ABOUT_WEIGHT
    chances = np.exp(log_softmax(logits))
    none = labels.index(NONE)
    for (number, word), row in zip(known, chances, strict=True):
        certainty = float(1 - row[none])
        if certainty < NUMBER_THRESHOLD:
            continue
        best = max((n for n in range(len(labels)) if n != none), key=lambda n: row[n])
        yield _Found(
            number.start, number.end, word, labels[best], None, number, certainty, "number"
        )


def _can_be(number: NumberMention, measure: str) -> bool:
    """Tell whether the unit and the size of a number allow a measure."""
    share = measure in ("vote_share", "turnout")
    if number.unit == "percent":
        return share and 0 <= number.value <= _WHOLE
    if number.unit == "fraction":
        return measure == "vote_share"
    if number.unit in ("ordinal", "money", "points"):
        return False
    if number.unit == "seats":
        return measure in ("seats", "seats_change", "seats_total")
    if number.unit == "votes":
        return measure == "votes"
    if not float(number.value).is_integer():
        return share and number.value <= _WHOLE
    if number.value < 0:
        return measure == "seats_change"
    return not share or number.value <= _WHOLE


@lru_cache(maxsize=1)
def _outcome_words(scores: Scores) -> tuple[_Found, ...]:
    """Return the words that tell an outcome; asked for twice of an article, so they are kept."""
    words = scores.words
    return tuple(
        _Found(
            *(words.starts[word], words.ends[word], word, OUTCOME, outcome),
            *(None, certainty, OUTCOME),
        )
        for word, outcome, certainty in _told(scores, OUTCOME, range(len(words)))
        if words.word(word)[0].isalnum()
    )


def _outcomes_of_names(scores: Scores, candidates: Candidates) -> Iterator[_Found]:
    mention_at = dict(zip(candidates.mention_words, candidates.mentions, strict=True))
    for word, outcome, certainty in _told(scores, OF_NAMES, sorted(mention_at)):
        mention = mention_at[word]
        span = mention.start, mention.end
        yield _Found(*span, word, OUTCOME, outcome, None, certainty, OF_NAMES, actor=mention.actor)


def _told(scores: Scores, head: str, positions: Sequence[int]) -> Iterator[tuple[int, str, float]]:
    """Yield the words that tell an outcome under a head, with the outcome and how sure it is."""
    labels = scores.heads.labels.get(head, ())
    if not labels or not positions:
        return
    chances = np.exp(log_softmax(scores.label_logits(head, positions)))
    none = labels.index(NONE)
    certainties = (1 - chances[:, none]).astype(np.float64)
    for row in np.flatnonzero(certainties >= OUTCOME_THRESHOLD).tolist():
        best = max((n for n in range(len(labels)) if n != none), key=lambda n: chances[row, n])
        yield positions[row], labels[best], float(certainties[row])
