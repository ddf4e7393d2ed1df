"""How far apart two words stand: in words, sentences, names, cues and numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.parsers.english.reader.ranks import (
    CLASSES,
    MEASURES,
    classes_between,
    distance_classes,
    ranks_of,
)
from toolkit.parsers.english.reader.words import split_words

WORDS = split_words("Obi met Ray. He got 12,300 votes, she 9,800.")


def class_of(apart: int) -> int:
    return int(distance_classes(np.array([apart]))[0])


@given(st.integers(-100_000, 100_000))
def test_every_distance_has_a_class(apart: int):
    assert 0 <= class_of(apart) < CLASSES


@given(st.integers(1, 100_000))
def test_before_and_after_are_told_apart_and_alike_in_size(apart: int):
    assert class_of(apart) - class_of(-apart) == CLASSES // 2


def test_near_is_told_apart_one_by_one():
    assert len({class_of(apart) for apart in range(-4, 5)}) == 9


def test_far_is_told_apart_ever_more_coarsely():
    classes = [class_of(apart) for apart in range(1, 199)]
    assert classes == sorted(classes)
    assert class_of(60) == class_of(61)
    assert class_of(60) < class_of(120)


@pytest.mark.parametrize(
    ("measure", "last"), [("words", 11), ("sentences", 1), ("mentions", 2), ("numbers", 2)]
)
def test_the_last_word_has_all_of_a_measure_up_to_it(measure: str, last: int):
    ranks = ranks_of(WORDS, mentions=[0, 2], cues=[1])
    assert ranks[MEASURES.index(measure), -1] == last


def test_pairs_are_judged_by_every_measure():
    ranks = ranks_of(WORDS, mentions=[0, 2], cues=[1])
    between = classes_between(ranks, anchors=[1], candidates=[0, 2, 5])
    assert between.shape == (len(MEASURES), 1, 3)
    sentences = between[MEASURES.index("sentences"), 0]
    assert sentences[0] == sentences[1] == class_of(0)
    assert sentences[2] == class_of(1)
