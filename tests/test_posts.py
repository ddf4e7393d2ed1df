"""The posts of persons, from titles that a reader marks and relates to names."""

from __future__ import annotations

from dataclasses import replace

from hand_made_cast import cast_of
from hand_made_titles import title_scores

from toolkit.article import Article
from toolkit.facts import Evidence
from toolkit.parsers.english.actors.related_places import RELATED
from toolkit.parsers.english.cast import Cast
from toolkit.parsers.english.places.places import find_places
from toolkit.parsers.english.reading import Header, Reading
from toolkit.parsers.english.roles.posts import read_posts
from toolkit.parsers.english.text.layout import find_blocks

ROSA = ("Rosa Quintero", "person", None)
PABLO = ("Pablo Sierra", "person", None)
PARTY = ("Harbour Party", "party", None)


def reading_of(text: str) -> Reading:
    blocks = find_blocks(text)
    return Reading(
        article=Article("a.txt", text),
        blocks=blocks,
        header=Header(),
        dates=(),
        places=find_places(text, blocks),
    )


def posts(cast: Cast) -> set[tuple[str, str, str | None, str | None, str]]:
    """Return (holder, title, organisation, country, status) of each post."""
    return {
        (
            cast.actors[role.actor].name,
            role.title,
            None if role.organization is None else cast.actors[role.organization].name,
            role.country,
            role.status,
        )
        for role in cast.roles
    }


def test_a_post_has_the_holder_and_the_body_that_the_reader_relates_to_its_title():
    text = "Rosa Quintero spoke. The leader of the Harbour Party was tired."
    links = {"holder": [("leader", "Rosa")], "org": [("leader", "Harbour")]}
    found = read_posts(
        reading_of(text), title_scores(text, ["leader"], links), cast_of(text, ROSA, PARTY)
    )
    assert posts(found) == {("Rosa Quintero", "leader", "Harbour Party", None, "current")}


def test_a_plural_title_is_a_post_of_each_of_its_holders_in_their_order():
    text = "The foreign ministers of Chad and Mali, Rosa Quintero and Pablo Sierra, met."
    title = "foreign ministers"
    links = {
        "holder": [(title, "Rosa"), (title, "Pablo")],
        "rcountry": [(title, "Chad"), (title, "Mali")],
    }
    found = read_posts(
        reading_of(text), title_scores(text, [title], links), cast_of(text, ROSA, PABLO)
    )
    assert posts(found) == {
        ("Rosa Quintero", "foreign minister", None, "TD", "current"),
        ("Pablo Sierra", "foreign minister", None, "ML", "current"),
    }


def test_words_beside_a_title_tell_the_status_where_the_reader_is_unsure():
    text = "The former premier, Rosa Quintero, spoke."
    links = {"holder": [("premier", "Rosa")]}
    found = read_posts(
        reading_of(text), title_scores(text, ["premier"], links), cast_of(text, ROSA)
    )
    assert {role.status for role in found.roles} == {"former"}


def test_the_reader_tells_the_status_where_he_is_sure():
    text = "The former premier, Rosa Quintero, spoke."
    links = {"holder": [("premier", "Rosa")]}
    scores = title_scores(text, ["premier"], links, {"premier": "acting"})
    found = read_posts(reading_of(text), scores, cast_of(text, ROSA))
    assert {role.status for role in found.roles} == {"acting"}


def test_a_counterpart_holds_the_same_post_in_a_state_of_his_own():
    text = "Foreign Minister Rosa Quintero phoned her Turkish counterpart, Pablo Sierra."
    links = {
        "holder": [("Foreign Minister", "Rosa"), ("counterpart", "Pablo")],
        "rcountry": [("counterpart", "Turkish")],
    }
    scores = title_scores(text, ["Foreign Minister", "counterpart"], links)
    found = read_posts(reading_of(text), scores, cast_of(text, ROSA, PABLO))
    assert ("Pablo Sierra", "foreign minister", None, "TR", "current") in posts(found)


def test_a_predecessor_held_the_post_of_the_one_before_whom_he_is_named():
    text = "Rosa Quintero, mayor since May, praised her predecessor, Pablo Sierra."
    links = {"holder": [("mayor", "Rosa"), ("predecessor", "Pablo")]}
    scores = title_scores(text, ["mayor", "predecessor"], links)
    found = read_posts(reading_of(text), scores, cast_of(text, ROSA, PABLO))
    assert ("Pablo Sierra", "mayor", None, None, "former") in posts(found)


def test_a_deputy_is_that_of_the_post_of_the_one_whose_deputy_he_is():
    text = "Rosa Quintero leads the Harbour Party. Her deputy, Pablo Sierra, was absent."
    links = {
        "holder": [("leads", "Rosa"), ("deputy", "Pablo")],
        "org": [("leads", "Harbour"), ("deputy", "Harbour")],
    }
    scores = title_scores(text, ["leads", "deputy"], links)
    found = read_posts(reading_of(text), scores, cast_of(text, ROSA, PABLO, PARTY))
    assert posts(found) == {
        ("Rosa Quintero", "leader", "Harbour Party", None, "current"),
        ("Pablo Sierra", "deputy leader", "Harbour Party", None, "current"),
    }


