"""On whose word a meeting is told."""

import pytest


@pytest.fixture
def told(parse):
    """Return certainty and the name of the source of the only meeting of a text."""

    def read(text: str, published_on: str = "2024-05-15"):
        facts = parse(text, published_on)
        (meeting,) = facts.meetings
        source = None if meeting.source is None else facts.actors[meeting.source].name
        return meeting.certainty, source

    return read


def test_the_article_in_its_own_voice_states(told):
    text = "President Ana Duarte met Prime Minister Milos Petrov in Lisbon on Monday."
    assert told(text) == ("stated", None)


def test_a_spokesman_states(told):
    text = (
        "President Ana Duarte met Prime Minister Milos Petrov in Lisbon on Monday, "
        "her spokesman said."
    )
    assert told(text) == ("stated", None)


def test_an_unnamed_source_claims(told):
    text = (
        "President Ana Duarte met Prime Minister Milos Petrov in Lisbon on Monday, two sources "
        "said on condition of anonymity."
    )
    assert told(text) == ("claimed", None)


def test_what_was_told_to_a_news_agency_is_claimed_by_it(told):
    text = (
        "A lawmaker told Reuters that President Ana Duarte had met Prime Minister Milos Petrov "
        "in Lisbon on Monday."
    )
    assert told(text) == ("claimed", "Reuters")


def test_reportedly_claims_without_a_source(told):
    text = "President Ana Duarte reportedly met Prime Minister Milos Petrov in Lisbon on Monday."
    assert told(text) == ("claimed", None)


def test_a_denied_encounter_is_denied(told):
    text = (
        "Ana Duarte's office denied that the president had met Milos Petrov, the opposition "
        "leader, in Lisbon on Monday."
    )
    assert told(text)[0] == "denied"


def test_the_words_of_a_claim_are_evidence_for_its_certainty(parse):
    text = "President Ana Duarte reportedly met Prime Minister Milos Petrov in Lisbon."
    (meeting,) = parse(text, "2024-05-15").meetings
    words = [text[e.start : e.end] for e in meeting.evidence if e.field == "certainty"]
    assert words == ["reportedly"]


def test_the_name_of_the_outlet_is_evidence_for_the_source(parse):
    text = "A lawmaker told Reuters that President Ana Duarte met Milos Petrov in Lisbon."
    (meeting,) = parse(text, "2024-05-15").meetings
    words = [text[e.start : e.end] for e in meeting.evidence if e.field == "source"]
    assert words == ["Reuters"]
