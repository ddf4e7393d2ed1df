"""The titles that words of a post mean."""

from __future__ import annotations

import pytest

from toolkit.parsers.english.roles.post_titles import Names, read_post_title


def title_of(text: str, words: str, *names: str):
    start = text.index(words)
    spans = tuple((text.index(name), text.index(name) + len(name)) for name in names)
    found = read_post_title(text, start, start + len(words), Names(spans, spans))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "words", "title"),
    [
        ("Lt. Gov. Rosa Quintero", "Gov", "lieutenant governor"),
        ("Rep. Rosa Quintero", "Rep", "representative"),
        ("an opposition MP said", "opposition MP", "opposition member of parliament"),
        ("Sen. Rosa Quintero", "Sen.", "senator"),
    ],
)
def test_a_short_form_is_given_in_full(text: str, words: str, title: str):
    assert title_of(text, words).title == title


@pytest.mark.parametrize(
    ("text", "words", "title"),
    [
        ("Rosa Quintero heads the council", "heads", "head"),
        ("a party led by Rosa Quintero", "led", "leader"),
        ("Rosa Quintero, who speaks for the bank", "speaks", "spokesperson"),
        ("the governorship went to Rosa Quintero", "governorship", "governor"),
    ],
)
def test_a_verb_or_an_abstract_noun_means_the_post_that_it_tells(text, words, title):
    found = title_of(text, words)
    assert (found.title, found.told) == (title, True)


def test_a_plural_is_given_in_the_singular():
    found = title_of("the foreign ministers of both", "foreign ministers")
    assert (found.title, found.plural) == ("foreign minister", True)


def test_a_title_cut_short_is_completed():
    assert title_of("the chief of staff, Rosa", "chief").title == "chief of staff"
    assert title_of("the deputy leader, Rosa", "leader").title == "deputy leader"


@pytest.mark.parametrize(
    ("text", "words", "status"),
    [
        ("the former premier", "former premier", "former"),
        ("its acting chairman", "chairman", "acting"),
        ("President-elect Rosa", "President", "designate"),
        ("the outgoing mayor", "mayor", "current"),
        ("the mayor", "mayor", None),
    ],
)
def test_words_beside_a_title_say_whether_it_is_still_held(text, words, status):
    assert title_of(text, words).status == status


def test_neither_state_nor_body_is_part_of_a_title():
    assert title_of(
        "Turkish foreign minister Rosa", "Turkish foreign minister", "Turkish"
    ).title == ("foreign minister")
    assert title_of("the president of Chad", "president of Chad", "Chad").title == "president"


def test_an_ambassador_keeps_the_place_that_he_is_sent_to():
    found = title_of("the ambassador to Chad, Rosa", "ambassador", "Chad")
    assert found.title == "ambassador to Chad"


def test_a_minister_keeps_the_portfolio():
    found = title_of("the minister of trade and industry, Rosa", "minister")
    assert found.title == "minister of trade and industry"
    assert found.domain == "state"
