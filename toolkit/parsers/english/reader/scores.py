"""What the model says of one text: how each word is labelled, and which words belong together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from toolkit.parsers.english.reader.ranks import Ranks, classes_between, ranks_of
from toolkit.parsers.english.reader.words import Words

Floats = NDArray[np.float32]

PAIRS_AT_ONCE = 1 << 19
"""Pairs related at once. Ordinary articles have fewer, so only the memory for texts with
thousands of names hangs on it."""
_VECTORS_AT_ONCE = 2048
"""Pairs whose vectors are weighed together: those of more would not stay in the cache."""


@dataclass(frozen=True, slots=True)
class Heads:
    """The small matrices over the encoder's output, float32, and the names of their rows.

    `labels` maps a head to its labels; `relations` names the relations in the order in which
    `arrays` holds them. `arrays`: `<head>.weight` [labels, width] and `<head>.bias`; `q`, `k`
    (weight and bias) [relations x size, width]; `dist` [relations, measures, 32] of `ranks`;
    `none`, `kb`. What weighs both words of a pair together with those between them:
    `pair_anchor` (weight and bias), `pair_candidate`, `pair_between` [relations x pair size,
    width], `pair_distance` [relations, measures, 32, pair size], `pair` [relations, pair size].
    """

    labels: Mapping[str, tuple[str, ...]]
    relations: tuple[str, ...]
    arrays: Mapping[str, Floats]

    @property
    def size(self) -> int:
        """Width of the space in which a relation compares two words."""
        return len(self.arrays["q.bias"]) // len(self.relations)

    @property
    def width(self) -> int:
        """Width of the vector of a word."""
        return int(self.arrays["none.weight"].shape[1])


def log_softmax(logits: Floats) -> Floats:
    """Return the logarithms of the probabilities over the last axis, which may be empty."""
    if not logits.size:
        return logits
    shifted = logits - logits.max(axis=-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result


def log_sums(logits: Floats, groups: Sequence[int]) -> NDArray[np.float64]:
    """Return [rows, groups]: the logarithm of the sum of the exponentials of each group's columns.

    `groups` has the group of each column; they are numbered from 0 on and none is empty.
    """
    order = np.argsort(groups, kind="stable")
    numbers = np.asarray(groups)[order]
    firsts = np.searchsorted(numbers, np.arange(numbers[-1] + 1))
    values = logits[:, order]
    top = np.maximum.reduceat(values, firsts, axis=1)
    sums = np.add.reduceat(np.exp(values - top[:, numbers]), firsts, axis=1)
    result: NDArray[np.float64] = top.astype(np.float64) + np.log(sums)
    return result


def split_rows(rows: int, columns: int, most: int) -> Iterator[slice]:
    """Yield slices that cover `rows` in order, each of at most `most` cells or of a single row."""
    step = max(1, most // max(1, columns))
    for begun in range(0, rows, step):
        yield slice(begun, min(begun + step, rows))


class Scores:
    """The model's reading of one text: `hidden` has one row [width] for each word."""

    def __init__(self, words: Words, hidden: Floats, heads: Heads) -> None:
        self.words = words
        self.hidden = hidden
        self.heads = heads
        self._everywhere: dict[str, Floats] = {}
        self._between: dict[int, Floats] = {}

    @cached_property
    def ranks(self) -> Ranks:
        """How many sentences, names, cues and numbers stand up to each word."""
        return ranks_of(self.words, self._labelled("mention", "B-"), self._labelled("cue", "cue"))

    def _labelled(self, head: str, prefix: str) -> list[int]:
        labels = self.heads.labels.get(head)
        if labels is None or not len(self.words):
            return []
        wanted = [label.startswith(prefix) and label != "B-place" for label in labels]
        best = self.label_logits(head).argmax(axis=1)
        return [int(word) for word in np.flatnonzero(np.array(wanted)[best])]

    def label_logits(self, head: str, positions: Sequence[int] | None = None) -> Floats:
        """Return the logits [words, labels] of a head, at `positions` or everywhere.

        Those everywhere are kept, since several steps ask for them; they are not to be changed.
        """
        if positions is None:
            if head not in self._everywhere:
                self._everywhere[head] = self._logits(head, self.hidden)
            return self._everywhere[head]
        return self._logits(head, self.hidden[list(positions)])

    def _logits(self, head: str, rows: Floats) -> Floats:
        arrays = self.heads.arrays
        result: Floats = rows @ arrays[f"{head}.weight"].T + arrays[f"{head}.bias"]
        return result

    def labels(self, head: str, positions: Sequence[int]) -> list[tuple[str, float]]:
        """Return the likeliest label of each of some words and its probability."""
        logs = log_softmax(self.label_logits(head, positions))
        names = self.heads.labels[head]
        chances = np.exp(logs.max(axis=1)).tolist()
        return [(names[best], one) for best, one in zip(logs.argmax(axis=1), chances, strict=True)]

    def relate(self, relation: str, anchors: Sequence[int], candidates: Sequence[int]) -> Floats:
        """Return logits [anchors, candidates + 1] of a relation; the last column is "none"."""
        number, size = self.heads.relations.index(relation), self.heads.size
        arrays, part = self.heads.arrays, slice(number * size, (number + 1) * size)
        to = self.hidden[list(candidates)]
        key = to @ arrays["k.weight"][part].T + arrays["k.bias"][part]
        alone = to @ arrays["kb.weight"][number] + arrays["kb.bias"][number]
        result = np.empty((len(anchors), len(candidates) + 1), dtype=np.float32)
        for rows in split_rows(len(anchors), len(candidates), PAIRS_AT_ONCE):
            from_ = self.hidden[list(anchors[rows])]
            query = from_ @ arrays["q.weight"][part].T + arrays["q.bias"][part]
            logits = query @ key.T / np.float32(np.sqrt(size))
            between = classes_between(self.ranks, anchors[rows], candidates)
            for measure, classes in enumerate(between):
                logits += arrays["dist"][number, measure].take(classes)
            logits += self._pair_logits(number, anchors[rows], candidates, between)
            result[rows, :-1] = logits + alone
            result[rows, -1] = from_ @ arrays["none.weight"][number] + arrays["none.bias"][number]
        return result

    def _sums_before(self, number: int, part: slice) -> Floats:
        """Return [words + 1, pair size]: what all words before each say between two, summed.

        It is kept, since the anchors of a relation may come one by one.
        """
        if number not in self._between:
            weights = self.heads.arrays["pair_between.weight"][part]
            sums = np.zeros((len(self.hidden) + 1, len(weights)), dtype=np.float32)
            np.cumsum(self.hidden @ weights.T, axis=0, out=sums[1:])
            self._between[number] = sums
        return self._between[number]

    def _pair_logits(
        self, number: int, anchors: Sequence[int], candidates: Sequence[int], between: Ranks
    ) -> Floats:
        """Return [anchors, candidates]: what both words and those between them say together."""
        arrays = self.heads.arrays
        size = arrays["pair.weight"].shape[1]
        part = slice(number * size, (number + 1) * size)
        first = self.hidden[list(anchors)] @ arrays["pair_anchor.weight"][part].T
        first += arrays["pair_anchor.bias"][part]
        second = self.hidden[list(candidates)] @ arrays["pair_candidate.weight"][part].T
        sums = self._sums_before(number, part)
        from_, to = np.array(anchors, dtype=np.int64)[:, None], np.array(candidates, dtype=np.int64)
        after = np.minimum(from_, to) + 1
        until = np.maximum(np.maximum(from_, to), after)
        shares = (1 / np.maximum(until - after, 1)).astype(np.float32)
        logits = np.empty(after.shape, dtype=np.float32)
        for rows in split_rows(len(anchors), len(candidates), _VECTORS_AT_ONCE):
            pairs = sums.take(until[rows], axis=0)
            pairs -= sums.take(after[rows], axis=0)
            pairs *= shares[rows, :, None]
            pairs += first[rows, None]
            pairs += second
            for measure, classes in enumerate(between[:, rows]):
                pairs += arrays["pair_distance"][number, measure].take(classes, axis=0)
            logits[rows] = np.maximum(pairs, 0, out=pairs) @ arrays["pair.weight"][number]
        return logits
