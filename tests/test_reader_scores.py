"""What the heads make of the encoder's vectors: labels, relations, distances."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from made_scores import made_scores

from toolkit.parsers.english.reader.scores import Scores, log_softmax, log_sum

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
    assert log_sum([1e4, 1e4]) == pytest.approx(1e4 + np.log(2))


def test_two_mentions_that_each_say_something_say_more_together():
    assert log_sum([0.0, 0.0]) == pytest.approx(np.log(2))
    assert log_sum([3.0]) == 3.0


def test_a_word_has_the_label_that_its_head_gives_it():
    scores = made_scores(TEXT, labels={"cue": {"met": "cue"}})
    assert scores.label("cue", 2) == ("cue", pytest.approx(1))
    assert scores.label("cue", 0) == ("O", pytest.approx(1))


def test_a_relation_has_a_column_for_each_candidate_and_one_for_none():
    scores = made_scores(TEXT, links={"hub": [("met", "Bo")]})
    assert scores.relate("hub", [2, 5], [0, 3, 6]).shape == (2, 4)


def test_the_linked_candidate_has_the_highest_logit_and_none_wins_elsewhere():
    scores = made_scores(TEXT, links={"mplace": [("met", "Accra")]})
    linked, other = scores.relate("mplace", [2, 0], [0, 3, 6])
    assert linked.argmax() == 2
    assert other.argmax() == 3


def by_distance(apart: int) -> float:
    """Return the logit of a pair `apart` words from each other that only distance judges."""
    scores = made_scores(" ".join(["so"] * 400))
    heads = scores.heads
    heads.arrays["dist"][0] = np.arange(32)
    judged = Scores(scores.words, np.zeros((400, 400), dtype=np.float32), heads)
    nothing = float(judged.relate(heads.relations[0], [200], [200])[0, 0])
    return float(judged.relate(heads.relations[0], [200], [200 + apart])[0, 0]) - nothing


@pytest.mark.parametrize("apart", [1, 2, 3, 4, 6, 11, 40, 190])
def test_before_and_after_are_told_apart_and_alike_in_size(apart: int):
    assert by_distance(apart) - by_distance(-apart) == 16


def test_near_words_are_told_apart_one_by_one():
    assert len({by_distance(apart) for apart in range(-4, 5)}) == 9


def test_far_words_are_told_apart_ever_more_coarsely():
    classes = [by_distance(apart) for apart in range(1, 199)]
    assert classes == sorted(classes)
    assert by_distance(60) == by_distance(61)
    assert by_distance(60) < by_distance(120)


def test_nothing_to_choose_from_gives_no_probabilities():
    assert log_softmax(np.empty((2, 0), dtype=np.float32)).shape == (2, 0)
