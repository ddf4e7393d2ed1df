"""Spans from the labels of words: the best path through B, I and O."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from made_scores import made_scores

from toolkit.parsers.english.reader.scores import log_softmax
from toolkit.parsers.english.reader.spans import WordSpan, best_path, read_spans

LABELS = ("O", "B-person", "I-person", "B-party", "I-party")
LOGITS = st.integers(0, 5).flatmap(
    lambda words: arrays(np.float32, (words, len(LABELS)), elements=st.floats(-9, 9, width=32))
)


def is_legal(path: tuple[int, ...]) -> bool:
    for before, after in zip((0, *path), path, strict=False):
        if LABELS[after].startswith("I") and LABELS[before][1:] != LABELS[after][1:]:
            return False
    return True


@given(LOGITS)
def test_no_word_goes_on_with_what_the_word_before_did_not_begin(logits):
    assert is_legal(tuple(best_path(log_softmax(logits) if len(logits) else logits, LABELS)))


@settings(max_examples=25, deadline=None)
@given(LOGITS)
def test_no_legal_path_is_likelier(logits):
    path = best_path(logits, LABELS)
    rows = range(len(logits))
    best = max(
        sum(float(logits[row, label]) for row, label in zip(rows, labels, strict=True))
        for labels in product(range(len(LABELS)), repeat=len(logits))
        if is_legal(labels)
    )
    assert np.isclose(sum(float(logits[row, path[row]]) for row in rows), best, atol=1e-3)


def test_a_text_without_words_has_no_path():
    assert best_path(np.empty((0, len(LABELS)), dtype=np.float32), LABELS) == []


def test_two_names_side_by_side_are_two_spans():
    scores = made_scores(
        "Labour Ada Obi spoke.", spans=[("Labour", "party"), ("Ada Obi", "person")]
    )
    assert read_spans(scores, "mention") == (WordSpan(0, 0, "party"), WordSpan(1, 2, "person"))


def test_a_span_knows_its_characters():
    text = "Yesterday Ada Obi spoke."
    (span,) = read_spans(scores := made_scores(text, spans=[("Ada Obi", "person")]), "mention")
    assert text[slice(*span.characters(scores))] == "Ada Obi"
