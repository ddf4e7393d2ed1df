"""Offices known only by their title, groups, and those who stand for a body."""

from __future__ import annotations

from itertools import pairwise

from hand_made_cast import cast_of
from hypothesis import given
from hypothesis import strategies as st

from toolkit.parsers.english.cast import Mention
from toolkit.parsers.english.roles.offices import with_mentions
from toolkit.parsers.english.roles.roles import read_roles


def mentions_of(read, text, *actors):
    found = read_roles(read(text), cast_of(text, *actors))
    return {
        text[mention.start : mention.end]: found.actors[mention.actor] for mention in found.mentions
    }


def test_an_office_without_a_name_is_an_actor(read):
    office = mentions_of(read, "They met the Peruvian ambassador to Japan.")[
        "the Peruvian ambassador to Japan"
    ]
    assert (office.name, office.kind, office.country) == (
        "Peruvian ambassador to Japan",
        "office",
        "PE",
    )


def test_a_shorter_form_is_the_same_office(read):
    found = mentions_of(
        read, "He met the Peruvian ambassador to Japan. The Peruvian ambassador smiled."
    )
    assert found["The Peruvian ambassador"].name == "Peruvian ambassador to Japan"


def test_the_title_of_a_person_of_the_article_is_that_person(read):
    found = mentions_of(
        read,
        "Prime Minister Rosa Quintero spoke. The premier then left.",
        ("Rosa Quintero", "person", None),
    )
    assert found["The premier"].name == "Rosa Quintero"


def test_the_same_title_of_another_country_is_another_office(read):
    found = mentions_of(
        read,
        "Peruvian President Rosa Quintero spoke. The Chilean president listened.",
        ("Rosa Quintero", "person", "PE"),
    )
    assert found["The Chilean president"].kind == "office"


def test_members_of_a_body_stand_for_it(read):
    league = ("Northern League", "party", None)
    found = mentions_of(read, "She met members of the Northern League.", league)
    assert found["members of the Northern League"].name == "Northern League"


def test_a_delegation_stands_for_its_body(read):
    league = ("Northern League", "party", None)
    found = mentions_of(read, "She received a delegation of the Northern League.", league)
    assert found["a delegation of the Northern League"].name == "Northern League"


def test_unnamed_officials_are_a_group(read):
    group = mentions_of(read, "She met several Chilean officials.")["Chilean officials"]
    assert (group.kind, group.country) == ("group", "CL")


spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda p: (p[0], p[0] + p[1])),
    max_size=12,
)


@given(spans, spans)
def test_mentions_never_overlap(old, new):
    kept: list[Mention] = []
    for start, end in old:
        if all(end <= m.start or start >= m.end for m in kept):
            kept.append(Mention(start, end, 0, "name", "a"))
    added = [Mention(start, end, 1, "title", "b") for start, end in new]
    result = with_mentions(kept, added)
    assert all(a.end <= b.start for a, b in pairwise(result))


def groups_of(read, text, *actors):
    found = read_roles(read(text), cast_of(text, *actors))
    return [(actor.name, actor.country) for actor in found.actors if actor.kind == "group"]


def test_a_word_of_rank_is_no_part_of_a_groups_name(read):
    assert groups_of(read, "She met senior Chilean officials in Oslo.") == [
        ("Chilean officials", "CL")
    ]


def test_a_group_that_tells_what_a_body_is_takes_no_part(read):
    text = "He met the Homeland Union, an alliance of Chilean parties, in Oslo."
    assert groups_of(read, text, ("Homeland Union", "party", None)) == []
