"""Scores that say what a test tells them to, so that it does not hang on a trained model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scores_of_logits import scores_of_logits

from toolkit.parsers.english.reader.scores import Floats, Scores
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
    return scores_of_logits(words, labels, told, relations, joined, none=SURE / 2)
