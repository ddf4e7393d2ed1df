"""How a version is cited, and what its rows cover."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.publish.citation_text import citation_bibtex, citation_text, cited_address
from toolkit.publish.contributors import contributors
from toolkit.publish.coverage import Coverage, country_name, coverage_of

ANN = {"title": "Ann Lee", "roles": ["creator", "maintainer"]}
BO = {"givenName": "Bo", "familyName": "Ray", "roles": ["author"]}
CY = {"title": "Cy Ort", "role": "author"}
DATA: dict[str, Any] = {
    "name": "talks",
    "title": "Who met whom.",
    "version": "1.2.0",
    "created": "2026-11-22T21:56:11Z",
    "contributors": [ANN],
}
HOME = "https://example.org/data/"


def test_a_citation_has_maker_year_title_version_kind_and_place():
    assert citation_text(DATA, HOME) == (
        "Ann Lee (2026): Who met whom. Version 1.2.0. Data set. https://example.org/data/1.2.0/"
    )


@pytest.mark.parametrize(
    ("people", "named"),
    [
        ([ANN, BO], "Ann Lee and Bo Ray (2026): "),
        ([ANN, BO, CY], "Ann Lee, Bo Ray and Cy Ort (2026): "),
        ([{"title": "Dee", "roles": ["wrangler"]}, ANN], "Ann Lee (2026): "),
        ([{"title": "Dee", "roles": ["wrangler"]}], "Dee (2026): "),
        ([], "2026: "),
    ],
)
def test_creators_and_authors_are_cited_and_all_contributors_where_there_are_none(people, named):
    text = citation_text({**DATA, "contributors": people})
    assert text == f"{named}Who met whom. Version 1.2.0. Data set."


def test_a_publisher_is_named_where_it_is_another_than_the_creator():
    house = {"title": "Harbour Press", "roles": ["publisher"]}
    text = citation_text({**DATA, "contributors": [ANN, house]})
    assert text == "Ann Lee (2026): Who met whom. Version 1.2.0. Harbour Press. Data set."


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ({"id": "doi:10.5281/zenodo.7"}, "https://doi.org/10.5281/zenodo.7"),
        ({"id": "10.5281/zenodo.7"}, "https://doi.org/10.5281/zenodo.7"),
        ({"id": "https://doi.org/10.5281/zenodo.7"}, "https://doi.org/10.5281/zenodo.7"),
        ({"id": "b03ec84-77fd"}, "https://example.org/data/1.2.0/"),
        ({"homepage": "https://example.org/about"}, "https://example.org/data/1.2.0/"),
    ],
)
def test_an_identifier_that_leads_somewhere_is_cited_before_the_place(said, address):
    assert cited_address({**DATA, **said}, HOME) == address


def test_the_homepage_is_cited_where_no_place_is_known():
    assert cited_address({**DATA, "homepage": "https://example.org/about"}) == (
        "https://example.org/about"
    )
    assert cited_address(DATA) is None


@given(st.text(), st.text(min_size=1))
def test_no_title_or_name_breaks_the_entry_of_bibtex(title, name):
    entry = citation_bibtex({**DATA, "title": title, "contributors": [{**ANN, "title": name}]})
    depth = 0
    for character in entry:
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0
    assert entry.startswith("@misc{talks-1.2.0,\n")


def test_what_latex_would_take_for_a_command_is_escaped():
    entry = citation_bibtex({**DATA, "title": "Talks & \\input{votes} in 50 %"})
    assert r"title = {{Talks \& inputvotes in 50 \%}}" in entry


def test_who_has_a_family_name_is_a_person_and_any_other_a_body():
    ann, bo = contributors({"contributors": [ANN, BO]})
    assert (ann.is_person, bo.is_person) == (False, True)
    assert bo.name == "Bo Ray"


def test_events_without_day_or_country_leave_the_coverage_as_it_is():
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE meetings AS FROM (VALUES (DATE '2021-05-10', DATE '2021-05-12', 'PT'), "
        "(NULL, NULL, NULL), (DATE '2019-01-01', DATE '2019-12-31', 'NA')) "
        "AS rows(start_date, end_date, place_country)"
    )
    covered = coverage_of(connection)
    assert covered == Coverage(date(2019, 1, 1), date(2021, 5, 12), ("NA", "PT"))
    assert covered.interval == "2019-01-01/2021-05-12"


def test_a_version_without_events_covers_nothing():
    covered = coverage_of(duckdb.connect())
    assert (covered.interval, covered.countries, covered.languages) == (None, (), ())


@pytest.mark.parametrize(
    ("code", "name"), [("IR", "Iran"), ("XK", "Kosovo"), ("NA", "Namibia"), ("ZZ", "ZZ")]
)
def test_a_country_has_the_name_that_news_gives_it(code, name):
    assert country_name(code) == name
