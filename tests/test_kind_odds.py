"""What a name and the words beside it say of its kind, next to the trained reader."""

from __future__ import annotations

import pytest

from toolkit.parsers.english.actors.kind_odds import odds_beside, odds_of_name, odds_of_person


def kinds(text: str, name: str) -> set[str]:
    """Return the kinds for which the words beside a name speak."""
    start = text.index(name)
    return {kind for kind, odds in odds_beside(text, start, start + len(name)).items() if odds > 0}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The daily Orra wrote so.", "media"),
        ("Orra deputies left the hall.", "party"),
        ("The pollster spoke to the charity Orra.", "organization"),
        ("He joined Orra, the political wing of the guerrillas.", "party"),
        ("He fought for Orra, a militia.", "armed_group"),
    ],
)
def test_a_sure_word_beside_a_name_tells_its_kind(text: str, kind: str):
    assert kinds(text, "Orra") == {kind}


def test_what_a_person_may_own_tells_nothing_of_its_owner():
    assert kinds("Orra's party left the hall.", "Orra") == set()


def test_a_name_without_such_words_is_left_to_the_reader():
    assert kinds("They met Orra on Monday.", "Orra") == set()


def test_a_body_that_the_world_knows_needs_no_words_beside_it():
    assert set(odds_of_name("NATO")) == {"intergovernmental"}
    assert odds_of_name("Orra") == {}


def test_what_a_person_is_of_is_hardly_a_government():
    assert odds_of_person(" of the ")["government"] < 0
    assert odds_of_person(" met ") == {}
