"""What an encounter was about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.parsers.english.meetings.topics import LONGEST, read_topic


def topic(text: str) -> str | None:
    found = read_topic(text, 0, len(text))
    return None if found is None else text[slice(*found)]


@pytest.mark.parametrize(
    "words",
    [
        "to discuss",
        "about",
        "devoted to",
        "that focused on",
        "that centred on",
        "and discussed",
        "on the question of",
    ],
)
def test_the_topic_follows_the_words_that_announce_it(words: str):
    assert topic(f"They met {words} the price of water.") == "the price of water"


@pytest.mark.parametrize(
    "rest",
    [
        ", a spokesman said.",
        " on Friday.",
        " before they flew home.",
        " in the morning.",
        " that both sides use.",
        " – and of nothing else.",
    ],
)
def test_the_topic_ends_where_something_else_begins(rest: str):
    assert topic(f"They met to discuss the price of water{rest}") == "the price of water"


def test_an_encounter_may_name_no_topic():
    assert topic("They met on Monday in Accra.") is None


def test_a_topic_longer_than_the_data_model_allows_is_none():
    assert topic("They met to discuss " + "very " * 30 + "long lists.") is None


def test_nothing_beyond_the_end_is_read():
    text = "They met. She spoke about the price of water."
    assert read_topic(text, 0, 9) is None


@given(st.text(alphabet="about disc.,\n", max_size=80))
def test_a_topic_lies_where_it_says_and_is_never_blank(text: str):
    found = read_topic(f"about {text}", 0, len(text) + 6)
    if found is not None:
        words = f"about {text}"[slice(*found)]
        assert words == words.rstrip()
        assert 0 < len(words) <= LONGEST
