"""What is read of an article before its actors are known."""

from __future__ import annotations

from datetime import date

from made_scores import made_scores

from toolkit.article import Article
from toolkit.parsers.english.read_marked import named_spans, read_article
from toolkit.parsers.english.reading import NamedSpan, Reading
from toolkit.parsers.english.text.layout import find_blocks


def reading_of(text: str, *spans: tuple[str, str], published_on: date | None = None) -> Reading:
    article = Article("test.txt", text, published_on=published_on)
    return read_article(article, find_blocks(text), made_scores(text, spans=spans))


def test_what_the_reader_marks_as_a_name_is_a_person_a_body_or_a_place():
    text = "Ada Obi of the Green List went to Tsutsuga with young voters."
    spans = [
        *(("Ada Obi", "person"), ("Green List", "party")),
        *(("Tsutsuga", "place"), ("young voters", "group")),
    ]
    assert named_spans(made_scores(text, spans=spans)) == (
        NamedSpan(0, 7, "person"),
        NamedSpan(15, 25, "body"),
        NamedSpan(34, 42, "place"),
    )


def test_a_marked_place_is_a_place_though_no_table_knows_it():
    reading = reading_of("Ghana's president spoke at Tsutsuga.", ("Tsutsuga", "place"))
    assert (reading.places[-1].name, reading.places[-1].country) == ("Tsutsuga", "GH")


def test_a_city_inside_a_persons_name_is_no_place():
    reading = reading_of("Jack London spoke in Accra.", ("Jack London", "person"))
    assert [place.name for place in reading.places] == ["Accra"]


def test_days_are_counted_from_the_day_of_publication():
    reading = reading_of("They met yesterday.", published_on=date(2024, 5, 14))
    assert (reading.today, reading.dates[0].first) == (date(2024, 5, 14), date(2024, 5, 13))


def test_without_it_days_are_counted_from_the_dateline():
    reading = reading_of("ACCRA, 14 May 2024 – They met yesterday.")
    assert reading.today == date(2024, 5, 14)
    assert reading.dates[-1].first == date(2024, 5, 13)


def test_without_any_day_yesterday_cannot_be_placed():
    assert reading_of("They met yesterday.").dates[0].first is None
