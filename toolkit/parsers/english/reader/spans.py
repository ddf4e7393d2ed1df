"""Spans of words that the reader marks: the best path through B, I and O labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from toolkit.parsers.english.reader.scores import Floats, Scores, log_softmax

_FORBIDDEN = np.float32(-1e4)


@dataclass(frozen=True, slots=True)
class WordSpan:
    """Words that bear one label; `first` and `last` are positions of words, both inside."""

    first: int
    last: int
    label: str

    def characters(self, scores: Scores) -> tuple[int, int]:
        """Return the characters of the span, end exclusive."""
        return scores.words.starts[self.first], scores.words.ends[self.last]


@lru_cache(maxsize=8)
def _transitions(labels: tuple[str, ...]) -> Floats:
    """Return [labels, labels]: 0 where the second may follow the first, else forbidden.

    An I- label follows only the B- or I- label of its own kind.
    """
    allowed = np.zeros((len(labels), len(labels)), dtype=np.float32)
    for column, label in enumerate(labels):
        if label.startswith("I"):
            openers = {"B" + label[1:], label}
            for row, before in enumerate(labels):
                if before not in openers:
                    allowed[row, column] = _FORBIDDEN
    return allowed


@lru_cache(maxsize=8)
def _openings(labels: tuple[str, ...]) -> tuple[int, ...]:
    """Return for each label the one that opens its span: the B- label of an I-, else itself."""
    return tuple(
        labels.index("B" + x[1:]) if x.startswith("I") else i for i, x in enumerate(labels)
    )


def best_path(logs: Floats, labels: Sequence[str]) -> list[int]:
    """Return the likeliest legal sequence of labels for log probabilities [words, labels].

    Where each word's own likeliest label may follow the one before, these are the path. Only
    the stretches where one may not are searched, up to words that no search could change.
    """
    if not len(logs):
        return []
    names = tuple(labels)
    openings = np.array(_openings(names))
    inside = openings != np.arange(len(names))
    path = logs.argmax(axis=1)
    before = np.concatenate([[-1], openings[path[:-1]]])
    illegal = np.flatnonzero(inside[path] & (openings[path] != before))
    if not len(illegal):
        return [int(number) for number in path]
    best = logs.max(axis=1)
    # To open a span at each illegal word is legal, and no legal path costs more than that.
    cost = (best[illegal] - logs[illegal, openings[path[illegal]]]).sum()
    cuts = np.flatnonzero(best - logs[:, inside].max(axis=1) > cost)
    found = [int(number) for number in path]
    ends = [0, *cuts.tolist(), len(path)]
    for place in sorted(set(np.searchsorted(cuts, illegal, side="right").tolist())):
        first, last = ends[place], ends[place + 1]
        found[first:last] = _search(logs[first:last], names)
    return found


def _search(logs: Floats, labels: tuple[str, ...]) -> list[int]:
    """Return the likeliest legal sequence of labels of some words, by dynamic programming."""
    moves = _transitions(labels)
    start = np.array([_FORBIDDEN if x.startswith("I") else 0 for x in labels], dtype=np.float32)
    score = logs[0] + start
    back = np.zeros(logs.shape, dtype=np.int16)
    for position in range(1, len(logs)):
        options = score[:, None] + moves
        back[position] = options.argmax(axis=0)
        score = options.max(axis=0) + logs[position]
    path = [int(score.argmax())]
    for position in range(len(logs) - 1, 0, -1):
        path.append(int(back[position, path[-1]]))
    return path[::-1]


@lru_cache(maxsize=4)
def read_spans(scores: Scores, head: str) -> tuple[WordSpan, ...]:
    """Return the spans that a head with B-, I- and O labels marks, in text order.

    Several steps ask for those of the article at hand, so the last ones are kept.
    """
    labels = scores.heads.labels[head]
    path = best_path(log_softmax(scores.label_logits(head)), labels)
    parts = [label.partition("-") for label in labels]
    spans: list[WordSpan] = []
    for position, number in enumerate(path):
        tag, _, label = parts[number]
        if tag == "B":
            spans.append(WordSpan(position, position, label))
        elif tag == "I":
            spans[-1] = WordSpan(spans[-1].first, position, label)
    return tuple(span for span in spans if _has_a_word(scores, span))


def _has_a_word(scores: Scores, span: WordSpan) -> bool:
    """Tell whether a span is more than layout and marks."""
    start, end = span.characters(scores)
    return any(letter.isalnum() for letter in scores.words.text[start:end])
