from __future__ import annotations

import pytest

from toolkit.parsers.english.places.places import (
    capital_country,
    city_country,
    country_of,
    region_country,
)
from toolkit.reference import read_table


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Iraq", "IQ"),
        ("the United Arab Emirates", "AE"),
        ("UAE", "AE"),
        ("U.S.", "US"),
        ("Britain's", "GB"),
        ("Côte d’Ivoire", "CI"),
        ("DRC", "CD"),
        ("Iraqis", "IQ"),
        ("Emirati", "AE"),
        ("Bissau-Guinean", "GW"),
        ("Dutch", "NL"),
        ("Kosovar", "XK"),
        ("Taiwanese", "TW"),
        ("Palestinians", "PS"),
        ("Baghdad", None),
        ("table", None),
    ],
)
def test_names_and_demonyms_give_their_country(words: str, code: str | None):
    assert country_of(words) == code


def test_a_capital_stands_for_its_country():
    assert capital_country("Tehran") == "IR"


def test_a_city_of_one_country_needs_no_hint():
    assert city_country("Mosul") == "IQ"


def test_a_city_is_found_without_the_marks_on_its_letters():
    assert city_country("Lome") == city_country("Lomé") == "TG"


def test_a_namesake_in_the_articles_own_country_is_meant():
    assert (city_country("Córdoba"), city_country("Córdoba", "ES")) == ("AR", "ES")


def test_a_world_city_is_not_its_small_namesake():
    assert city_country("Paris", "US") == "FR"


def test_a_region_shared_by_two_countries_is_that_of_the_article():
    assert (region_country("Punjab", "PK"), region_country("Punjab", "IN")) == ("PK", "IN")


def test_an_unknown_city_has_no_country():
    assert city_country("Nowhereville") is None


def test_places_are_found_with_their_countries(read):
    reading = read("The Iraqi premier met his guest in Basra before he flew to Amman.")
    assert [(place.name, place.country, place.kind) for place in reading.places] == [
        ("Iraqi", "IQ", "demonym"),
        ("Basra", "IQ", "city"),
        ("Amman", "JO", "city"),
    ]


def test_a_forename_is_no_place(read):
    reading = read("Michael Jordan spoke to reporters in Kuwait.")
    assert [place.name for place in reading.places] == ["Kuwait"]


def test_the_place_of_a_dateline_is_found_in_its_usual_spelling(read):
    places = read("BASRA – The count is over.").places
    assert [(place.name, place.country) for place in places] == [("Basra", "IQ")]


def test_each_country_has_one_row_in_alphabetical_order():
    codes = [row["code"] for row in read_table("countries")]
    assert codes == sorted(set(codes))
