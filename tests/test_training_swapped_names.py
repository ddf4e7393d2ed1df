"""Other names in the same sentences."""

from __future__ import annotations

import random

import pytest
from made_annotation import annotated

from toolkit.training.examples import build_examples
from toolkit.training.swapped_names import pool_names, swap_names

TEXT = "Ilze Kalnina met Tomas Varga. Kalnina, of the Zemgale Party, left Paris."
ACTORS = [
    {"name": "Ilze Kalnina", "aliases": ["Kalnina"], "kind": "person", "country": None},
    {"name": "Tomas Varga", "aliases": [], "kind": "person", "country": None},
    {"name": "Zemgale Party", "aliases": [], "kind": "party", "country": None},
]
OTHER = annotated(
    "Joao Quental saw the Vilanova Party.",
    actors=[
        {"name": "Joao Quental", "aliases": [], "kind": "person", "country": None},
        {"name": "Vilanova Party", "aliases": [], "kind": "party", "country": None},
    ],
)


@pytest.fixture(scope="module")
def swapped() -> tuple[list[str], list[str]]:
    example, other = build_examples([annotated(TEXT, actors=ACTORS), OTHER])
    return example.texts, swap_names(example, pool_names([other]), random.Random(1))


def test_persons_get_the_names_of_others_and_a_surname_stays_that_of_its_name(swapped):
    _, texts = swapped
    assert texts[:2] == ["Joao", "Quental"]
    assert texts[6] == "Quental"


def test_the_words_that_tell_what_a_body_is_stay(swapped):
    _, texts = swapped
    assert texts[10:12] == ["Vilanova", "Party"]


def test_all_other_words_stay_where_they_are(swapped):
    before, after = swapped
    assert len(before) == len(after)
    assert [b for b, a in zip(before, after, strict=True) if b != a] == [
        *("Ilze", "Kalnina", "Tomas", "Varga", "Kalnina", "Zemgale"),
    ]
