"""Who met whom, when and where."""

from datetime import date

import pytest


@pytest.fixture
def meetings(parse):
    """Return the meetings of a text with the names of those who met."""

    def read(text: str, published_on: str | None = "2024-05-15"):
        facts = parse(text, published_on)
        return [
            (meeting, [facts.actors[p.actor].name for p in meeting.participants])
            for meeting in facts.meetings
        ]

    return read


@pytest.fixture
def names(meetings):
    """Return the sorted names of those who met, meeting by meeting."""

    def read(text: str, published_on: str | None = "2024-05-15"):
        return [sorted(found) for _, found in meetings(text, published_on)]

    return read


@pytest.mark.parametrize(
    "text",
    [
        "Ana Duarte met Milos Petrov in Lisbon.",
        "Ana Duarte met with Milos Petrov in Lisbon.",
        "Ana Duarte and Milos Petrov met in Lisbon.",
        "Ana Duarte received Milos Petrov in Lisbon.",
        "Milos Petrov was received by Ana Duarte in Lisbon.",
        "Ana Duarte held talks with Milos Petrov in Lisbon.",
        "Talks between Ana Duarte and Milos Petrov ended in Lisbon.",
        "Ana Duarte sat down with Milos Petrov in Lisbon.",
        "Ana Duarte dined with Milos Petrov in Lisbon.",
        "Ana Duarte flew to Lisbon to meet Milos Petrov.",
        "Ana Duarte had Milos Petrov to lunch in Lisbon.",
    ],
)
def test_the_two_sides_of_an_encounter_are_found(names, text):
    assert names(text) == [["Ana Duarte", "Milos Petrov"]]


def test_titles_and_appositions_do_not_hide_the_parties(names):
    text = (
        "The Minister of Foreign Affairs, Mr. Ana Duarte, met the special envoy of the African "
        "Union, Mr. Milos Petrov, in Lisbon."
    )
    assert names(text) == [["Ana Duarte", "Milos Petrov"]]


def test_people_met_together_are_one_meeting(names):
    text = "President Ana Duarte met Milos Petrov and Kaya Demir in Lisbon."
    assert names(text) == [["Ana Duarte", "Kaya Demir", "Milos Petrov"]]


def test_people_met_separately_are_a_meeting_each(names):
    text = "President Ana Duarte met separately with Milos Petrov and Kaya Demir in Lisbon."
    assert names(text) == [["Ana Duarte", "Milos Petrov"], ["Ana Duarte", "Kaya Demir"]]


def test_a_second_verb_shares_the_subject_of_the_first(names):
    text = "President Ana Duarte met Milos Petrov in Lisbon and later telephoned Kaya Demir."
    assert names(text) == [["Ana Duarte", "Milos Petrov"], ["Ana Duarte", "Kaya Demir"]]


def test_a_telephone_conversation_is_a_call_without_a_place(meetings):
    ((meeting, _),) = meetings("Ana Duarte spoke by telephone with Milos Petrov in Lisbon.")
    assert (meeting.kind, meeting.place) == ("call", None)


def test_who_receives_is_the_host(parse):
    facts = parse("President Ana Duarte received Milos Petrov in Lisbon.", "2024-05-15")
    (meeting,) = facts.meetings
    roles = {facts.actors[p.actor].name: p.role for p in meeting.participants}
    assert roles == {"Ana Duarte": "host", "Milos Petrov": "participant"}


def test_day_and_city_are_read_from_the_clause(meetings):
    ((meeting, _),) = meetings("Ana Duarte met Milos Petrov in Lisbon on May 13, 2024.")
    assert (meeting.start_date, meeting.end_date) == (date(2024, 5, 13), date(2024, 5, 13))
    assert (meeting.place, meeting.place_country) == ("Lisbon", "PT")


def test_a_year_that_qualifies_a_noun_is_no_date(meetings):
    text = "Ana Duarte met Milos Petrov, who ran in the 2019 elections, in Lisbon."
    ((meeting, _),) = meetings(text)
    assert meeting.start_date is None


def test_a_report_without_a_day_leaves_the_day_open(meetings):
    ((meeting, _),) = meetings("Ana Duarte met Milos Petrov in Lisbon.")
    assert (meeting.start_date, meeting.end_date) == (None, None)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Ana Duarte met Milos Petrov in Lisbon.", "held"),
        ("Ana Duarte will meet Milos Petrov in Lisbon.", "planned"),
        ("Ana Duarte is to meet Milos Petrov in Lisbon.", "planned"),
        ("Ana Duarte is expected to meet Milos Petrov in Lisbon.", "planned"),
        ("A meeting between Ana Duarte and Milos Petrov in Lisbon was called off.", "cancelled"),
        (
            "Ana Duarte was to meet Milos Petrov in Lisbon, but it was scrapped.",
            "cancelled",
        ),
        ("The palace denied that Ana Duarte had met Milos Petrov in Lisbon.", "denied"),
    ],
)
def test_the_status_is_read_from_mood_and_words(meetings, text, status):
    assert [meeting.status for meeting, _ in meetings(text)] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Duarte refused to meet Milos Petrov.",
        "Ana Duarte could meet Milos Petrov.",
        "Ana Duarte did not meet Milos Petrov.",
        "Ana Duarte said her party had met the deadline set by Milos Petrov.",
        "Ana Duarte received 54,210 votes and Milos Petrov 31,004.",
        "Ana Duarte told a press conference that Milos Petrov was wrong.",
        "In football, Ana Duarte's side meets Milos Petrov's in the cup on Sunday.",
    ],
)
def test_what_is_no_encounter_is_no_meeting(names, text):
    assert names(text) == []


