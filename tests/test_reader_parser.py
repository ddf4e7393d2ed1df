"""The reader's parser as a whole: what every text gives, whatever it says."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.article import Article, normalise_text
from toolkit.facts import Evidence, Facts
from toolkit.parsers.english.reader_parser import ReaderParser
from toolkit.parsers.protocol import Parser

TEXT = (
    "ACCRA, 14 May 2024 - President Kofi Addai of Ghana met Togolese Foreign Minister Afi Lawson "
    "in Accra on Monday.\n\nThe National Harvest Union (NHU) won 31 of the 65 seats in Sunday's "
    "parliamentary election in Malta, with 44.1 percent of the vote. Turnout was 61.5 percent."
)
WORDS = st.lists(
    st.sampled_from(
        [
            *("President", "Ada Obi", "met", "Milos Petrov", "in", "Lisbon", "on Monday", "won"),
            *("31 seats", "44.1 percent", "the", "parliamentary election", ".", "\n", "\n\n", "("),
            *("Harbour Party", ")", "denied", "will", "2024", ",", "its", "leader", "\t", "  "),
        ]
    ),
    max_size=40,
).map(" ".join)


@pytest.fixture(scope="module")
def parser() -> ReaderParser:
    return ReaderParser()


@pytest.fixture(scope="module")
def parse(parser):
    """Turn a text, and the day it was published, into its Facts."""

    def parse_text(text: str, published_on: str | None = None) -> Facts:
        day = None if published_on is None else date.fromisoformat(published_on)
        article = Article("test.txt", normalise_text(text), published_on=day)
        (facts,) = parser.parse([article])
        assert facts.failure is None, facts.failure
        return facts

    return parse_text


def evidence_of(facts: Facts) -> list[Evidence]:
    records = (*facts.roles, *facts.meetings, *facts.elections, *facts.results)
    found = [one for record in records for one in record.evidence]
    found += [one for actor in facts.actors for form in actor.forms for one in form.evidence]
    found += [
        one for meeting in facts.meetings for who in meeting.participants for one in who.evidence
    ]
    return found


def test_it_is_a_parser_with_a_name_and_a_version(parser):
    checked: Parser = parser
    assert checked.name == "english-reader"
    assert checked.version


def test_facts_come_in_the_order_of_the_articles(parser):
    names = ("Ada Obi", "Bo Ray", "Cy Lund")
    texts = [f"President {name} spoke on Monday." for name in names]
    articles = [Article(f"{number}.txt", text) for number, text in enumerate(texts)]
    found = [[actor.name for actor in facts.actors] for facts in parser.parse(articles)]
    assert found == [[name] for name in names]


def test_an_article_is_read_alike_whatever_was_read_before(parse):
    alone = parse(TEXT, "2024-05-14")
    parse("Kofi Addai is a baker in Lima, Peru.", "2020-01-01")
    assert parse(TEXT, "2024-05-14") == alone


def test_the_text_gives_the_day_where_nothing_else_does(parse):
    facts = parse(TEXT)
    assert (facts.published_on, facts.published_basis) == (date(2024, 5, 14), "stated")


def test_every_record_has_evidence_within_the_text(parse):
    facts = parse(TEXT, "2024-05-14")
    assert facts.actors
    assert facts.meetings
    assert facts.elections
    assert facts.results
    for one in evidence_of(facts):
        assert TEXT[one.start : one.end].strip()
    for record in (*facts.roles, *facts.meetings, *facts.elections, *facts.results):
        assert record.evidence


@pytest.mark.parametrize("text", ["", "\n", "-", "1", "MENU\n\nHome | World | Sport\n"])
def test_a_text_that_says_nothing_has_no_facts(parse, text: str):
    facts = parse(text)
    assert (facts.actors, facts.meetings, facts.elections, facts.results) == ((), (), (), ())


def test_a_text_of_pronouns_alone_is_read_to_its_end(parse):
    assert parse("President Ada Obi spoke. " + "She met her. " * 1500).actors


def test_a_page_of_spaces_costs_no_time_that_grows_with_its_square(parse):
    assert parse("President Ada Obi spoke." + " " * 50_000 + "She met the minister.").actors


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(WORDS)
def test_any_text_is_read_without_failure_and_points_only_at_its_own_words(parse, text: str):
    text = normalise_text(text)
    facts = parse(text, "2024-05-14")
    actors, elections = range(len(facts.actors)), range(len(facts.elections))
    for meeting in facts.meetings:
        assert all(one.actor in actors for one in meeting.participants)
    for result in facts.results:
        assert result.contender in actors
        assert result.election in elections
    for one in evidence_of(facts):
        assert 0 <= one.start < one.end <= len(text)
