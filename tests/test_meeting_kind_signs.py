"""What the words beside an encounter say of its kind."""

from __future__ import annotations

import pytest

from toolkit.parsers.english.meetings.kind_signs import kind_signs
from toolkit.training.labels import LABELS

KINDS = LABELS["meeting_kind"]


def signs(text: str, cue: str) -> dict[str, float]:
    """Return what speaks for or against each kind; the text is one sentence."""
    start = text.index(cue)
    odds = kind_signs(KINDS, text, (start, start + len(cue)), (0, len(text)))
    return {name: float(value) for name, value in zip(KINDS, odds, strict=True) if value}


@pytest.mark.parametrize(
    ("text", "cue", "kind"),
    [
        ("Obi conferred with Ray via video link on Monday.", "conferred", "call"),
        ("Obi and Ray held an online meeting.", "meeting", "call"),
        ("Obi spoke to Ray by telephone.", "spoke", "call"),
        ("Obi and Ray met for the third round of talks.", "met", "negotiation"),
        ("Obi will attend the summit in Lima.", "summit", "summit"),
    ],
)
def test_words_beside_an_encounter_speak_for_a_kind(text: str, cue: str, kind: str):
    odds = signs(text, cue)
    assert set(odds) == {kind}
    assert odds[kind] > 0


@pytest.mark.parametrize(
    ("text", "cue"),
    [("Obi called on Ray at the palace.", "called"), ("Obi paid a courtesy call on Ray.", "call")],
)
def test_to_call_on_somebody_is_no_telephone_call(text: str, cue: str):
    assert signs(text, cue)["call"] < 0


def test_a_telephone_far_from_the_encounter_says_nothing():
    far = "Obi received Ray at the palace in the old town at noon on Monday, and the minister"
    assert signs(f"{far} spoke to Kaya by telephone.", "received") == {}
