"""Offices known by a title alone: whose they are, and which of them are one."""

from __future__ import annotations

from dataclasses import replace

from hand_made_cast import cast_of
from hand_made_titles import title_scores
from test_posts import reading_of

from toolkit.facts import Evidence, RoleFact
from toolkit.parsers.english.cast import Cast
from toolkit.parsers.english.roles.office_mentions import resolve_offices
from toolkit.parsers.english.roles.same_post import same_post

ROSA = ("Rosa Quintero", "person", None)


def ambassador(country: str) -> RoleFact:
    return RoleFact(0, "ambassador", (Evidence(0, 1, "test"),), None, country)


def meant_by(cast: Cast, text: str, words: str) -> str:
    """Return the name of the actor of the mention that covers `words` at their last place."""
    start = text.rindex(words)
    return next(
        cast.actors[m.actor].name
        for m in cast.mentions
        if m.start <= start and start + len(words) <= m.end
    )


def test_an_office_is_the_person_who_holds_just_that_post():
    text = "Rosa Quintero arrived. The Turkish ambassador spoke."
    cast = cast_of(text, ROSA, ("Turkish ambassador", "office", "TR"))
    cast = replace(cast, roles=(ambassador("TR"),))
    found = resolve_offices(reading_of(text), title_scores(text), cast)
    assert meant_by(found, text, "Turkish ambassador") == "Rosa Quintero"
    assert [actor.kind for actor in found.actors] == ["person"]


def test_an_office_of_another_state_is_an_actor_of_its_own():
    text = "Rosa Quintero arrived. The Turkish ambassador spoke."
    cast = cast_of(text, ROSA, ("Turkish ambassador", "office", "TR"))
    cast = replace(cast, roles=(ambassador("GR"),))
    found = resolve_offices(reading_of(text), title_scores(text), cast)
    assert meant_by(found, text, "Turkish ambassador") == "Turkish ambassador"


def test_an_office_is_the_person_whom_the_reader_takes_it_for():
    text = "Rosa Quintero arrived. The envoy spoke."
    cast = cast_of(text, ROSA, ("envoy", "office", None))
    scores = title_scores(text, links={"coref": [("envoy", "Rosa")]})
    found = resolve_offices(reading_of(text), scores, cast)
    assert meant_by(found, text, "envoy") == "Rosa Quintero"


def test_two_mentions_of_one_post_of_one_state_are_one_actor_under_the_fuller_name():
    text = "The Norwegian envoy spoke, and the special envoy of Norway nodded."
    cast = cast_of(
        text,
        ("Norwegian envoy", "office", "NO"),
        ("special envoy of Norway", "office", "NO"),
    )
    found = resolve_offices(reading_of(text), title_scores(text), cast)
    assert [actor.name for actor in found.actors] == ["special envoy of Norway"]


def test_an_office_takes_the_state_that_stands_beside_it_into_its_name():
    text = "They met Norway's ambassador."
    cast = cast_of(text, ("ambassador", "office", None))
    found = resolve_offices(reading_of(text), title_scores(text), cast)
    assert [(actor.name, actor.country) for actor in found.actors] == [
        ("Norway's ambassador", "NO")
    ]


def test_a_shorter_title_can_mean_a_fuller_one_but_no_other():
    assert same_post("minister", "health minister")
    assert same_post("premier", "prime minister")
    assert not same_post("president", "vice-president")
    assert not same_post("minister", "prime minister")


def test_an_office_takes_the_body_that_follows_it_into_its_name():
    text = "They met the director of the Harbour Bank."
    cast = cast_of(text, ("director", "office", None), ("Harbour Bank", "organization", None))
    found = resolve_offices(reading_of(text), title_scores(text), cast)
    assert found.actors[0].name == "director of the Harbour Bank"


def test_a_name_of_a_state_alone_is_no_mention_of_an_office():
    text = "Chad sent nobody."
    cast = cast_of(text, ("Chad", "office", "TD"))
    found = resolve_offices(reading_of(text), title_scores(text), cast)
    assert (found.actors, found.mentions) == ((), ())
