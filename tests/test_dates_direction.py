from __future__ import annotations

import pytest

from toolkit.parsers.english.dates.date_direction import direction
from toolkit.parsers.english.dates.verb_tenses import find_verbs


def tense_at(text: str, day: str = "Friday") -> str | None:
    start = text.index(day)
    return direction(text, start, start + len(day))


@pytest.mark.parametrize(
    "text",
    [
        "The ministers met in Accra on Friday.",
        "On Friday the minister, who also chairs the council, flew to Accra.",
        "The minister has been received in Accra on Friday.",
        "She came to Accra on Friday to see the president.",
        "They should have come on Friday.",
        "Nothing has been heard of him since Friday.",
        "The minister said on Friday that she would resign.",
        "After Friday's vote nobody can govern alone.",
        "The visit scheduled for Friday was called off.",
    ],
)
def test_a_clause_in_the_past_looks_back(text: str):
    assert tense_at(text) == "past"


@pytest.mark.parametrize(
    "text",
    [
        "The ministers will meet in Accra on Friday.",
        "They won't meet before they vote on Friday.",
        "The two are to meet in Accra on Friday.",
        "The minister is due in Accra on Friday.",
        "The minister was to be received in Accra on Friday.",
        "The two agreed to sit down on Friday, her spokesman said.",
        "The president has invited both of them to Accra on Friday.",
        "A third round is planned for Friday.",
        "The visit scheduled for Friday has been called off.",
        "The talks were put off from Monday to Friday.",
        "Parties close their campaigns ahead of Friday's vote.",
        "Minister to host envoy in Accra on Friday",
    ],
)
def test_what_is_planned_lies_ahead(text: str):
    assert tense_at(text) == "future"


def test_a_verb_in_the_present_is_neither_past_nor_planned():
    assert tense_at("The council meets in Accra on Friday.") == "present"


def test_a_clause_without_a_verb_tells_nothing():
    assert tense_at("Friday, 3 p.m.") is None


def test_each_of_two_clauses_has_its_own_direction():
    text = "They spoke on Wednesday, and they will meet on Friday."
    assert (tense_at(text, "Wednesday"), tense_at(text)) == ("past", "future")


def test_a_sentence_is_not_read_beyond_its_end():
    assert tense_at("They met on Friday. They will not meet again.") == "past"


def test_a_verb_is_found_with_its_auxiliaries_as_one():
    verbs = find_verbs(["The", "two", "have", "been", "received", "and", "will", "not", "return"])
    assert [(verb.word, verb.tense) for verb in verbs] == [
        ("received", "past"),
        ("return", "future"),
    ]


def test_a_participle_before_a_noun_is_no_verb():
    assert find_verbs(["the", "detained", "leader"]) == []
