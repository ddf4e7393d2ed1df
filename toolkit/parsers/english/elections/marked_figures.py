"""The numbers, words and names that the trained reader marks as telling a result.

What the rules say of a number, such as the unit that stands with it or the layout of a table,
weighs in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np

from toolkit.parsers.english.elections.figure_candidates import Candidates
from toolkit.parsers.english.elections.figure_hints import FigureHint
from toolkit.parsers.english.elections.table_hints import COUNTED
from toolkit.parsers.english.reader.scores import Floats, Scores, log_softmax
from toolkit.parsers.english.reading import Reading
from toolkit.parsers.english.text.numbers import NumberMention, find_numbers

OUTCOME = "outcome"
OF_NAMES = "contender_outcome"
"""The head that tells of the name of a contender how the vote ended for it."""
NONE = "none"
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
"""Log odds against a share of the ballots counted, or a row of a table that is nobody's, being a
result. All are set on training articles, most of which the reader had not learned from."""

IMPOSSIBLE = np.float32(-1e4)
"""The log odds of what cannot be."""

_ABOUT = re.compile(
    r"\b(?:about|almost|around|at least|close to|more than|nearly|over|roughly|some)\s$"
)
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Mark:
    """A number, or a word or a name that tells an outcome, and how sure the reader is of that.

    `measure` is a field of `ResultFact` or `ElectionFact`; `number` is None for a word or name,
    whose `outcome` is told; `head` is the one that found it.
    """

    start: int
    end: int
    word: int
    measure: str
    outcome: str | None
    number: NumberMention | None
    certainty: float
    head: str


@dataclass(frozen=True, slots=True)
class MarkedFigure(Mark):
    """What can be a figure; `actor` is a position in the cast where it is known whose."""

    actor: int | None = None


def mark_figures(
    text: str, scores: Scores, candidates: Candidates, hints: Mapping[int, FigureHint]
) -> list[MarkedFigure]:
    """Return all that can be a figure, in text order."""
    found = [
        *_numbers(text, scores, hints),
        *_outcome_words(scores),
        *_outcomes_of_names(scores, candidates),
    ]
    return sorted(found, key=lambda one: (one.start, one.end))


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
        logits[np.array(impossible)] = IMPOSSIBLE
    return known, logits


def _numbers(text: str, scores: Scores, hints: Mapping[int, FigureHint]) -> Iterator[MarkedFigure]:
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
        yield MarkedFigure(
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
def _outcome_words(scores: Scores) -> tuple[MarkedFigure, ...]:
    """Return the words that tell an outcome; asked for twice of an article, so they are kept."""
    words = scores.words
    return tuple(
        MarkedFigure(
            *(words.starts[word], words.ends[word], word, OUTCOME, outcome),
            *(None, certainty, OUTCOME),
        )
        for word, outcome, certainty in _told(scores, OUTCOME, range(len(words)))
        if words.word(word)[0].isalnum()
    )


def _outcomes_of_names(scores: Scores, candidates: Candidates) -> Iterator[MarkedFigure]:
    mention_at = dict(zip(candidates.mention_words, candidates.mentions, strict=True))
    for word, outcome, certainty in _told(scores, OF_NAMES, sorted(mention_at)):
        mention = mention_at[word]
        span = mention.start, mention.end
        yield MarkedFigure(
            *span, word, OUTCOME, outcome, None, certainty, OF_NAMES, actor=mention.actor
        )


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
