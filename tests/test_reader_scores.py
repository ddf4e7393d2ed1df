"""What the heads make of the encoder's vectors: labels, relations, distances."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from made_scores import made_scores

from toolkit.parsers.english.reader.ranks import MEASURES
from toolkit.parsers.english.reader.scores import log_softmax, log_sums, split_rows

ROWS = arrays(np.float32, (3, 4), elements=st.floats(-50, 50, width=32))
TEXT = "Ada Obi met Bo Ray in Accra."


@given(ROWS)
def test_the_probabilities_of_a_row_sum_to_one(logits):
    assert np.allclose(np.exp(log_softmax(logits)).sum(axis=-1), 1, atol=1e-4)


@given(ROWS)
def test_the_likeliest_label_is_the_one_of_the_highest_logit(logits):
    chances = log_softmax(logits)
    assert (chances.max(axis=1) == chances[np.arange(3), logits.argmax(axis=1)]).all()


def test_large_logits_neither_overflow_nor_vanish():
    assert np.allclose(log_softmax(np.array([[1e4, 1e4]], dtype=np.float32)), np.log(0.5))
    (sums,) = log_sums(np.array([[1e4, 1e4]], dtype=np.float32), [0, 0])
    assert sums == pytest.approx(1e4 + np.log(2))


def test_two_mentions_that_each_say_something_say_more_together():
    logits = np.array([[0, 3, 0], [1, 2, -1]], dtype=np.float32)
    sums = log_sums(logits, [0, 1, 0])
    assert sums[0] == pytest.approx([np.log(2), 3])
    assert sums[1] == pytest.approx([np.log(np.exp(1) + np.exp(-1)), 2])


def test_a_word_has_the_label_that_its_head_gives_it():
    scores = made_scores(TEXT, labels={"cue": {"met": "cue"}})
    assert scores.labels("cue", [2, 0]) == [("cue", pytest.approx(1)), ("O", pytest.approx(1))]
    assert scores.labels("cue", []) == []


def test_a_relation_has_a_column_for_each_candidate_and_one_for_none():
    scores = made_scores(TEXT, links={"hub": [("met", "Bo")]})
    assert scores.relate("hub", [2, 5], [0, 3, 6]).shape == (2, 4)


def test_the_linked_candidate_has_the_highest_logit_and_none_wins_elsewhere():
    scores = made_scores(TEXT, links={"mplace": [("met", "Accra")]})
    linked, other = scores.relate("mplace", [2, 0], [0, 3, 6])
    assert linked.argmax() == 2
    assert other.argmax() == 3


def test_what_stands_between_two_words_adds_to_their_logit():
    scores = made_scores("Ada Obi met Bo Ray. She left Accra.")
    row = scores.heads.relations.index("mplace")
    scores.heads.arrays["dist"][row, MEASURES.index("sentences"), 0] = 3
    same, other = scores.relate("mplace", [2], [3, 8])[0, :2]
    assert same - other == pytest.approx(3)


@given(st.integers(0, 300), st.integers(0, 40), st.integers(1, 100))
def test_rows_are_split_in_order_into_parts_of_at_most_so_many_cells(rows, columns, most):
    parts = list(split_rows(rows, columns, most))
    assert [row for part in parts for row in range(rows)[part]] == list(range(rows))
    assert all(
        part.stop - part.start in range(1, max(1, most // max(1, columns)) + 1) for part in parts
    )


def test_thousands_of_names_are_related_as_each_alone_in_bounded_memory():
    scores = made_scores(" ".join(["Obi met Ray"] * 1000), links={"coref": [("Ray", "Obi")]})
    names = [word for word in range(3000) if word % 3 != 1]
    scores.relate("coref", names[:1], names)
    tracemalloc.start()
    related = scores.relate("coref", names, names)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most - related.nbytes < 160 << 20
    for row in (0, 1, 1001, 1999):
        alone = scores.relate("coref", names[row : row + 1], names)
        assert np.allclose(related[row], alone[0], atol=1e-4)


def test_names_and_cues_are_counted_as_the_reader_marks_them():
    scores = made_scores(
        TEXT,
        spans=[("Ada Obi", "person"), ("Bo Ray", "person"), ("Accra", "place")],
        labels={"cue": {"met": "cue"}},
    )
    mentions, cues = scores.ranks[2], scores.ranks[3]
    assert mentions.tolist() == [1, 1, 1, 2, 2, 2, 2, 2]
    assert cues.tolist() == [0, 0, 1, 1, 1, 1, 1, 1]


def test_nothing_to_choose_from_gives_no_probabilities():
    assert log_softmax(np.empty((2, 0), dtype=np.float32)).shape == (2, 0)
