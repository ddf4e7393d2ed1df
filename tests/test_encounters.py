"""What is made of the reader's judgement on encounters, with judgements that leave no doubt."""

from __future__ import annotations

from datetime import date

from hand_made_cast import cast_of
from made_reading import made_reading
from made_scores import made_scores

from toolkit.facts import MeetingFact
from toolkit.parsers.english.meetings.encounters import read_encounters

ADA = ("Ada Obi", "person", None)
BO = ("Bo Ray", "person", None)
CY = ("Cy Lund", "person", None)
WIRE = ("Example Wire", "media", None)
ACTORS = (ADA, BO, CY, WIRE)
TODAY = date(2024, 5, 15)


def encounters(text: str, cues: tuple[str, ...] = ("met",), **told) -> tuple[MeetingFact, ...]:
    """Return the encounters where the reader takes `cues` for what states them."""
    labels = {"cue": dict.fromkeys(cues, "cue"), **told.pop("labels", {})}
    scores = made_scores(text, labels=labels, **told)
    return read_encounters(made_reading(text, TODAY), scores, cast_of(text, *ACTORS))


def names(meeting: MeetingFact) -> list[str]:
    return [ACTORS[one.actor][0] for one in meeting.participants]


def hub(cue: str, *candidates: str) -> list[tuple[str, str]]:
    return [(cue, candidate) for candidate in candidates]


def test_whoever_is_related_to_the_cue_takes_part():
    text = "Ada Obi met Bo Ray; Cy Lund was told."
    (meeting,) = encounters(text, links={"hub": hub("met", "Ada", "Bo")})
    assert names(meeting) == ["Ada Obi", "Bo Ray"]


def test_who_takes_part_may_be_named_sentences_away():
    text = "Ada Obi came home. She was tired. The day before she met Bo Ray."
    (meeting,) = encounters(text, links={"hub": hub("met", "Ada", "Bo")})
    assert names(meeting) == ["Ada Obi", "Bo Ray"]


def test_participants_stand_in_the_order_of_the_text():
    text = "Bo Ray met Ada Obi and Cy Lund."
    (meeting,) = encounters(text, links={"hub": hub("met", "Cy", "Ada", "Bo")})
    assert names(meeting) == ["Bo Ray", "Ada Obi", "Cy Lund"]


def test_two_mentions_of_one_actor_speak_together():
    text = "Ada Obi met him. Obi thanked Bo Ray."
    half = {("hub", "met", "Ada"): -0.5, ("hub", "met", "Obi thanked"): -0.5}
    (meeting,) = encounters(text, links={"hub": hub("met", "Bo")}, logits=half)
    assert names(meeting) == ["Ada Obi", "Bo Ray"]


def test_nobody_meets_alone_where_a_second_is_likely_enough():
    text = "Ada Obi met Bo Ray."
    (meeting,) = encounters(
        text, links={"hub": hub("met", "Ada")}, logits={("hub", "met", "Bo"): -1}
    )
    assert names(meeting) == ["Ada Obi", "Bo Ray"]


def test_a_second_whom_hardly_anything_speaks_for_is_left_out():
    text = "Ada Obi met Bo Ray."
    (meeting,) = encounters(
        text, links={"hub": hub("met", "Ada")}, logits={("hub", "met", "Bo"): -3}
    )
    assert names(meeting) == ["Ada Obi"]


def test_a_cue_that_nobody_is_related_to_states_no_encounter():
    assert encounters("Ada Obi said that they met.") == ()


def test_a_text_without_cues_has_no_encounters():
    assert encounters("Ada Obi slept.", cues=()) == ()
    assert encounters("", cues=()) == ()


def test_those_received_one_by_one_meet_apart():
    text = "Ada Obi received in turn Bo Ray and Cy Lund."
    found = encounters(
        text,
        ("received",),
        links={"hub": hub("received", "Ada", "Bo", "Cy"), "spoke": hub("received", "Bo", "Cy")},
    )
    assert [names(meeting) for meeting in found] == [["Ada Obi", "Bo Ray"], ["Ada Obi", "Cy Lund"]]


def test_one_alone_who_would_meet_apart_meets_with_all():
    text = "Ada Obi received Bo Ray and Cy Lund."
    found = encounters(
        text,
        ("received",),
        links={"hub": hub("received", "Ada", "Bo", "Cy"), "spoke": hub("received", "Cy")},
    )
    assert [names(meeting) for meeting in found] == [["Ada Obi", "Bo Ray", "Cy Lund"]]


def test_day_and_place_are_those_related_to_the_cue():
    text = "On 2 May 2024 Bo Ray was in Oslo. Ada Obi met Bo Ray in Accra on 9 May 2024."
    (meeting,) = encounters(
        text,
        links={
            "hub": hub("met", "Ada", "Bo"),
            "mdate": [("met", "9")],
            "mplace": [("met", "Accra")],
        },
    )
    assert (meeting.start_date, meeting.end_date) == (date(2024, 5, 9), date(2024, 5, 9))
    assert (meeting.place, meeting.place_country) == ("Accra", "GH")


def test_what_is_related_to_no_date_and_place_has_none():
    text = "Ada Obi met Bo Ray. In Accra it rained on 9 May 2024."
    (meeting,) = encounters(text, links={"hub": hub("met", "Ada", "Bo")})
    assert (meeting.start_date, meeting.end_date) == (None, None)
    assert (meeting.place, meeting.place_country) == (None, None)


