"""The word that states each annotated encounter, and all that belongs to it."""

from __future__ import annotations

from made_annotation import ANNOTATED, annotated, marked

from toolkit.training.annotated import Annotated
from toolkit.training.encounter_marks import EncounterMark, known_cues, mark_encounters, passage
from toolkit.training.labels import LABELS

SCORES = {"received": 0.9, "telephoned": 0.9, "met": 0.9}
NAMES = ("Ada Obi", "Bo Ray", "Cy Lund")


def encounters(one: Annotated) -> list[tuple[str, EncounterMark]]:
    found = marked(one)
    marks = mark_encounters(one.record, found.words, found.taken, found.candidates, SCORES)
    return [(found.words.word(mark.cue), mark) for mark in marks]


def meetings_of(text: str, *meetings: dict) -> list[tuple[str, EncounterMark]]:
    usual = {"kind": "meeting", "status": "held", "certainty": "stated"}
    actors = [{"name": name, "kind": "person"} for name in NAMES]
    records = [
        {**usual, **meeting, "participants": [{"name": name} for name in meeting["participants"]]}
        for meeting in meetings
    ]
    return encounters(annotated(text, actors=actors, meetings=records))


def test_each_encounter_has_its_cue_and_its_participants():
    assert [(word, mark.hub, mark.spoke) for word, mark in encounters(ANNOTATED)] == [
        ("received", {0, 1}, set()),
        ("telephoned", {0, 2}, set()),
    ]


def test_kind_status_and_certainty_are_those_of_the_annotation():
    (_, met), (_, called) = encounters(ANNOTATED)
    assert LABELS["meeting_kind"][met.kind] == "meeting"
    assert LABELS["meeting_kind"][called.kind] == "call"
    assert LABELS["meeting_status"][met.status] == "held"
    assert LABELS["certainty"][met.certainty] == "stated"


def test_the_day_is_every_date_that_means_it_and_the_place_every_place_so_called():
    candidates = marked().candidates
    (_, met), (_, called) = encounters(ANNOTATED)
    assert met.knows_date
    assert {candidates.dates[at].first.day for at in met.dates} == {13}
    assert [candidates.places[at].name for at in met.places] == ["Kumasi"]
    assert not called.knows_place


def test_a_day_that_no_date_of_the_text_means_is_not_learned_from():
    meeting = {"participants": NAMES[:2], "evidence": "Ada Obi met Bo Ray", "start": "2024-05-01"}
    ((_, mark),) = meetings_of("Ada Obi met Bo Ray.", {**meeting, "end": "2024-05-01"})
    assert (mark.dates, mark.knows_date) == ((), False)


def test_encounters_of_one_cue_share_its_hub_and_have_a_spoke_each():
    text = "Ada Obi received Bo Ray and Cy Lund."
    ((word, mark),) = meetings_of(
        text,
        {"participants": ("Ada Obi", "Bo Ray"), "evidence": "Ada Obi received Bo Ray"},
        {"participants": ("Ada Obi", "Cy Lund"), "evidence": "received Bo Ray and Cy Lund"},
    )
    assert (word, mark.hub, mark.spoke) == ("received", {0}, {1, 2})


def test_a_passage_that_goes_on_with_the_verb_before_it_has_that_verb_for_its_cue():
    text = "Ada Obi received Bo Ray and also saw Cy Lund."
    ((word, mark),) = meetings_of(
        text,
        {"participants": ("Ada Obi", "Bo Ray"), "evidence": "Ada Obi received Bo Ray"},
        {"participants": ("Ada Obi", "Cy Lund"), "evidence": "and also saw Cy Lund"},
    )
    assert (word, mark.spoke) == ("received", {1, 2})


def test_a_quotation_that_the_text_lacks_is_passed_over():
    meeting = {"participants": NAMES[:2], "evidence": "Ada Obi saw Bo Ray"}
    assert meetings_of("Ada Obi met Bo Ray.", meeting) == []


def test_a_passage_is_its_first_and_last_word():
    words = marked(annotated("Ada Obi met Bo Ray.")).words
    assert passage(words, "met Bo") == (2, 3)
    assert passage(words, None) is None
    assert passage(words, "never said") is None


def test_the_words_of_our_tables_are_known_cues():
    assert {"met", "received", "talks"} <= known_cues()
