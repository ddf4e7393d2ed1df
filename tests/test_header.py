from __future__ import annotations

from datetime import date

from toolkit.article import Article, normalise_text
from toolkit.parsers.english.reading import Header
from toolkit.parsers.english.text.header import read_header
from toolkit.parsers.english.text.layout import find_blocks


def header(text: str) -> Header:
    article = Article("test.txt", normalise_text(text))
    return read_header(article, find_blocks(article.text))


def test_the_source_line_names_the_publisher():
    assert header("They met.\n\nSource » example-wire").publisher == "example-wire"


def test_an_agency_in_the_dateline_is_the_publisher_where_no_other_is_named():
    found = header("ACCRA, May 3, 2021 (Example Wire) - They met.")
    assert (found.publisher, found.agency) == ("Example Wire", "Example Wire")


def test_a_masthead_names_the_publisher():
    assert header("RIVER GAZETTE\nMonday 3 May 2021\n\nThey met.").publisher == "River Gazette"


def test_a_full_dateline_states_the_day():
    found = header("ACCRA, 3 May 2021 – They met.")
    assert (found.published_on, found.published_basis) == (date(2021, 5, 3), "stated")
    assert found.dateline_place == "ACCRA"


def test_a_line_below_the_title_states_the_day():
    found = header("Talks resume\n\nAccra, Monday 3 May 2021\n\nThey met.")
    assert found.published_on == date(2021, 5, 3)


def test_the_last_line_may_state_the_day():
    assert header("They met.\n\nThey parted.\n\nAccra, 3 May 2021").published_on == date(2021, 5, 3)


def test_a_full_date_in_running_prose_is_not_the_day_of_the_report():
    assert header("The two met on Monday, May 3, 2021, in Accra.").published_on is None


def test_a_dateline_without_a_year_states_no_day():
    assert header("ACCRA, May 3 – They met.").published_on is None


def test_a_byline_names_the_author():
    assert header("Talks resume\nBy Efua Mensah\n\nThey met.").author == "Efua Mensah"


def test_the_country_named_most_is_the_home_country(read):
    reading = read("ACCRA – Ghana's president met the Togolese premier. Ghana was content.")
    assert reading.header.home_country == "GH"


def test_no_country_is_home_where_two_are_named_alike(read):
    assert read("Ghana and Togo agreed.").header.home_country is None


def test_a_text_of_nothing_says_nothing():
    assert header("") == Header()


def test_the_headline_is_the_title():
    assert header("Talks resume\n\nAccra, Monday 3 May 2021\n\nThey met.").title == "Talks resume"
