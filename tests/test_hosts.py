"""Who received the others, and who brought them together."""

from __future__ import annotations

import pytest

from toolkit.parsers.english.cast import Mention
from toolkit.parsers.english.meetings.hosts import host_of, is_mediator

NAMES = ("Ada Obi", "Bo Ray", "Cy Lund")


def mentions(text: str) -> list[Mention]:
    return [
        Mention(text.index(name), text.index(name) + len(name), number, "name", "test")
        for number, name in enumerate(NAMES)
        if name in text
    ]


def host(text: str, cue: str) -> str | None:
    start = text.index(cue)
    found = host_of(text, (start, start + len(cue)), mentions(text))
    return None if found is None else NAMES[mentions(text)[found].actor]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Ada Obi received Bo Ray.", "received"),
        ("Ada Obi on Monday welcomed Bo Ray and Cy Lund.", "welcomed"),
        ("Ada Obi is hosting Bo Ray.", "hosting"),
        ("Bo Ray was received by Ada Obi.", "received"),
        ("Bo Ray and Cy Lund were warmly welcomed in Accra by Ada Obi.", "welcomed"),
    ],
)
def test_who_receives_is_the_host_in_either_voice(text: str, cue: str):
    assert host(text, cue) == "Ada Obi"


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Ada Obi met Bo Ray.", "met"),
        ("Ada Obi left. The palace received Bo Ray.", "received"),
        ("Bo Ray was received with honours, and Ada Obi smiled.", "received"),
    ],
)
def test_nobody_is_the_host_where_none_is_said_to_receive(text: str, cue: str):
    assert host(text, cue) is None


def test_the_nearest_before_the_word_receives():
    assert host("Cy Lund said that Ada Obi had received Bo Ray.", "received") == "Ada Obi"


@pytest.mark.parametrize("words", ["mediated by", "brokered by", "facilitated by the envoy"])
def test_who_brings_others_together_is_a_mediator(words: str):
    text = f"Ada Obi and Bo Ray held talks {words} Cy Lund."
    assert [is_mediator(text, mention) for mention in mentions(text)] == [False, False, True]


def test_a_mediator_of_another_sentence_is_none_here():
    text = "The truce was brokered by neighbours. Ada Obi met Bo Ray."
    assert not any(is_mediator(text, mention) for mention in mentions(text))
