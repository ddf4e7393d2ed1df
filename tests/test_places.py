from __future__ import annotations

import pytest

from toolkit.parsers.english.places.places import (
    capital_country,
    city_country,
    country_of,
    find_places,
    region_country,
)
from toolkit.parsers.english.reading import NamedSpan
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


def named_in(text: str, **kinds: str) -> list[NamedSpan]:
    """Return the spans of words, given as kind="words"."""
    starts = {kind: text.index(words) for kind, words in kinds.items()}
    return [NamedSpan(at, at + len(kinds[kind]), kind) for kind, at in starts.items()]


def test_places_are_found_with_their_countries():
    places = find_places("The Iraqi premier met his guest in Basra before he flew to Amman.")
    assert [(place.name, place.country, place.kind) for place in places] == [
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


def test_a_named_place_that_no_table_knows_lies_in_the_country_named_most():
    text = "Ghana's president received Ghana's bishops at Tsutsuga."
    places = find_places(text, named=named_in(text, place="Tsutsuga"))
    assert (places[-1].name, places[-1].country) == ("Tsutsuga", "GH")


def test_a_named_place_that_no_table_knows_lies_where_the_words_before_it_say():
    text = "Ghana and Ghana's neighbour agreed in the Togolese town of Tsutsuga."
    places = find_places(text, named=named_in(text, place="Tsutsuga"))
    assert (places[-1].name, places[-1].country) == ("Tsutsuga", "TG")


def test_a_named_place_is_one_whole_and_lies_where_a_part_of_it_does():
    text = "Ghana's ministers met at Kumasi Fort."
    places = find_places(text, named=named_in(text, place="Kumasi Fort"))
    assert (places[-1].name, places[-1].country) == ("Kumasi Fort", "GH")


def test_a_city_in_the_name_of_a_person_or_body_is_no_place():
    text = "Jack London joined the Bank of Accra in Kumasi, Ghana."
    named = named_in(text, person="Jack London", body="Bank of Accra")
    assert [place.name for place in find_places(text, named=named)] == ["Kumasi", "Ghana"]


def test_the_country_said_after_a_city_decides_between_namesakes():
    (city, _) = find_places("The talks were held in Tripoli, Lebanon.")
    assert (city.name, city.country) == ("Tripoli", "LB")


def test_a_part_of_the_world_lies_in_no_one_country():
    text = "Ghana's minister spoke of Africa."
    places = find_places(text, named=named_in(text, place="Africa"))
    assert (places[-1].name, places[-1].country) == ("Africa", None)


def test_each_country_has_one_row_in_alphabetical_order():
    codes = [row["code"] for row in read_table("countries")]
    assert codes == sorted(set(codes))


def test_a_place_lies_throughout_an_article_in_the_country_said_after_it_once():
    text = "Obi met Ray in Bali on Monday. The talks in Bali, Indonesia, went well."
    assert [p.country for p in find_places(text) if p.name == "Bali"] == ["ID", "ID"]


def test_a_region_of_a_country_named_goes_before_a_city_of_another():
    found = find_places("Ray arrived in India on Monday. The talks in Goa ended late.")
    assert [p.country for p in found if p.name == "Goa"] == ["IN"]


def test_a_state_called_a_state_of_another_country_is_of_that():
    found = find_places("Voters in Niger state and in Kano waited. Niger counts by night.")
    assert [(p.name, p.country) for p in found if p.name == "Niger"] == [("Niger", "NG")] * 2


def test_the_ministry_of_state_makes_no_country_a_region():
    found = find_places("The head of the Georgia State Security Service came from Georgia.")
    assert {p.country for p in found if p.name == "Georgia"} == {"GE"}