def test_a_post_told_twice_is_one_with_the_body_that_either_names():
    text = "The chairman, Rosa Quintero, spoke. Chairman Quintero of the Harbour Party left."
    links = {
        "holder": [("chairman", "Rosa"), ("Chairman", "Quintero of")],
        "org": [("Chairman", "Harbour")],
    }
    scores = title_scores(text, ["chairman", "Chairman"], links)
    found = read_posts(reading_of(text), scores, cast_of(text, ROSA, PARTY))
    assert posts(found) == {("Rosa Quintero", "chairman", "Harbour Party", None, "current")}


def test_a_post_of_state_tells_the_country_of_its_holder():
    text = "The president of Chad, Rosa Quintero, spoke."
    links = {"holder": [("president", "Rosa")], "rcountry": [("president", "Chad")]}
    found = read_posts(
        reading_of(text), title_scores(text, ["president"], links), cast_of(text, ROSA)
    )
    assert found.actors[0].country == "TD"


def test_the_evidence_of_a_post_reaches_from_its_title_to_the_name_of_its_holder():
    text = "They met Finance Minister Rosa Quintero on Monday."
    links = {"holder": [("Finance Minister", "Rosa")]}
    scores = title_scores(text, ["Finance Minister"], links)
    found = read_posts(reading_of(text), scores, cast_of(text, ROSA))
    words = found.roles[0].evidence[0]
    assert text[words.start : words.end] == "Finance Minister Rosa Quintero"
    assert words.rule == "reader/title"


def test_the_body_beside_a_title_goes_before_what_the_reader_relates():
    board = ("Sugar Board", "government", None)
    text = "Rosa Quintero, head of the Sugar Board, saw the Harbour Party."
    links = {"holder": [("head", "Rosa")], "org": [("head", "Harbour")]}
    scores = title_scores(text, ["head"], links)
    found = read_posts(reading_of(text), scores, cast_of(text, ROSA, PARTY, board))
    assert posts(found) == {("Rosa Quintero", "head", "Sugar Board", None, "current")}


def test_the_body_of_an_officer_may_stand_behind_the_name():
    army = ("Delta Army", "armed_group", None)
    text = "They met Marshal Rosa Quintero of the Delta Army."
    scores = title_scores(text, ["Marshal"], {"holder": [("Marshal", "Rosa")]})
    found = read_posts(reading_of(text), scores, cast_of(text, ROSA, army))
    assert {body for _, _, body, _, _ in posts(found)} == {"Delta Army"}


def test_a_common_noun_means_only_a_body_of_its_kind():
    agency = ("Delta Post", "media", None)
    text = (
        "The Delta Post angered the Harbour Party, but the paper's editor, Rosa Quintero, laughed."
    )
    text = text.replace("paper", "newspaper")
    links = {
        "holder": [("editor", "Rosa")],
        "org": [("editor", "Harbour"), ("editor", "Delta")],
    }
    found = read_posts(
        reading_of(text), title_scores(text, ["editor"], links), cast_of(text, ROSA, PARTY, agency)
    )
    assert {body for _, _, body, _, _ in posts(found)} == {"Delta Post"}


def test_a_bare_speaker_is_that_of_the_parliament_of_the_article():
    house = ("National Assembly", "government", None)
    text = "The National Assembly sat. Speaker Rosa Quintero opened it."
    scores = title_scores(text, ["Speaker"], {"holder": [("Speaker", "Rosa")]})
    found = read_posts(reading_of(text), scores, cast_of(text, ROSA, house))
    assert {body for _, _, body, _, _ in posts(found)} == {"National Assembly"}


def test_a_state_is_no_body_of_a_post():
    state = ("Republic of Chad", "government", "TD")
    text = "The president of Chad, Rosa Quintero, spoke."
    links = {"holder": [("president", "Rosa")], "org": [("president", "Chad")]}
    cast = cast_of(text, ROSA, ("Chad", *state[1:]))
    found = read_posts(reading_of(text), title_scores(text, ["president"], links), cast)
    assert posts(found) == {("Rosa Quintero", "president", None, "TD", "current")}


def test_an_unnamed_spokesman_is_nobody_named_in_another_sentence():
    text = "Rosa Quintero came home on Monday. The talks went well, a spokesman said."
    links = {"holder": [("spokesman", "Rosa")]}
    scores = title_scores(text, ["spokesman"], links)
    assert read_posts(reading_of(text), scores, cast_of(text, ROSA)).roles == ()


def test_the_relative_of_a_holder_holds_no_post():
    text = "They dined with the president's son, Rosa Quintero."
    links = {"holder": [("president", "Rosa")]}
    scores = title_scores(text, ["president"], links)
    assert read_posts(reading_of(text), scores, cast_of(text, ROSA)).roles == ()


