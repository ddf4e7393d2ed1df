"""The words of an annotated post."""

from __future__ import annotations

from made_annotation import ANNOTATED, annotated, marked

from toolkit.training.annotated import Annotated
from toolkit.training.labels import LABELS
from toolkit.training.title_marks import TitleMark, mark_titles


def titles(one: Annotated) -> list[tuple[str, TitleMark]]:
    found = marked(one)
    marks = mark_titles(one.record, found.words, found.taken, found.candidates)
    return [(found.said(mark.first, mark.last), mark) for mark in marks]


def title_in(text: str, title: str, **role) -> list[str]:
    role = {"title": title, "status": "current", "evidence": text, **role}
    actors = [{"name": "Ada Obi", "kind": "person", "roles": [role]}]
    return [words for words, _ in titles(annotated(text, actors=actors))]


def test_a_post_is_marked_where_its_words_stand():
    found = [(words, mark.holders) for words, mark in titles(ANNOTATED)]
    assert found == [("foreign minister", {0}), ("envoy", {1})]


def test_a_post_knows_its_status_and_what_tells_its_country():
    places = marked().candidates.places
    (_, minister), (_, envoy) = titles(ANNOTATED)
    assert LABELS["role_status"][minister.status] == "current"
    assert minister.knows_country
    assert {places[at].country for at in minister.countries} == {"GH"}
    assert {places[at].country for at in envoy.countries} == {"TG"}


def test_two_holders_of_one_title_share_its_words():
    text = "The ministers Ada Obi and Bo Ray left."
    role = {"title": "minister", "status": "current", "evidence": text}
    actors = [{"name": name, "kind": "person", "roles": [role]} for name in ("Ada Obi", "Bo Ray")]
    ((words, mark),) = titles(annotated(text, actors=actors))
    assert (words, mark.holders) == ("ministers", {0, 1})


def test_a_verb_may_tell_the_post():
    assert title_in("Ada Obi leads the Lantern Union.", "leader") == ["leads"]


def test_an_abbreviation_may_tell_the_post():
    assert title_in("Ada Obi MP spoke.", "member of parliament") == ["MP"]


def test_a_title_in_other_words_is_marked_where_its_main_words_stand():
    assert title_in("Ada Obi, minister of foreign affairs, spoke.", "foreign minister") == [
        "minister of foreign"
    ]


def test_a_body_that_is_no_actor_of_the_annotation_is_not_learned_from():
    text = "Ada Obi, chair of the Lantern Union, spoke."
    role = {"title": "chair", "organization": "Lantern Union", "status": "current"}
    actor = {"name": "Ada Obi", "kind": "person", "roles": [{**role, "evidence": text}]}
    ((_, unknown),) = titles(annotated(text, actors=[actor]))
    assert (unknown.organization, unknown.knows_organization) == (None, False)
    body = {"name": "Lantern Union", "kind": "party"}
    ((_, known),) = titles(annotated(text, actors=[actor, body]))
    assert (known.organization, known.knows_organization) == (1, True)


def test_a_post_whose_words_the_passage_lacks_is_passed_over():
    assert title_in("Ada Obi spoke.", "treasurer") == []
