"""Where exactly a name begins and ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.parsers.english.actors.name_cuts import (
    cut_name,
    end_of_group,
    is_form_of_state,
    is_of_a_noun,
    split_groups,
)


def cut(text: str, marked: str, kind: str = "person") -> str | None:
    start = text.index(marked)
    found = cut_name(text, start, start + len(marked), kind)
    return None if found is None else text[slice(*found)]


@pytest.mark.parametrize(
    "marked",
    ["Kofi Addai", "President Kofi Addai", "Mr Kofi Addai", "Dr. Kofi Addai", "the Kofi Addai"],
)
def test_honorific_rank_and_article_before_a_person_go(marked: str):
    assert cut(f"On Monday {marked} spoke.", marked) == "Kofi Addai"


def test_the_article_before_a_body_goes_and_a_word_of_rank_stays():
    assert cut("The President Hotel closed.", "The President Hotel", "organization") == (
        "President Hotel"
    )


def test_what_a_hyphen_joins_to_the_last_word_stays():
    assert cut("They met Ama Osei-Tutu there.", "Ama Osei") == "Ama Osei-Tutu"
    assert cut("They met Hadi al-Rubai there.", "Hadi al") == "Hadi al-Rubai"


@pytest.mark.parametrize("mark", ["'", "’"])
def test_a_possessive_is_no_part_of_a_name(mark: str):
    text = f"It was Kofi Addai{mark}s car."
    assert cut(text, f"Kofi Addai{mark}s") == "Kofi Addai"
    assert cut(text, "Kofi Addai") == "Kofi Addai"


def test_a_connecting_word_at_the_end_goes():
    assert cut("He left the Party of Anna Berg.", "Party of", "party") == "Party"
    assert cut("Kofi Addai and Ama Osei met.", "Kofi Addai and") == "Kofi Addai"


def test_marks_around_a_name_go():
    assert cut('They met "Kofi Addai", he said.', '"Kofi Addai",') == "Kofi Addai"


@pytest.mark.parametrize("words", ["the", "he", "Mr", "President", "–", "and", "Jr."])
def test_what_names_nobody_is_no_name(words: str):
    assert cut(f"So {words} spoke.", words) is None


@given(st.text(alphabet="Aab'’-– .,and", min_size=1, max_size=40), st.data())
def test_a_cut_name_begins_and_ends_with_a_letter_or_digit_or_a_full_stop(text: str, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = cut_name(text, start, end, "person")
    if found is not None:
        assert 0 <= found[0] < found[1] <= len(text)
        assert any(letter.isalnum() for letter in text[slice(*found)])


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("party officials and village elders", ["party officials", "village elders"]),
        ("the envoys and the generals", ["the envoys", "generals"]),
        ("friends and family", ["friends and family"]),
        ("officials of the press and culture", ["officials of the press and culture"]),
    ],
)
def test_groups_that_stand_together_are_told_apart(text: str, parts: list[str]):
    assert [text[slice(*span)] for span in split_groups(text, 0, len(text))] == parts


@pytest.mark.parametrize(
    ("text", "marked", "whole"),
    [
        ("Chadian political candidates came.", "Chadian political", "Chadian political candidates"),
        ("Local officials came.", "Local officials", None),
        ("Harvest Union members came.", "Harvest Union", None),
    ],
)
def test_a_group_ends_with_its_noun(text: str, marked: str, whole: str | None):
    end = end_of_group(text, 0, len(marked))
    assert (None if end is None else text[:end]) == whole


@pytest.mark.parametrize(
    ("text", "marked", "told"),
    [
        ("Chadian elections", "Chadian", True),
        ("Chadian officials", "Chadian", False),
        ("Chad officials", "Chad", False),
        ("Chadian Union", "Chadian", False),
    ],
)
def test_a_peoples_adjective_is_of_the_thing_after_it(text: str, marked: str, told: bool):
    assert is_of_a_noun(text, 0, len(marked)) is told


def test_a_participle_after_a_hyphen_is_no_part_of_a_name():
    assert cut("The Kofi Addai-led faction left.", "Kofi Addai") == "Kofi Addai"
    assert cut("The Kofi Addai-led faction left.", "Kofi Addai-led") == "Kofi Addai"


def test_a_title_that_is_a_given_name_stays_unless_one_word_follows():
    assert cut("There was Sultan bin Addai.", "Sultan bin Addai") == "Sultan bin Addai"
    assert cut("There was M. Addai.", "M. Addai") == "Addai"


def test_a_bracket_that_is_only_closed_is_no_part_of_a_name():
    assert cut("The minister (MFA) Kofi Addai came.", "MFA) Kofi Addai") == "Kofi Addai"
    assert cut("He (Kofi Addai) came.", "Kofi Addai)") == "Kofi Addai"


def test_the_form_of_a_state_is_no_name_without_the_state():
    text = "The Arab Republic of Egypt and the Blue Republic of letters"
    assert is_form_of_state(text, text.index("Arab"), text.index(" of Egypt"))
    assert not is_form_of_state(text, text.index("Blue"), text.index(" of letters"))


def test_what_a_by_election_says_of_the_seat_is_no_part_of_a_party():
    assert cut("Harbour Party HOLD with 210 votes.", "Harbour Party HOLD", "party") == (
        "Harbour Party"
    )
