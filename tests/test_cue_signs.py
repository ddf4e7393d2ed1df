"""Words that say outright that there was an encounter."""

from __future__ import annotations

import pytest

from toolkit.parsers.english.meetings.cue_signs import find_outright_cues


def nouns(text: str) -> list[str]:
    return [text[start:end] for start, end in find_outright_cues(text)]


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("She held talks with the king.", "talks"),
        ("Ada Obi had held several long meetings with officials.", "meetings"),
        ("He holds a second round of consultations with them today.", "consultations"),
    ],
)
def test_what_is_held_with_somebody_is_an_encounter(text: str, noun: str):
    assert nouns(text) == [noun]


@pytest.mark.parametrize(
    "text",
    [
        "The meeting hall burned.",
        "She held a post with the ministry.",
        "The party held its congress, and talks with others are to follow.",
        "They hold the talks to be useless.",
    ],
)
def test_other_things_held_are_none(text: str):
    assert nouns(text) == []
