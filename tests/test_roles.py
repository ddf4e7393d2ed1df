"""Posts that an article gives its persons."""

from __future__ import annotations

import pytest
from hand_made_cast import cast_of

from toolkit.parsers.english.roles.roles import read_roles


@pytest.fixture(scope="session")
def roles_of(read):
    """Read the roles of a text whose actors are given as (name, kind, country)."""

    def read_text(text: str, *actors: tuple[str, str, str | None]):
        cast = cast_of(text, *actors)
        found = read_roles(read(text), cast)
        return {
            (
                found.actors[role.actor].name,
                role.title,
                None if role.organization is None else found.actors[role.organization].name,
                role.country,
                role.status,
            )
            for role in found.roles
        }

    return read_text


ROSA = ("Rosa Quintero", "person", None)
PABLO = ("Pablo Sierra", "person", None)


def test_a_title_stands_before_the_name(roles_of):
    found = roles_of("Colombian Foreign Minister Rosa Quintero flew to Oslo.", ROSA)
    assert found == {("Rosa Quintero", "foreign minister", None, "CO", "current")}


def test_a_title_follows_the_name_after_a_comma(roles_of):
    union = ("Harbour Union", "organization", None)
    found = roles_of("Rosa Quintero, the chair of the Harbour Union, spoke first.", ROSA, union)
    assert found == {("Rosa Quintero", "chair", "Harbour Union", None, "current")}


def test_two_titles_before_one_name_are_two_posts(roles_of):
    found = roles_of("Deputy Prime Minister and Finance Minister Rosa Quintero resigned.", ROSA)
    assert {role[1] for role in found} == {"deputy prime minister", "finance minister"}


def test_a_definite_title_before_a_comma_belongs_to_the_name_after_it(roles_of):
    party = ("River Party", "party", None)
    found = roles_of("The River Party leader, Pablo Sierra, conceded.", PABLO, party)
    assert found == {("Pablo Sierra", "leader", "River Party", None, "current")}


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Former President", "former"),
        ("Acting President", "acting"),
        ("Interim President", "acting"),
        ("Outgoing President", "current"),
        ("President-elect", "designate"),
        ("Ex-President", "former"),
    ],
)
def test_words_beside_a_title_tell_its_status(roles_of, words, status):
    found = roles_of(f"{words} Rosa Quintero spoke in Lima.", ROSA)
    assert [role[1::3] for role in found] == [("president", status)]


def test_a_post_served_in_the_past_is_former(roles_of):
    front = ("Coastal Front", "armed_group", None)
    found = roles_of("Pablo Sierra served as a spokesman for the Coastal Front.", PABLO, front)
    assert found == {("Pablo Sierra", "spokesman", "Coastal Front", None, "former")}


def test_who_heads_a_body_is_its_head(roles_of):
    league = ("Northern League", "party", None)
    found = roles_of("Pablo Sierra, who heads the Northern League, met them.", PABLO, league)
    assert found == {("Pablo Sierra", "head", "Northern League", None, "current")}


def test_its_leader_is_the_leader_of_the_body_named_before(roles_of):
    league = ("Northern League", "party", None)
    found = roles_of("The Northern League lost. Its leader, Pablo Sierra, quit.", PABLO, league)
    assert ("Pablo Sierra", "leader", "Northern League", None, "current") in found


def test_a_counterpart_holds_the_same_post_of_the_other_state(roles_of):
    found = roles_of(
        "Peruvian Foreign Minister Rosa Quintero met her Chilean counterpart, Pablo Sierra.",
        ROSA,
        PABLO,
    )
    assert ("Pablo Sierra", "foreign minister", None, "CL", "current") in found


def test_an_ambassador_keeps_the_destination(roles_of):
    found = roles_of("Rosa Quintero, the Peruvian ambassador to Japan, left Tokyo.", ROSA)
    assert found == {("Rosa Quintero", "ambassador to Japan", None, "PE", "current")}


def test_a_lawmaker_is_a_member_of_parliament(roles_of):
    found = roles_of("Lawmaker Pablo Sierra voted against it.", PABLO)
    assert [role[1] for role in found] == ["member of parliament"]


def test_two_persons_share_a_plural_title_in_order(roles_of):
    found = roles_of(
        "The foreign ministers of Peru and Chile, Rosa Quintero and Pablo Sierra, met.",
        ROSA,
        PABLO,
    )
    assert {(role[0], role[3]) for role in found} == {
        ("Rosa Quintero", "PE"),
        ("Pablo Sierra", "CL"),
    }