def test_one_who_stands_beside_another_holds_a_post_of_his_own():
    text = "Rosa Quintero, the mayor of Lome, and the Malian ambassador met traders."
    links = {"holder": [("mayor", "Rosa"), ("ambassador", "Rosa")]}
    scores = title_scores(text, ["mayor", "ambassador"], links)
    found = read_posts(reading_of(text), scores, cast_of(text, ROSA))
    assert {title for _, title, *_ in posts(found)} == {"mayor"}


def test_each_of_a_list_of_holders_has_the_state_beside_the_name():
    text = "Presidents Rosa Quintero of Chad and Pablo Sierra of Mali signed."
    scores = title_scores(text, ["Presidents"], {"holder": [("Presidents", "Rosa")]})
    found = read_posts(reading_of(text), scores, cast_of(text, ROSA, PABLO))
    assert posts(found) == {
        ("Rosa Quintero", "president", None, "TD", "current"),
        ("Pablo Sierra", "president", None, "ML", "current"),
    }


def test_a_short_title_and_the_full_one_are_one_post():
    text = "Health minister Rosa Quintero came. Minister Quintero left."
    links = {"holder": [("Health minister", "Rosa"), ("Minister", "Quintero left")]}
    scores = title_scores(text, ["Health minister", "Minister"], links)
    found = read_posts(reading_of(text), scores, cast_of(text, ROSA))
    assert [role.title for role in found.roles] == ["health minister"]


def test_the_state_of_a_post_goes_before_the_place_that_the_reader_relates_to_the_name():
    text = "The president of Chad, Rosa Quintero, spoke in Mali."
    links = {"holder": [("president", "Rosa")], "rcountry": [("president", "Chad")]}
    host = (Evidence(text.index("Mali"), text.index("Mali") + 4, RELATED, "country"),)
    cast = cast_of(text, ROSA)
    guest = replace(cast.actors[0], country="ML", country_evidence=host)
    scores = title_scores(text, ["president"], links)
    found = read_posts(reading_of(text), scores, replace(cast, actors=(guest,)))
    assert (found.actors[0].country, found.actors[0].country_basis) == ("TD", "stated")


def test_a_country_that_only_the_reader_tells_is_inferred():
    text = "In Mali Rosa Quintero spoke."
    told = (Evidence(text.index("Mali"), text.index("Mali") + 4, RELATED, "country"),)
    cast = cast_of(text, ROSA)
    guest = replace(cast.actors[0], country="ML", country_evidence=told)
    found = read_posts(reading_of(text), title_scores(text, []), replace(cast, actors=(guest,)))
    assert (found.actors[0].country, found.actors[0].country_basis) == ("ML", "inferred")


def test_whoever_is_named_in_the_next_sentence_was_not_sworn_in():
    text = "Rosa Quintero was sworn in as foreign minister. Pablo Sierra stays."
    links = {"holder": [("foreign minister", "Pablo")]}
    found = read_posts(
        reading_of(text),
        title_scores(text, ["foreign minister"], links),
        cast_of(text, ROSA, PABLO),
    )
    assert posts(found) == {("Rosa Quintero", "foreign minister", None, None, "current")}


def test_the_next_of_a_list_does_not_get_the_post_to_which_one_is_named():
    text = "They include Rosa Quintero (Harbour) as defence minister, Pablo Sierra and others."
    links = {"holder": [("defence minister", "Pablo")]}
    found = read_posts(
        reading_of(text),
        title_scores(text, ["defence minister"], links),
        cast_of(text, ROSA, PABLO),
    )
    assert posts(found) == {("Rosa Quintero", "defence minister", None, None, "current")}


def test_a_name_that_follows_the_state_of_a_post_is_that_of_its_holder():
    text = "There came the ambassador of France Rosa Quintero and Pablo Sierra."
    links = {"holder": [("ambassador", "Pablo")]}
    found = read_posts(
        reading_of(text), title_scores(text, ["ambassador"], links), cast_of(text, ROSA, PABLO)
    )
    assert posts(found) == {("Rosa Quintero", "ambassador", None, "FR", "current")}


def test_a_list_of_posts_and_names_goes_on_as_it_began():
    text = (
        "He met the chairman of the Harbour Party, Rosa Quintero, the leader of Dawn, Pablo Sierra."
    )
    links = {"holder": [("chairman", "Rosa"), ("leader", "Rosa")]}
    dawn = ("Dawn", "party", None)
    found = read_posts(
        reading_of(text),
        title_scores(text, ["chairman", "leader"], links),
        cast_of(text, ROSA, PABLO, PARTY, dawn),
    )
    assert posts(found) == {
        ("Rosa Quintero", "chairman", "Harbour Party", None, "current"),
        ("Pablo Sierra", "leader", "Dawn", None, "current"),
    }


def test_a_post_to_which_one_is_sworn_in_is_held_now():
    text = "Rosa Quintero was sworn in as foreign minister."
    scores = title_scores(text, ["foreign minister"], statuses={"foreign minister": "former"})
    found = read_posts(reading_of(text), scores, cast_of(text, ROSA))
    assert posts(found) == {("Rosa Quintero", "foreign minister", None, None, "current")}
