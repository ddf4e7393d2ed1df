"""The words of a text as the trained reader takes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.parsers.english.reader.words import (
    BLANK_LINE,
    GAP,
    LINE_END,
    NO_WORD,
    SHAPES,
    Words,
    shape_of,
    split_words,
)
from toolkit.parsers.english.text.layout import find_blocks

TEXTS = st.text(alphabet="aB1 .,'’-\n\té|•", max_size=120) | st.text(max_size=60)


def words_of(text: str) -> list[str]:
    words = split_words(text, find_blocks(text))
    return [words.word(position) for position in range(len(words))]


def test_letters_numbers_and_marks_are_words():
    assert words_of("They met (twice), and 12,345.6 voted: 3%.") == [
        *("They", "met", "(", "twice", ")", ",", "and", "12,345.6", "voted", ":", "3", "%", ".")
    ]


def test_a_hyphen_and_an_apostrophe_part_words():
    assert words_of("Jean-Luc's run-off") == ["Jean", "-", "Luc", "'", "s", "run", "-", "off"]


def test_a_number_behind_letters_belongs_to_them():
    assert words_of("The G20 met.") == ["The", "G20", "met", "."]


def test_a_stop_behind_a_number_is_a_word_of_its_own():
    assert words_of("It was 2021.") == ["It", "was", "2021", "."]


def test_the_line_ends_inside_a_paragraph_are_no_words():
    wrapped = (
        "The two ministers sat together for an hour in the old customs\n"
        "house by the river and spoke about the price of water and of\n"
        "nothing else."
    )
    assert words_of(wrapped) == words_of(wrapped.replace("\n", " "))


def test_blank_lines_line_ends_and_gaps_of_a_table_are_words():
    text = "The seats:\n\nGreen List   12\nBlue List   9"
    assert words_of(text) == [
        *("The", "seats", ":", "\n\n", "Green", "List", "   ", "12"),
        *("\n", "Blue", "List", "   ", "9"),
    ]


def test_the_words_between_two_positions_are_those_that_share_characters_with_them():
    words = split_words("Ada Obi met Bo Ray.")
    assert words.between(0, 7) == (0, 1)
    assert words.between(5, 9) == (1, 2)
    assert words.between(8, 11) == (2, 2)


def test_there_is_no_word_between_positions_that_hold_only_space():
    words = split_words("Ada Obi")
    assert words.between(3, 4) is None
    assert words.between(7, 9) is None


def test_an_empty_text_has_no_words():
    assert len(split_words("")) == 0
    assert split_words("").between(0, 1) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("met", "Met"),
        ("Obi", "OBI"),
        ("Obi", "McObi"),
        ("A", "AB"),
        ("iPad", "ipad"),
        ("12,345", "12345"),
        ("12.5", "125"),
        ("2021", "7021"),
        ("12", "123"),
        ("G20", "G"),
        ("(", "a"),
    ],
)
def test_what_the_pieces_do_not_tell_apart_the_shape_does(one: str, other: str):
    assert shape_of(one) != shape_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("met", "vote"), ("Ada", "Obi"), ("NHU", "UFP"), ("1999", "2021"), (".", "%")],
)
def test_words_of_one_kind_have_one_shape(one: str, other: str):
    assert shape_of(one) == shape_of(other)


def test_layout_has_shapes_of_its_own():
    assert [shape_of(word) for word in ("\n\n", "\n", "   ", "\t")] == [
        BLANK_LINE,
        LINE_END,
        GAP,
        GAP,
    ]


@given(TEXTS)
def test_words_stand_in_order_and_leave_out_only_space(text: str):
    words = split_words(text, find_blocks(text))
    position = 0
    for start, end in zip(words.starts, words.ends, strict=True):
        assert start >= position
        assert end > start
        assert not text[position:start].strip()
        position = end
    assert not text[position:].strip()


@given(TEXTS)
def test_every_word_has_a_shape_that_the_model_knows(text: str):
    words = split_words(text, find_blocks(text))
    shapes = [shape_of(words.word(position)) for position in range(len(words))]
    assert all(NO_WORD < shape < SHAPES for shape in shapes)


@given(TEXTS, st.integers(0, 130), st.integers(1, 130))
def test_between_gives_exactly_the_words_that_overlap(text: str, start: int, length: int):
    words: Words = split_words(text)
    overlapping = [
        position
        for position in range(len(words))
        if words.starts[position] < start + length and words.ends[position] > start
    ]
    found = words.between(start, start + length)
    assert found == ((overlapping[0], overlapping[-1]) if overlapping else None)
