"""The copy of a text that is read: lines joined, leftovers of pages out, positions kept."""

from __future__ import annotations

import textwrap

import pytest
from conftest import PROJECT
from hypothesis import given
from hypothesis import strategies as st
from variants import hard_wrapped, leftovers_around, leftovers_between

from toolkit.article import Article
from toolkit.facts import ActorFact, Evidence, Facts, NameForm
from toolkit.parsers.english.text.page_leftovers import is_page_leftover
from toolkit.parsers.english.text.reading_copy import reading_copy
from toolkit.parsers.relocation import relocate
from toolkit.sources import read_inputs

PROSE = (
    "The foreign ministers of the two neighbours, Ada Obi and Bo Ray, sat down in Accra on Tuesday "
    "to settle the quarrel over the fishing grounds, in which three boats have been lost since "
    "spring. They go on tomorrow."
)

SHORT = """\
ACCRA
Ada Obi and Bo Ray met on Tuesday.
They talked about the fishing grounds.
They go on tomorrow."""

LISTED = """\
The new council has thirty-one seats, of which the parties hold these:
- Green List: 14 seats, two more than before
- Red List: 11 seats
- Blue List: 6 seats, its worst result since the war
Turnout: 61.5 percent"""


def test_wrapped_lines_are_joined():
    assert reading_copy(textwrap.fill(PROSE, 60)).text == PROSE


def test_a_name_cut_at_its_hyphen_is_whole_again():
    line = "In the morning he was received at the palace by Muqtada al-"
    text = f"{line}\nSadr, and in the afternoon by others who gave him no answers\nat all that day."
    text = f"{text}\n\n{text}"
    assert "Muqtada al-Sadr, and" in reading_copy(text).text


def test_a_list_is_not_joined():
    assert reading_copy(LISTED).text == LISTED


def test_short_lines_are_no_wrapped_text():
    assert reading_copy(SHORT).text == SHORT


def seeds() -> list[Article]:
    return [item for item in read_inputs([PROJECT / "seeds"]) if isinstance(item, Article)]


@pytest.mark.parametrize("variant", [hard_wrapped, leftovers_around, leftovers_between])
def test_every_seed_is_read_as_if_it_had_never_been_wrapped_or_copied_from_a_page(variant):
    for seed in seeds():
        changed = variant(seed)
        if changed is not None:
            lines = reading_copy(changed.text).text.split("\n")
            own = reading_copy(seed.text).text.split("\n")
            assert [line for line in lines if line] == [line for line in own if line], seed


@pytest.mark.parametrize(
    "line",
    [
        "Home | World | Politics",
        "  SUBSCRIBE NOW  ",
        "» Read more",
        "Read more: Ten things to know about the fishing grounds",
        "© 2024 The Volta Wire",
        "Copyright 2024, all rights reserved",
        "4 min read",
        "We use cookies to improve this site.",
    ],
)
def test_a_leftover_of_a_page_is_known(line):
    assert is_page_leftover(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Ada Obi met Bo Ray in Accra.",
        "Politics is a hard school, said Obi",
        "Source » Volta Wire",
        "Obi: no deal without us",
        "Green List 14 | Red List 11",
        "He asked that all rights reserved to the islanders be kept, " + "and so on, " * 20,
    ],
)
def test_a_line_of_the_article_is_no_leftover(line):
    assert not is_page_leftover(line)


@given(st.text(alphabet="ab -–\n\t.|©", max_size=300).map(str.strip))
def test_every_character_of_the_copy_knows_where_it_stands(text):
    copy = reading_copy(text)
    assert len(copy.text) == len(copy.positions)
    assert list(copy.positions) == sorted(set(copy.positions))
    for letter, position in zip(copy.text, copy.positions, strict=True):
        assert letter == text[position] or letter.isspace()


def test_evidence_is_moved_to_where_its_words_stand_in_the_article():
    text = f"Share this story\n\n{textwrap.fill(PROSE, 60)}"
    assert "Bo\nRay" in text
    copy = reading_copy(text)
    start = copy.text.index("Bo Ray")
    evidence = (Evidence(start, start + len("Bo Ray"), "name"),)
    actor = ActorFact("Bo Ray", "person", (NameForm("Bo Ray", evidence),))
    (moved,) = relocate(Facts(actors=(actor,)), copy.span).actors
    (one,) = moved.forms[0].evidence
    assert text[one.start : one.end] == "Bo\nRay"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Obi met Ray.\n\nThey talked.", True),
        ("Obi met Ray. \nThey talked.", False),
        (" Obi met Ray.", False),
    ],
)
def test_a_copy_tells_whether_all_stands_where_it_stood(text: str, expected: bool):
    assert reading_copy(text).is_in_place is expected
