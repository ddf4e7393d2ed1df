"""Encounters that one sentence tells of one by one."""

from __future__ import annotations

from toolkit.parsers.english.cast import Mention
from toolkit.parsers.english.meetings.cue_links import Party
from toolkit.parsers.english.meetings.separate_encounters import met_separately


def parties(text: str, *names: str) -> list[Party]:
    found = []
    for number, name in enumerate(names):
        start = text.index(name)
        mention = Mention(start, start + len(name), number, "name", "test")
        found.append(Party(number, 0.9, 0.1, mention))
    return found


def apart(text: str, *names: str) -> list[str]:
    met = text.index("met") + 3
    told = met_separately(parties(text, *names), text, met, (0, len(text)))
    return [text[one.mention.start : one.mention.end] for one in told]


def test_those_named_after_a_cue_that_says_so_were_met_one_by_one():
    text = "Ida met Bo and, separately, Cy."
    assert apart(text, "Ida", "Bo", "Cy") == ["Bo", "Cy"]


def test_without_such_a_word_all_met_together():
    assert apart("Ida met Bo and Cy.", "Ida", "Bo", "Cy") == []


def test_one_guest_alone_was_met_once():
    assert apart("Ida separately met Bo.", "Ida", "Bo") == []


def test_nobody_is_left_to_meet_where_all_are_named_after_the_cue():
    assert apart("In turn met Bo and Cy.", "Bo", "Cy") == []
