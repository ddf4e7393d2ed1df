"""What the words and the day beside an encounter say of its status."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.parsers.english.meetings.status_signs import status_signs
from toolkit.training.labels import LABELS

STATUSES = LABELS["meeting_status"]
TODAY = date(2024, 5, 14)


def signs(text: str, cue: str, day: date | None = None) -> dict[str, float]:
    """Return what speaks for each status; the first sentence is that of the cue."""
    end = text.index(".") + 1
    following = text.index(".", end) + 1 if "." in text[end:] else end
    days = None if day is None else (day, day)
    odds = status_signs(STATUSES, text, text.index(cue), (0, end), following, days, TODAY)
    return {name: float(value) for name, value in zip(STATUSES, odds, strict=True) if value}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The talks in Accra were called off.", "cancelled"),
        ("They were to have talks in Lome.", "cancelled"),
        ("Obi had talks with Ray. Her office denied it.", "denied"),
        ("There were no such talks.", "denied"),
        ("Obi is to hold talks with Ray.", "planned"),
    ],
)
def test_words_beside_an_encounter_speak_for_a_status(text: str, status: str):
    assert set(signs(text, "talks")) == {status}


@pytest.mark.parametrize(
    "text",
    [
        "Obi had talks with Ray.",
        "Obi had talks and will report to Ray.",
        "Obi had talks with Ray. The vote was postponed.",
    ],
)
def test_words_elsewhere_say_nothing(text: str):
    assert signs(text, "talks") == {}


def test_a_day_to_come_speaks_for_a_plan_and_one_gone_by_against_it():
    text = "Obi has talks with Ray."
    assert signs(text, "talks", date(2024, 5, 20))["planned"] > 0
    assert signs(text, "talks", date(2024, 5, 10))["planned"] < 0
    assert signs(text, "talks", TODAY) == {}
