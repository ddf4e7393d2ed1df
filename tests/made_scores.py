"""Scores that say what a test tells them to, so that it does not hang on a trained model."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from scores_of_logits import scores_of_logits

from toolkit.parsers.english.reader.scores import Scores
from toolkit.parsers.english.reader.words import split_words
from toolkit.parsers.english.text.layout import find_blocks
from toolkit.training.labels import LABELS, RELATIONS

SURE = 20.0
"""A logit that leaves no doubt."""


def made_scores(
    text: str,
    spans: Sequence[tuple[str, str]] = (),
    labels: Mapping[str, Mapping[str, str]] | None = None,
    links: Mapping[str, Sequence[tuple[str, str]]] | None = None,
    logits: Mapping[tuple[str, str, str], float] | None = None,
) -> Scores:
    """Return scores of a text in which words are meant by themselves, at their first place.

    `spans` are names with their kind, marked at every place, longer before shorter; `labels`
    maps a head to the words that bear a label of it, all others bear its first; `links` maps a
    relation to pairs (anchor, candidate), whatever has no link is related to nothing. `logits`
    gives single links (relation, anchor, candidate) a logit of their own.
    """
    words = split_words(text, find_blocks(text))
    size = len(words)

    def at(part: str) -> int:
        found = words.between(text.index(part), text.index(part) + len(part))
        assert found is not None
        return found[0]

    rows = {head: np.zeros((len(names), size), dtype=np.float32) for head, names in LABELS.items()}
    for row in rows.values():
        row[0] = SURE
    for head, told in (labels or {}).items():
        for part, label in told.items():
            rows[head][:, at(part)] = 0
            rows[head][LABELS[head].index(label), at(part)] = SURE
    marked: set[int] = set()
    for name, kind in sorted(spans, key=lambda span: -len(span[0])):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            inside = words.between(*match.span())
            assert inside is not None
            covered = range(inside[0], inside[1] + 1)
            if marked & set(covered):
                continue
            marked.update(covered)
            for number in covered:
                label = ("B-" if number == inside[0] else "I-") + kind
                rows["mention"][:, number] = 0
                rows["mention"][LABELS["mention"].index(label), number] = SURE

    count = len(RELATIONS)
    joined = np.zeros((count, size, size), dtype=np.float32)
    for relation, pairs in (links or {}).items():
        for anchor, candidate in pairs:
            joined[RELATIONS.index(relation), at(candidate), at(anchor)] = 2 * SURE
    for (relation, anchor, candidate), logit in (logits or {}).items():
        joined[RELATIONS.index(relation), at(candidate), at(anchor)] = SURE + logit

    return scores_of_logits(words, LABELS, rows, RELATIONS, joined, common=-SURE)
