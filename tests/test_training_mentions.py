"""Where the actors and places of an annotation stand in the text."""

from __future__ import annotations

from made_annotation import annotated, marked

from toolkit.training.labels import ACTOR_KINDS, LABELS
from toolkit.training.mention_marks import mark_mentions, mention_tags

MARKED = marked()


def named(text: str, *actors: dict) -> list[tuple[str, int]]:
    """Return what is marked in a text, with the position of its actor."""
    found = marked(annotated(text, actors=[{"kind": "party", **actor} for actor in actors]))
    return [(found.said(mark.first, mark.last), mark.actor) for mark in found.mentions]


def test_every_place_where_a_form_stands_is_marked_in_text_order():
    assert [(MARKED.said(mark.first, mark.last), mark.actor) for mark in MARKED.mentions] == [
        ("Ada Obi", 0),
        ("Bo Ray", 1),
        ("Obi", 0),
        ("Cy Lund", 2),
        ("National Harvest Union", 3),
        ("NHU", 3),
        ("Lantern Union", 4),
    ]


def test_a_mark_knows_kind_country_and_whether_the_actor_is_optional():
    first, lund = MARKED.mentions[0], MARKED.mentions[3]
    assert (ACTOR_KINDS[first.kind], first.country, first.optional) == ("person", "GH", False)
    assert (lund.country, lund.optional) == (None, True)


def test_a_name_inside_a_longer_one_is_not_marked_again():
    found = named(
        "The Union left. Harvest Union stayed.", {"name": "Union"}, {"name": "Harvest Union"}
    )
    assert found == [("Union", 0), ("Harvest Union", 1)]


def test_a_part_of_a_word_is_no_mention():
    assert named("Unionists met the Union's chair.", {"name": "Union"}) == [("Union", 0)]


def test_a_long_name_is_found_in_capitals_and_a_short_one_is_not():
    text = "HARVEST UNION WINS, HOPE DIES"
    assert named(text, {"name": "Harvest Union"}, {"name": "Hope"}) == [("HARVEST UNION", 0)]


def test_a_name_has_one_beginning_and_goes_on_inside():
    labels = [LABELS["mention"][tag] for tag in MARKED.tags]
    first = MARKED.at("National")
    assert labels[first - 1 : first + 4] == ["O", "B-party", "I-party", "I-party", "O"]


def test_a_place_is_marked_unless_it_stands_inside_an_actor():
    text = "The Kumasi Union met in Kumasi."
    words = marked(annotated(text)).words
    marks = mark_mentions({"actors": [{"name": "Kumasi Union", "kind": "party"}]}, words)
    tags, taken = mention_tags(words, marks, [(4, 10), (24, 30)])
    assert [LABELS["mention"][tag] for tag in tags] == [
        *("O", "B-party", "I-party", "O", "O", "B-place", "O")
    ]
    assert taken == {1, 2, 5}
