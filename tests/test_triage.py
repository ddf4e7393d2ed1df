"""A first reading: which texts can hold a meeting or a result, and which are passed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from conftest import PROJECT
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.article import Article
from toolkit.evaluation.gold_files import read_gold
from toolkit.facts import Facts
from toolkit.sources import read_inputs
from toolkit.triage import may_hold_facts
from toolkit.triage.triaged_parser import TriagedParser

IRRELEVANT = PROJECT / "tests" / "irrelevant"
HELD_OUT = PROJECT / "training" / "held_out"


def texts_in(folder: Path) -> dict[str, str]:
    read = [one for one in read_inputs([folder]) if isinstance(one, Article)]
    return {Path(one.source_path).stem: one.text for one in read}


def lost_share(texts: dict[str, str], annotations: Path) -> float:
    """Return the share of the meetings and results that stand in articles passed over."""
    lost = every = 0
    for name, account in read_gold(annotations).accounts.items():
        required = sum(not one.optional for one in (*account.meetings, *account.results))
        every += required
        lost += 0 if may_hold_facts(texts[name]) else required
    return lost / every


@pytest.mark.parametrize(
    "text",
    [
        "The foreign minister met his Ghanaian counterpart in Accra.",
        "The two presidents held talks on the border.",
        "She spoke to the ambassador and the general by telephone.",
        "The rebels sat down with the government’s envoys behind closed doors.",
        "The Green Party won 41 of 100 seats in the election.",
        "Turnout was 61 percent; the mayor was re-elected.",
    ],
)
def test_a_text_with_a_meeting_or_a_result_of_politics_may_hold_facts(text):
    assert may_hold_facts(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The coach met his players on Monday and spoke of the defeat.",
        "The airline will sell 200,000 more seats, 14 percent more than last summer.",
        "Her song won with 46 percent of the votes of viewers.",
        "The minister opened a bridge.",
        "Rain will fall in the north, forecasters said.",
    ],
)
def test_a_text_without_one_is_passed_over(text):
    assert not may_hold_facts(text)


def test_neither_case_nor_line_ends_nor_the_form_of_apostrophes_hide_a_word():
    text = "THE PRIME MINISTER SAT\nDOWN WITH THE REBELS"
    assert may_hold_facts(text)
    assert may_hold_facts(text.lower().replace("\n", " "))


def test_a_word_inside_another_is_no_cue():
    assert not may_hold_facts("Ministering to the metal was the premierships' unmeetable task.")


def test_at_most_one_in_a_hundred_facts_of_the_gold_is_lost():
    assert lost_share(texts_in(PROJECT / "seeds"), PROJECT / "tests" / "gold") <= 0.01


def test_at_most_one_in_two_hundred_facts_of_articles_never_looked_at_is_lost():
    assert lost_share(texts_in(HELD_OUT), HELD_OUT) <= 0.005


def test_more_than_nine_of_ten_articles_of_other_matters_are_passed_over():
    texts = texts_in(IRRELEVANT / "unseen").values()
    assert sum(map(may_hold_facts, texts)) < len(texts) / 10


def test_a_chairman_and_a_union_in_a_long_text_of_other_matters_are_no_politics():
    told = "The chairman met the union on Monday. "
    assert may_hold_facts(told)
    assert not may_hold_facts(told + "Rain fell on the harbour, and the boats stayed in. " * 20)


def test_a_text_of_any_length_that_names_three_offices_of_state_may_hold_facts():
    told = "The foreign minister met the ambassador and the general's deputy minister. "
    assert may_hold_facts(told + "Rain fell on the harbour, and the boats stayed in. " * 200)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_more_text_around_it_never_hides_a_fact(before, after):
    assert may_hold_facts(f"{before}\nThe premier met the ambassador.\n{after}")


class EagerParser:
    name = "eager"
    version = "1"

    def parse(self, articles: Iterable[Article]) -> Iterator[Facts]:
        for article in articles:
            yield Facts(title=article.text)


def test_a_triaged_parser_reads_only_what_may_hold_facts_and_keeps_the_order():
    told = "The premier met the ambassador."
    articles = [Article("1", "Rain fell."), Article("2", told), Article("3", "The coach left.")]
    found = list(TriagedParser(EagerParser).parse(articles))
    assert [facts.reading for facts in found] == ["passed_over", "read", "passed_over"]
    assert [facts.title for facts in found] == [None, told, None]