def test_the_topic_is_the_phrase_after_to_discuss(meetings):
    text = "Ana Duarte met Milos Petrov in Lisbon to discuss the fishing quotas."
    ((meeting, _),) = meetings(text)
    assert meeting.topic == "the fishing quotas"


def test_every_value_points_at_its_words(parse):
    text = "President Ana Duarte will meet Milos Petrov in Lisbon on Friday."
    (meeting,) = parse(text, "2024-05-15").meetings
    words = {e.field: text[e.start : e.end] for e in meeting.evidence}
    assert words == {
        None: "meet",
        "status": "will",
        "start_date": "Friday",
        "end_date": "Friday",
        "place": "Lisbon",
        "place_country": "Lisbon",
    }
    assert [text[e.start : e.end] for p in meeting.participants for e in p.evidence] == [
        "President",
        "Ana Duarte",
        "Milos Petrov",
    ]


def test_a_headline_and_its_story_tell_one_meeting(names):
    text = (
        "Ana Duarte meets Milos Petrov in Lisbon\n\n"
        "President Ana Duarte met Milos Petrov in Lisbon. They talked about the border."
    )
    assert names(text) == [["Ana Duarte", "Milos Petrov"]]


def test_an_article_without_encounters_has_no_meetings(names):
    assert names("The harvest was good, Ana Duarte said.") == []


def test_a_companion_named_after_the_subject_takes_part(names):
    text = (
        "Ana Duarte, mayor of Lisbon, and with her the Spanish ambassador to Portugal, held "
        "talks with Milos Petrov."
    )
    assert names(text) == [["Ana Duarte", "Milos Petrov", "Spanish ambassador to Portugal"]]


def test_an_apposition_after_a_party_adds_nobody(names):
    text = (
        "Ana Duarte held talks with members of the Harbour Alliance, a coalition of Danish parties."
    )
    assert names(text) == [["Ana Duarte", "Harbour Alliance"]]


def test_speaking_of_a_deal_with_a_state_is_no_encounter(names):
    text = (
        "Ana Duarte met Milos Petrov. Kaya Demir spoke in January about the trade deal with Chile."
    )
    assert names(text) == [["Ana Duarte", "Milos Petrov"]]


def test_an_object_pronoun_never_means_the_subject_of_its_clause(names):
    text = "Milos Petrov won. Kaya Demir telephoned him at noon."
    assert names(text) == [["Kaya Demir", "Milos Petrov"]]


def test_subjects_that_each_called_on_one_person_met_apart(names):
    text = "Ana Duarte and Kaya Demir each called on Milos Petrov on Monday."
    assert names(text) == [["Ana Duarte", "Milos Petrov"], ["Kaya Demir", "Milos Petrov"]]


def test_their_talks_are_those_of_the_two_just_named(meetings):
    text = (
        "Ana Duarte and Milos Petrov met in Lisbon on 3 May 2024. Their previous talks were "
        "held in Oslo on 2 April 2024."
    )
    assert [(found.place, sorted(who)) for found, who in meetings(text)] == [
        ("Lisbon", ["Ana Duarte", "Milos Petrov"]),
        ("Oslo", ["Ana Duarte", "Milos Petrov"]),
    ]


def test_a_cancelled_call_belongs_to_whoever_the_story_follows(meetings):
    text = (
        "Ana Duarte met Milos Petrov in Lisbon. A call on President Kaya Demir will not take place."
    )
    _, (meeting, who) = meetings(text)
    assert (meeting.status, sorted(who)) == ("cancelled", ["Ana Duarte", "Kaya Demir"])


def test_what_was_to_have_happened_did_not(meetings):
    ((meeting, _),) = meetings("Ana Duarte was to have dined with Milos Petrov on Monday.")
    assert meeting.status == "cancelled"


def test_an_encounter_denied_at_once_is_denied(meetings):
    text = 'The daily wrote that Ana Duarte met Milos Petrov in Lisbon. "Pure fiction," she said.'
    ((meeting, _),) = meetings(text)
    assert (meeting.status, meeting.certainty) == ("denied", "denied")


def test_talks_in_rounds_are_a_negotiation(meetings):
    ((meeting, _),) = meetings("Ana Duarte and Milos Petrov met for a second round of talks.")
    assert meeting.kind == "negotiation"
