"""Scores of the reader that are made of logits, one by one, instead of a model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from toolkit.parsers.english.reader.ranks import CLASSES, MEASURES
from toolkit.parsers.english.reader.scores import Floats, Heads, Scores
from toolkit.parsers.english.reader.words import Words


def scores_of_logits(
    words: Words,
    labels: Mapping[str, Sequence[str]],
    told: Mapping[str, Floats],
    relations: Sequence[str],
    linked: Floats,
    *,
    common: float = 0.0,
    none: float = 0.0,
) -> Scores:
    """Return scores with the logits `told` of each head, [labels, words].

    `linked` are the logits of the links of each relation, [relations, candidates, anchors], to
    all of which `common` is added; `none` is that of a word which is related to nothing.
    """
    size, count = len(words), len(relations)
    arrays = {
        **{f"{head}.weight": logits for head, logits in told.items()},
        **{f"{head}.bias": np.zeros(len(one), dtype=np.float32) for head, one in told.items()},
        "q.weight": linked.reshape(count * size, size) * np.float32(np.sqrt(size)),
        "q.bias": np.zeros(count * size, dtype=np.float32),
        "k.weight": np.tile(np.eye(size, dtype=np.float32), (count, 1)),
        "k.bias": np.zeros(count * size, dtype=np.float32),
        "dist": np.zeros((count, len(MEASURES), CLASSES), dtype=np.float32),
        "kb.weight": np.zeros((count, size), dtype=np.float32),
        "kb.bias": np.full(count, common, dtype=np.float32),
        "none.weight": np.full((count, size), none, dtype=np.float32),
        "none.bias": np.zeros(count, dtype=np.float32),
        "pair_anchor.weight": np.zeros((count, size), dtype=np.float32),
        "pair_anchor.bias": np.zeros(count, dtype=np.float32),
        "pair_candidate.weight": np.zeros((count, size), dtype=np.float32),
        "pair_between.weight": np.zeros((count, size), dtype=np.float32),
        "pair_distance": np.zeros((count, len(MEASURES), CLASSES, 1), dtype=np.float32),
        "pair.weight": np.zeros((count, 1), dtype=np.float32),
    }
    heads = Heads({head: tuple(names) for head, names in labels.items()}, tuple(relations), arrays)
    return Scores(words, np.eye(size, dtype=np.float32), heads)
