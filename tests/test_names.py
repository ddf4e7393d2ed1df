"""Where names stand: capitalised runs, particles, connectors and titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.parsers.english.actors.capitals import find_capitals
from toolkit.parsers.english.actors.initials import initials_match
from toolkit.parsers.english.actors.names import find_names


@pytest.fixture(scope="module")
def names(read):
    def names_in(text: str) -> list[str]:
        return [span.text for span in find_names(read(text))]

    return names_in


def test_a_title_before_a_name_is_no_part_of_it(names):
    assert "Kofi Addai" in names("On Monday President Kofi Addai received Gen. Abena Mensah.")
    assert "Abena Mensah" in names("On Monday President Kofi Addai received Gen. Abena Mensah.")


def test_the_party_before_a_title_is_a_name_of_its_own(names):
    found = names("A letter from Labour MP Harriet Crane arrived on Friday.")
    assert found == ["Labour", "Harriet Crane"]


def test_a_ministers_field_is_no_name(names):
    assert names("Yesterday Livestock Minister Juma Okello spoke.") == ["Juma Okello"]


def test_a_field_after_secretary_of_is_part_of_the_title(names):
    found = names("He saw Secretary of State Laura Whitfield on Tuesday.")
    assert found == ["Laura Whitfield"]


def test_arabic_articles_belong_to_the_name(names):
    assert "Hadi al-Rubai" in names("The cleric Hadi al-Rubai's office denied it.")


def test_particles_join_the_parts_of_a_surname(names):
    assert "Pieter van der Meulen" in names("It was said that Pieter van der Meulen had left.")


def test_initials_and_nicknames_stay_inside_a_name(names):
    assert "Marlene T. Osgood" in names("They met Marlene T. Osgood there.")
    assert 'Galo "Simba" Boru' in names('They met Galo "Simba" Boru there.')


def test_a_ministry_keeps_what_follows_of(names):
    found = names("Officials at the Ministry of Internal Affairs and Communications agreed.")
    assert found == ["Ministry of Internal Affairs and Communications"]


def test_and_joins_ideals_but_not_persons(names):
    assert names("She leads the Justice and Development Party.") == [
        "Justice and Development Party"
    ]
    assert names("He met Anna Berg and Lars Holm.") == ["Anna Berg", "Lars Holm"]


def test_a_party_of_a_person_is_cut_from_the_person(names):
    found = names("The Hope Party of Anneli Saarinen won.")
    assert "Anneli Saarinen" in found


def test_possessives_cut_names_unless_they_name_a_people(names):
    assert "Taro Ishii" in names("It was Taro Ishii's Reform Party that lost.")
    assert "People's Progress Party" in names("Then the People's Progress Party won.")


def test_days_months_and_countries_are_no_names(names):
    assert names("In Brazil on Monday, 3 March, the French and the Germans agreed.") == []


def test_headlines_give_no_names(names):
    found = names("Rebel Leader Warns Against Talks\n\nThe warning came from Ali Sabry.")
    assert found == ["Ali Sabry"]


def test_a_number_belongs_to_a_channel_and_to_a_brigade(names):
    assert "Channel 19" in names("He told Channel 19 that he would go.")
    assert "19th Brigade" in names("Soldiers of the 19th Brigade left.")


def test_an_acronym_is_made_of_initials():
    assert initials_match("Union for Republican Renewal", "URR")
    assert initials_match("Movement for Democratic Change", "MDC")
    assert not initials_match("Movement for Democratic Change", "ZNP")


@given(st.text(max_size=200))
def test_capitals_lie_where_they_say_and_never_overlap(text):
    last = 0
    for word in find_capitals(text):
        assert text[word.start : word.end] == word.text
        assert word.start >= last
        last = word.end


def test_two_words_before_a_last_word_for_bodies_are_one_name(names):
    found = names("He voted for the Maize and Freedom Party on Friday.")
    assert found == ["Maize and Freedom Party"]


def test_the_fields_of_a_committee_are_one_name(names):
    found = names("She faced the Environment, Food and Rural Affairs Committee on Monday.")
    assert found == ["Environment, Food and Rural Affairs Committee"]


def test_the_party_of_something_is_no_person(names):
    assert "Party of Working People" in names("On Monday the Party of Working People split.")


def test_a_line_in_capitals_names_nobody(names):
    assert names("EVERYBODY DENIES\n\nNobody in the town knew of it.") == []
