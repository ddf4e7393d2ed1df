"""What the reader relates to the words of an article that state encounters.

All these words, the cues, are related at once: one after another takes several times as long.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from toolkit.parsers.english.cast import Mention
from toolkit.parsers.english.reader.scores import Floats, Scores, log_softmax, log_sums
from toolkit.parsers.english.reading import DateMention, PlaceMention

Value = TypeVar("Value", DateMention, PlaceMention, Mention)


NONE = 0.4
"""How likely a candidate must be, beside "none"."""


@dataclass(frozen=True, slots=True)
class Party:
    """An actor that a cue is related to: how likely, and the mention that says so most.

    `apart` is how likely it takes part in only one of several encounters of the cue.
    """

    actor: int
    chance: float
    apart: float
    mention: Mention


@dataclass(frozen=True, slots=True)
class Candidates(Generic[Value]):
    """What each cue may be related to by one relation.

    `logs` has a row for each cue: one log probability for each candidate, a last one for "none".
    """

    spans: tuple[Value, ...]
    logs: Floats

    def likeliest(self, row: int, meaning: Callable[[Value], Hashable]) -> Value | None:
        """Return the best candidate of the likeliest meaning, None where "none" is much likelier.

        Candidates that mean the same count together.
        """
        if not self.spans:
            return None
        *chances, none = np.exp(self.logs[row]).tolist()
        together: dict[Hashable, float] = {}
        meanings = [meaning(span) for span in self.spans]
        for key, chance in zip(meanings, chances, strict=True):
            together[key] = together.get(key, 0.0) + chance
        best = max(together, key=lambda key: together[key])
        if together[best] < NONE * none:
            return None
        columns = [column for column, key in enumerate(meanings) if key == best]
        return self.spans[max(columns, key=lambda column: (chances[column], -column))]


def candidates_of(
    scores: Scores, relation: str, cues: Sequence[int], spans: Sequence[Value]
) -> Candidates[Value]:
    """Return what the reader says of how some cues and spans of the text are related."""
    known, words = _with_words(scores, spans)
    if not known:
        return Candidates((), np.empty((len(cues), 0), dtype=np.float32))
    return Candidates(tuple(known), log_softmax(scores.relate(relation, cues, words)))


def parties_of(
    scores: Scores, mentions: Sequence[Mention], cues: Sequence[int], least: float
) -> list[list[Party]]:
    """Return for each cue the actors that take part with a chance of `least`, likeliest first."""
    known, words = _with_words(scores, mentions)
    if not known:
        return [[] for _ in cues]
    actors = list(dict.fromkeys(mention.actor for mention in known))
    number_of = {actor: number for number, actor in enumerate(actors)}
    groups = [number_of[mention.actor] for mention in known]
    hubs = scores.relate("hub", cues, words)[:, :-1]
    spokes = scores.relate("spoke", cues, words)[:, :-1]
    together, apart = _sigmoid(log_sums(hubs, groups)), _sigmoid(log_sums(spokes, groups))
    columns = [np.flatnonzero(np.equal(groups, number)) for number in range(len(actors))]
    found: list[list[Party]] = [[] for _ in cues]
    for row, number in np.argwhere(together >= least).tolist():
        best = columns[number][hubs[row, columns[number]].argmax()]
        chances = float(together[row, number]), float(apart[row, number])
        found[row].append(Party(actors[number], *chances, known[best]))
    return [sorted(one, key=lambda party: (-party.chance, party.actor)) for one in found]


def _with_words(scores: Scores, spans: Sequence[Value]) -> tuple[list[Value], list[int]]:
    """Return the spans that hold a word, and the first word of each."""
    inside = [(span, scores.words.between(span.start, span.end)) for span in spans]
    found = [(span, words[0]) for span, words in inside if words is not None]
    return [span for span, _ in found], [word for _, word in found]


def _sigmoid(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    result: NDArray[np.float64] = 1 / (1 + np.exp(-logits))
    return result
