"""Two tellings of one encounter in one article are one meeting; two encounters are two."""

from datetime import date

from toolkit.facts import ActorFact, Evidence, MeetingFact, NameForm, ParticipantFact
from toolkit.parsers.english.cast import Cast
from toolkit.parsers.english.meetings.merging import (
    is_same_encounter,
    join_tellings,
    merge_meetings,
)

NAMES = (
    ("Ana Duarte", "person"),
    ("Milos Petrov", "person"),
    ("Kaya Demir", "person"),
    ("candidates", "group"),
)
GROUP = 3
CAST = Cast(
    tuple(ActorFact(name, kind, (NameForm(name, ()),)) for name, kind in NAMES),
    (),
)


def meeting(*actors: int, at: int = 0, **values) -> MeetingFact:
    words = (Evidence(at, at + 3, "encounter_verb:meet"),)
    participants = tuple(ParticipantFact(actor, words) for actor in actors)
    fields = {"kind": "meeting", "status": "held"} | values
    return MeetingFact(participants=participants, evidence=words, **fields)


def on(day: int) -> dict:
    return {"start_date": date(2024, 5, day), "end_date": date(2024, 5, day)}


def test_the_same_two_people_on_one_day_are_one_encounter():
    assert is_same_encounter(meeting(0, 1, **on(3)), meeting(0, 1, **on(3)))


def test_the_same_two_people_on_two_days_are_two_encounters():
    assert not is_same_encounter(meeting(0, 1, **on(3)), meeting(0, 1, **on(9)))


def test_a_call_is_never_joined_with_a_meeting():
    assert not is_same_encounter(meeting(0, 1), meeting(0, 1, kind="call"))


def test_encounters_in_two_cities_are_two():
    assert not is_same_encounter(meeting(0, 1, place="Oslo"), meeting(0, 1, place="Lima"))


def test_a_planned_encounter_is_not_the_one_that_was_held():
    assert not is_same_encounter(meeting(0, 1), meeting(0, 1, status="planned"))


def test_one_common_participant_of_three_is_not_enough():
    assert not is_same_encounter(meeting(0, 1), meeting(0, 2))


def test_a_joined_telling_keeps_the_closer_day_and_the_place_of_either():
    month = {"start_date": date(2024, 5, 1), "end_date": date(2024, 5, 31)}
    joined = join_tellings(meeting(0, 1, place="Oslo", **month), meeting(0, 1, **on(3)))
    assert (joined.start_date, joined.end_date, joined.place) == (
        date(2024, 5, 3),
        date(2024, 5, 3),
        "Oslo",
    )


def test_a_joined_telling_keeps_the_evidence_of_both():
    joined = join_tellings(meeting(0, 1, at=5), meeting(0, 1, at=90))
    assert [words.start for words in joined.evidence] == [5, 90]
    assert [words.start for words in joined.participants[0].evidence] == [5, 90]


def test_an_unnamed_group_in_the_lead_is_named_by_the_next_telling():
    merged = merge_meetings((meeting(0, GROUP), meeting(0, 1, 2)), CAST)
    assert [{p.actor for p in m.participants} for m in merged] == [{0, 1, 2}]


def test_an_encounter_between_keeps_lead_and_detail_apart():
    tellings = (meeting(0, GROUP), meeting(1, 2), meeting(0, 1, 2, **on(3)))
    assert len(merge_meetings(tellings, CAST)) == 2


def test_merged_meetings_keep_the_order_of_their_first_telling():
    tellings = (meeting(0, 1, **on(3)), meeting(1, 2, **on(4)), meeting(0, 1, **on(3)))
    merged = merge_meetings(tellings, CAST)
    assert [m.start_date for m in merged] == [date(2024, 5, 3), date(2024, 5, 4)]


def test_a_shorter_name_of_the_same_group_is_no_second_encounter():
    actors = (*CAST.actors, ActorFact("young candidates", "group", (NameForm("", ()),)))
    merged = merge_meetings((meeting(0, 4), meeting(0, GROUP)), Cast(actors, ()))
    assert [{p.actor for p in m.participants} for m in merged] == [{0, 4}]


def test_many_who_met_on_one_day_met_at_one_place_whatever_its_names():
    town, country = (meeting(0, 1, 2, place=place, **on(3)) for place in ("Oslo", "Norway"))
    assert is_same_encounter(town, country)
    assert not is_same_encounter(
        meeting(0, 1, place="Oslo", **on(3)), meeting(0, 1, place="Lima", **on(3))
    )


def test_what_one_telling_calls_a_visit_and_another_a_meeting_is_a_meeting():
    visit, talks = meeting(0, 1, kind="visit"), meeting(0, 1)
    assert join_tellings(visit, talks).kind == "meeting"
    assert join_tellings(talks, visit).kind == "meeting"


def test_a_country_without_a_town_is_kept_where_neither_telling_names_a_town():
    told = join_tellings(meeting(0, 1, place_country="NO"), meeting(0, 1))
    assert (told.place, told.place_country) == (None, "NO")
