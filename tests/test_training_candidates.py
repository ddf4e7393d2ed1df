"""What the reader is taught to choose among: the dates, places and numbers that the rules find."""

from __future__ import annotations

from datetime import date

from made_annotation import RECORD, TEXT, annotated, marked

from toolkit.training.candidates import annotated_places

CANDIDATES = marked().candidates


def test_dates_places_and_numbers_are_known_by_the_words_where_they_begin():
    found = marked()
    for spans, words in (
        (CANDIDATES.dates, CANDIDATES.date_words),
        (CANDIDATES.places, CANDIDATES.place_words),
        (CANDIDATES.numbers, CANDIDATES.number_words),
    ):
        assert spans
        assert [found.words.between(span.start, span.end)[0] for span in spans] == list(words)


def test_a_day_is_any_date_that_means_exactly_it():
    monday = CANDIDATES.dates_of("2024-05-13", "2024-05-13")
    assert monday
    assert all(CANDIDATES.dates[at].first == date(2024, 5, 13) for at in monday)
    assert CANDIDATES.dates_of("2024-05-01", "2024-05-31") == []
    assert CANDIDATES.dates_of(None, None) == []


def test_a_place_is_known_by_its_name_and_a_country_by_all_that_tells_it():
    (kumasi,) = CANDIDATES.places_called("Kumasi")
    assert CANDIDATES.places[kumasi].country == "GH"
    told = {
        TEXT[one.start : one.end]
        for one in map(CANDIDATES.places.__getitem__, CANDIDATES.places_in("TG"))
    }
    assert told == {"Togolese"}
    assert CANDIDATES.places_called(None) == CANDIDATES.places_in(None) == []


def test_the_words_for_a_people_are_no_name_of_a_place():
    assert "Togolese" not in {TEXT[start:end] for start, end in CANDIDATES.named_places()}


def test_the_places_of_an_annotation_are_those_of_its_meetings_and_those_it_lists():
    found = annotated_places({**RECORD, "places": ["ACCRA"]}, TEXT)
    assert {TEXT[start:end] for start, end in found} == {"ACCRA", "Kumasi"}


def test_a_city_in_an_annotated_name_is_no_place():
    text = "Jack London spoke in Accra."
    actors = [{"name": "Jack London", "kind": "person"}]
    found = marked(annotated(text, actors=actors)).candidates.places
    assert [place.name for place in found] == ["Accra"]
