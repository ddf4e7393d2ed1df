"""Scores that say what a test tells them to, so that it does not hang on a trained model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from toolkit.parsers.english.reader.ranks import CLASSES, MEASURES
from toolkit.parsers.english.reader.scores import Floats, Heads, Scores
from toolkit.parsers.english.reader.words import Words

SURE = 20.0
"""Logit of what is told, beside 0 for all else."""


def words_at_first(words: Words, part: str) -> tuple[int, int]:
    """Return the first and last word of the first place of `part` in a text."""
    start = words.text.index(part)
    found = words.between(start, start + len(part))
    assert found is not None
    return found


def scores_that_say(
    words: Words,
    labels: Mapping[str, Sequence[str]],
    told: Mapping[str, Floats],
    links: Mapping[str, Sequence[tuple[int, int]]],
    relations: Sequence[str],
) -> Scores:
    """Return scores with the logits `told` of each head, [labels, words].

    `links` maps a relation to pairs of words, the anchor and its candidate; what has no link is
    related to nothing.
    """
    size, count = len(words), len(relations)
    joined = np.zeros((count, size, size), dtype=np.float32)
    for relation, pairs in links.items():
        for anchor, candidate in pairs:
            joined[relations.index(relation), candidate, anchor] = SURE
    arrays = {
        **{f"{head}.weight": logits for head, logits in told.items()},
        **{f"{head}.bias": np.zeros(len(one), dtype=np.float32) for head, one in told.items()},
        "q.weight": joined.reshape(count * size, size) * np.float32(np.sqrt(size)),
        "q.bias": np.zeros(count * size, dtype=np.float32),
        "k.weight": np.tile(np.eye(size, dtype=np.float32), (count, 1)),
        "k.bias": np.zeros(count * size, dtype=np.float32),
        "dist": np.zeros((count, len(MEASURES), CLASSES), dtype=np.float32),
        "kb.weight": np.zeros((count, size), dtype=np.float32),
        "kb.bias": np.zeros(count, dtype=np.float32),
        "none.weight": np.full((count, size), SURE / 2, dtype=np.float32),
        "none.bias": np.zeros(count, dtype=np.float32),
    }
    heads = Heads({head: tuple(names) for head, names in labels.items()}, tuple(relations), arrays)
    return Scores(words, np.eye(size, dtype=np.float32), heads)