def test_a_report_may_open_with_the_office_and_name_its_holder_next(roles_of):
    guard = ("Coast Guard", "armed_group", None)
    found = roles_of(
        "The director of the Coast Guard is visiting Lima this week.\n\n"
        "Pablo Sierra landed on Tuesday.",
        PABLO,
        guard,
    )
    assert found == {("Pablo Sierra", "director", "Coast Guard", None, "current")}


def test_the_next_name_of_a_list_does_not_take_the_title_of_another(roles_of):
    found = roles_of("Pablo Sierra, Prime Minister Rosa Quintero and others met.", ROSA, PABLO)
    assert {role[0] for role in found} == {"Rosa Quintero"}


def test_a_verb_that_looks_like_a_title_gives_no_post(roles_of):
    assert roles_of("They heads towards Lima, and Pablo Sierra left.", PABLO) == set()


def test_a_person_gets_the_country_whose_post_he_holds(read):
    text = "Chile's defence minister, Pablo Sierra, resigned."
    found = read_roles(read(text), cast_of(text, PABLO))
    assert found.actors[0].country == "CL"


def test_every_role_points_at_its_words(read):
    text = "Former Chilean president Pablo Sierra spoke."
    found = read_roles(read(text), cast_of(text, PABLO))
    (evidence,) = found.roles[0].evidence
    assert text[evidence.start : evidence.end] == "Former Chilean president Pablo Sierra"
    assert evidence.rule == "title_before_name"


def test_a_title_at_the_end_of_a_question_is_not_of_the_next_name(roles_of):
    assert roles_of("Is this a comfort for the president? Pablo Sierra smiled.", PABLO) == set()


def test_the_body_of_one_title_is_no_part_of_the_next(roles_of):
    council = ("Harbour Council", "government", None)
    found = roles_of(
        "Pablo Sierra, Chairman of the Harbour Council, and Foreign Minister Rosa Quintero met.",
        PABLO,
        ROSA,
        council,
    )
    assert found == {
        ("Pablo Sierra", "chairman", "Harbour Council", None, "current"),
        ("Rosa Quintero", "foreign minister", None, None, "current"),
    }


def test_one_word_of_a_name_may_stand_for_the_body(roles_of):
    front = ("Coastal Front", "party", None)
    found = roles_of("The Coastal Front won. Front leader Pablo Sierra danced.", PABLO, front)
    assert found == {("Pablo Sierra", "leader", "Coastal Front", None, "current")}


def test_each_holder_of_a_list_has_his_own_state(roles_of):
    text = "The deal was signed by foreign ministers Rosa Quintero (Chile) and Pablo Sierra (Peru)."
    assert roles_of(text, ROSA, PABLO) == {
        ("Rosa Quintero", "foreign minister", None, "CL", "current"),
        ("Pablo Sierra", "foreign minister", None, "PE", "current"),
    }


def test_a_list_after_a_colon_names_those_just_spoken_of(roles_of):
    text = "Two prime ministers came to the feast: Rosa Quintero of Chile and Pablo Sierra of Peru."
    assert roles_of(text, ROSA, PABLO) == {
        ("Rosa Quintero", "prime minister", None, "CL", "current"),
        ("Pablo Sierra", "prime minister", None, "PE", "current"),
    }


def test_a_rank_after_an_office_is_no_part_of_it(roles_of):
    found = roles_of("Chilean Defence Minister General Rosa Quintero left early.", ROSA)
    assert ("Rosa Quintero", "defence minister", None, "CL", "current") in found


def test_ex_says_that_the_post_is_past(roles_of):
    found = roles_of("They heard from Peruvian ex-minister Pablo Sierra.", PABLO)
    assert found == {("Pablo Sierra", "minister", None, "PE", "former")}


def test_a_constituency_is_not_the_body_of_the_post(roles_of):
    text = "Pablo Sierra, a member of parliament for Lima, said Lima had refused to answer Chile."
    found = roles_of(text, PABLO, ("Lima", "government", "PE"))
    assert {(title, body) for _, title, body, *_ in found} == {("member of parliament", None)}


def test_a_bare_chairman_is_that_of_the_body_last_spoken_of(roles_of):
    text = "The Reform Movement lost. Chairman Pablo Sierra blamed the rain."
    found = roles_of(text, PABLO, ("Reform Movement", "party", None))
    assert ("Pablo Sierra", "chairman", "Reform Movement", None, "current") in found