def test_words_that_mean_the_same_day_count_together():
    text = "Ada Obi met Bo Ray on Tuesday, 14 May 2024; nothing came of it on 3 May 2024."
    likely = {
        ("mdate", "met", "Tuesday"): 1.0,
        ("mdate", "met", "3 May"): 1.2,
    }
    (meeting,) = encounters(text, links={"hub": hub("met", "Ada", "Bo")}, logits=likely)
    assert meeting.start_date == date(2024, 5, 3)
    text = "On 14 May 2024 Ada Obi met Bo Ray; on 3 May 2024 she had not. Yesterday was fine."
    likely = {
        ("mdate", "met", "14"): 1.0,
        ("mdate", "met", "Yesterday"): 1.0,
        ("mdate", "met", "3 May"): 1.2,
    }
    (meeting,) = encounters(text, links={"hub": hub("met", "Ada", "Bo")}, logits=likely)
    assert meeting.start_date == date(2024, 5, 14)


def test_a_call_has_no_place():
    text = "Ada Obi telephoned Bo Ray in Accra."
    (meeting,) = encounters(
        text,
        ("telephoned",),
        labels={"meeting_kind": {"telephoned": "call"}},
        links={"hub": hub("telephoned", "Ada", "Bo"), "mplace": [("telephoned", "Accra")]},
    )
    assert (meeting.kind, meeting.place) == ("call", None)


def test_a_blank_line_states_no_encounter():
    text = "Ada Obi left.\n\nBo Ray came."
    assert encounters(text, ("\n\n",), links={"hub": hub("\n\n", "Ada", "Bo")}) == ()


def test_kind_status_and_certainty_are_those_of_the_cue():
    (meeting,) = encounters(
        "Ada Obi will hold a summit with Bo Ray.",
        ("summit",),
        labels={
            "meeting_kind": {"summit": "summit"},
            "meeting_status": {"summit": "planned"},
            "certainty": {"summit": "claimed"},
        },
        links={"hub": hub("summit", "Ada", "Bo")},
    )
    assert (meeting.kind, meeting.status, meeting.certainty) == ("summit", "planned", "claimed")


def test_what_is_denied_is_denied_in_both_respects():
    (meeting,) = encounters(
        "Ada Obi never met Bo Ray.",
        labels={"meeting_status": {"met": "denied"}},
        links={"hub": hub("met", "Ada", "Bo")},
    )
    assert (meeting.status, meeting.certainty) == ("denied", "denied")


def test_a_claim_has_the_source_related_to_its_cue():
    text = "Ada Obi met Bo Ray, Example Wire wrote."
    links = {"hub": hub("met", "Ada", "Bo"), "source": [("met", "Example")]}
    (claimed,) = encounters(text, labels={"certainty": {"met": "claimed"}}, links=links)
    assert ACTORS[claimed.source][0] == "Example Wire"
    (stated,) = encounters(text, links=links)
    assert stated.source is None


def test_two_tellings_of_one_encounter_are_one():
    text = "Ada Obi met Bo Ray. Their talks lasted an hour."
    found = encounters(
        text,
        ("met", "talks"),
        links={"hub": [*hub("met", "Ada", "Bo"), *hub("talks", "Ada", "Bo")]},
    )
    assert [names(meeting) for meeting in found] == [["Ada Obi", "Bo Ray"]]
    cues = [text[one.start : one.end] for one in found[0].evidence if one.rule == "reader/cue"]
    assert cues == ["met", "talks"]


def test_every_value_points_at_its_words():
    text = "Ada Obi met Bo Ray in Accra on Monday to discuss the ferry."
    (meeting,) = encounters(
        text,
        links={
            "hub": hub("met", "Ada", "Bo"),
            "mdate": [("met", "Monday")],
            "mplace": [("met", "Accra")],
        },
    )
    assert {one.field: text[one.start : one.end] for one in meeting.evidence} == {
        None: "met",
        "status": "met",
        "start_date": "Monday",
        "end_date": "Monday",
        "place": "Accra",
        "place_country": "Accra",
        "topic": "the ferry",
    }
    assert [text[e.start : e.end] for p in meeting.participants for e in p.evidence] == [
        "Ada Obi",
        "Bo Ray",
    ]


def test_the_topic_ends_with_the_sentence_of_the_cue():
    text = "Ada Obi met Bo Ray. Cy Lund spoke about the harvest."
    (meeting,) = encounters(text, links={"hub": hub("met", "Ada", "Bo")})
    assert meeting.topic is None


def test_who_receives_is_the_host():
    text = "Ada Obi received Bo Ray in Accra."
    (meeting,) = encounters(text, ("received",), links={"hub": hub("received", "Ada", "Bo")})
    assert [one.role for one in meeting.participants] == ["host", "participant"]


def test_who_brought_two_others_together_is_the_mediator():
    text = "Ada Obi and Bo Ray met in talks mediated by Cy Lund."
    (meeting,) = encounters(text, links={"hub": hub("met", "Ada", "Bo", "Cy")})
    assert [one.role for one in meeting.participants] == ["participant", "participant", "mediator"]
