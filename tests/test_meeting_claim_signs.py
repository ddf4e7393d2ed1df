"""What the words around an encounter say of whether it is claimed."""

from __future__ import annotations

import pytest

from toolkit.parsers.english.meetings.claim_signs import claim_signs
from toolkit.training.labels import LABELS

CERTAINTIES = LABELS["certainty"]


def odds(text: str, *, of_outlet: bool = False) -> dict[str, float]:
    found = claim_signs(CERTAINTIES, text, (0, len(text)), of_outlet=of_outlet)
    return {name: float(value) for name, value in zip(CERTAINTIES, found, strict=True) if value}


@pytest.mark.parametrize(
    "text",
    ["Obi reportedly met Ray.", "Obi is said to have met Ray.", "Obi met Ray, sources said."],
)
def test_hearsay_and_sources_without_a_name_speak_for_a_claim(text: str):
    assert set(odds(text)) == {"claimed"}


def test_an_outlet_that_says_so_speaks_for_a_claim():
    assert set(odds("Obi met Ray, the Harbour Post reported.", of_outlet=True)) == {"claimed"}
    assert not odds("The Harbour Post has pictures of Obi with Ray.", of_outlet=True)


def test_what_a_named_person_says_is_no_hearsay():
    assert not odds("Obi met Ray, her spokeswoman Ida Lund said.")
