"""Which names are forms of one actor."""

import pytest

from toolkit.parsers.english.actors.actors import read_cast


@pytest.fixture(scope="module")
def forms(read):
    def forms_in(text: str) -> dict[str, set[str]]:
        cast = read_cast(read(text))
        return {actor.name: {form.name for form in actor.forms} for actor in cast.actors}

    return forms_in


def test_a_surname_joins_the_full_name(forms):
    found = forms("President Kofi Addai left on Monday. Addai will be back soon, Mr Addai said.")
    assert found["Kofi Addai"] == {"Kofi Addai", "Addai"}


def test_a_surname_with_and_without_its_article_is_one(forms):
    found = forms("The minister met Hadi al-Rubai. Rubai smiled. Al-Rubai's aide did not.")
    assert found["Hadi al-Rubai"] == {"Hadi al-Rubai", "Rubai", "Al-Rubai"}


def test_a_surname_that_two_persons_share_joins_neither(forms):
    found = forms("President Kofi Addai and Senator Ama Addai met. Later Addai left by car.")
    assert "Addai" not in found.get("Kofi Addai", set()) | found.get("Ama Addai", set())


def test_an_acronym_in_brackets_is_the_long_name(forms):
    found = forms("The National Harvest Union (NHU) won. The NHU thanked its voters.")
    assert found["National Harvest Union"] == {"National Harvest Union", "NHU"}


def test_an_acronym_without_brackets_is_found_by_its_initials(forms):
    found = forms("The People's Reform Front lost. It was the PRF leader who said so.")
    assert "PRF" in found["People's Reform Front"]


def test_a_commission_is_known_by_a_shorter_name(forms):
    found = forms(
        "The Chilean Electoral Commission spoke. Results came from the Election Commission."
    )
    assert "Election Commission" in found["Chilean Electoral Commission"]


def test_members_in_the_plural_join_their_movement(forms):
    found = forms("The Karimist Movement lost seats. Many Karimists stayed at home, he said.")
    assert "Karimists" in found["Karimist Movement"]


def test_tories_are_the_conservatives(forms):
    found = forms("The Conservatives won 12 seats. A Tory MP laughed.")
    assert "Tory" in found["Conservatives"]


def test_a_name_in_another_language_joins_the_first(forms):
    found = forms("She votes for the Naya Bihan Party (New Dawn Party), as her mother did.")
    assert "New Dawn Party" in found["Naya Bihan Party"]


def test_an_acronym_before_its_long_name_is_that_body(forms):
    found = forms("The UFP (United Front for the Plains) signed on Monday.")
    assert "UFP" in found["United Front for the Plains"]
