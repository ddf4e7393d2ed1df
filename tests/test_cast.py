"""The cast of an article: actors, their mentions and their countries."""

import pytest

from toolkit.parsers.english.actors.actors import read_cast

TEXT = (
    "President Kofi Addai of Ghana met Togolese Foreign Minister Afi Lawson in Accra on Monday. "
    "Addai's spokesman told Reuters that Burkina Faso had also asked for talks. "
    "The Algerian foreign ministry denied it."
)


@pytest.fixture(scope="module")
def cast(read):
    return read_cast(read(TEXT, "2024-05-07"))


@pytest.fixture(scope="module")
def actors(cast):
    return {actor.name: actor for actor in cast.actors}


def test_mentions_are_sorted_and_never_overlap(cast):
    for left, right in zip(cast.mentions, cast.mentions[1:], strict=False):
        assert left.end <= right.start


def test_every_form_stands_where_its_evidence_says(cast):
    for actor in cast.actors:
        for form in actor.forms:
            assert form.evidence
            for place in form.evidence:
                assert TEXT[place.start : place.end] == form.name


def test_every_mention_is_of_an_actor_and_names_it(cast):
    for mention in cast.mentions:
        forms = {form.name for form in cast.actors[mention.actor].forms}
        assert TEXT[mention.start : mention.end] in forms


def test_the_name_is_one_of_the_forms(cast):
    for actor in cast.actors:
        assert actor.name in {form.name for form in actor.forms}


def test_the_country_beside_a_name_is_the_actors(actors):
    assert actors["Kofi Addai"].country == "GH"
    assert actors["Afi Lawson"].country == "TG"


def test_a_news_agency_has_no_country(actors):
    assert actors["Reuters"].kind == "media"
    assert actors["Reuters"].country is None


def test_a_state_that_acts_is_an_actor_and_a_mere_place_is_not(actors):
    assert actors["Burkina Faso"].kind == "government"
    assert "Accra" not in actors


def test_a_ministry_without_capitals_is_an_actor(actors):
    ministry = actors["Algerian foreign ministry"]
    assert ministry.kind == "government"
    assert ministry.country == "DZ"
    assert {form.name for form in ministry.forms} == {
        "Algerian foreign ministry",
        "foreign ministry",
    }


def test_the_country_of_a_value_has_its_words(cast):
    for actor in cast.actors:
        if actor.country is not None and actor.country_evidence:
            assert all(place.field == "country" for place in actor.country_evidence)


def test_a_text_without_names_has_no_actors(read):
    assert read_cast(read("nothing happened at all, and nobody came.")).actors == ()


def test_reading_twice_gives_the_same_cast(read):
    assert read_cast(read(TEXT)) == read_cast(read(TEXT))


def test_a_body_has_the_country_of_the_body_that_its_name_begins_with(read):
    text = "Ghana's National Guard Corps (NGC) grew. The NGC River Force met envoys from Togo."
    countries = {actor.name: actor.country for actor in read_cast(read(text)).actors}
    assert countries["NGC River Force"] == "GH"


def test_a_person_far_from_any_sign_gets_no_country_where_two_rival(read):
    text = (
        "Ghana and Togo quarrel over fish. Ghana sent a note, Togo sent one too. "
        "Nobody expects much, and Ghana and Togo know it.\n\n"
        "It is the sort of quarrel that Rosa Quintero wrote about."
    )
    countries = {actor.name: actor.country for actor in read_cast(read(text)).actors}
    assert countries["Rosa Quintero"] is None
