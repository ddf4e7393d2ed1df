"""The actors of an article, from names that a test has the reader mark."""

from __future__ import annotations

import pytest
from made_reading import made_reading
from made_scores import made_scores

from toolkit.facts import ActorFact
from toolkit.parsers.english.actors.cast_of_reader import read_cast
from toolkit.parsers.english.cast import Cast

TEXT = (
    "President Kofi Addai of Ghana met Togolese Foreign Minister Afi Lawson in Accra on Monday. "
    "Addai's spokesman told Example Wire that the talks went well."
)
MARKED = [
    ("Kofi Addai", "person"),
    ("Afi Lawson", "person"),
    ("Accra", "place"),
    ("Addai", "person"),
    ("Example Wire", "media"),
]


def cast_of_marks(text: str, *spans: tuple[str, str], **told) -> Cast:
    return read_cast(made_reading(text), made_scores(text, spans=spans, **told))


def actors(text: str, *spans: tuple[str, str], **told) -> dict[str, ActorFact]:
    return {actor.name: actor for actor in cast_of_marks(text, *spans, **told).actors}


@pytest.fixture(scope="module")
def cast():
    return cast_of_marks(TEXT, *MARKED)


def test_every_marked_name_is_an_actor_once_and_a_place_is_none(cast):
    assert [(actor.name, actor.kind) for actor in cast.actors] == [
        ("Kofi Addai", "person"),
        ("Afi Lawson", "person"),
        ("Example Wire", "media"),
    ]


def test_mentions_are_sorted_and_never_overlap(cast):
    for left, right in zip(cast.mentions, cast.mentions[1:], strict=False):
        assert left.end <= right.start


def test_every_form_stands_where_its_evidence_says(cast):
    for actor in cast.actors:
        for form in actor.forms:
            assert form.evidence
            assert {TEXT[place.start : place.end] for place in form.evidence} == {form.name}


def test_every_mention_is_one_of_the_forms_of_its_actor(cast):
    for mention in cast.mentions:
        forms = {form.name for form in cast.actors[mention.actor].forms}
        assert TEXT[mention.start : mention.end] in forms


def test_the_fullest_form_is_the_name(cast):
    assert {form.name for form in cast.actors[0].forms} == {"Kofi Addai", "Addai"}


def test_the_country_beside_a_name_is_the_actors(cast):
    assert [actor.country for actor in cast.actors[:2]] == ["GH", "TG"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Togo's ambassador to Ghana, Afi Lawson, spoke.", "TG"),
        ("The envoy for Ghana, Afi Lawson, spoke.", None),
        ("He left the Ghanaian capital. Minister Afi Lawson spoke.", None),
        ("A Ghanaian guard saw Afi Lawson.", None),
        ("Afi Lawson, the Togolese foreign minister, spoke.", "TG"),
        ("Afi Lawson, who was tired, received the ambassador of Ghana.", None),
        ("Afi Lawson, hosting his Ghanaian counterpart, spoke.", None),
    ],
)
def test_a_country_near_a_name_is_not_always_the_persons(text, country):
    assert actors(text, ("Afi Lawson", "person"))["Afi Lawson"].country == country


def test_a_name_that_is_also_a_countrys_tells_nothing_of_a_person():
    text = "Martinique Lawson spoke."
    assert actors(text, ("Martinique Lawson", "person"))["Martinique Lawson"].country is None


def test_an_outlet_has_no_country(cast):
    assert cast.actors[2].country is None


def test_the_country_of_an_actor_has_its_words(cast):
    for actor in cast.actors:
        assert bool(actor.country) == bool(actor.country_evidence)
        assert all(place.field == "country" for place in actor.country_evidence)


def test_a_title_that_the_reader_marks_with_a_name_is_no_part_of_it():
    assert list(actors("Mr Addai left.", ("Mr Addai", "person"))) == ["Addai"]


def test_a_surname_that_two_persons_share_is_of_neither():
    text = "Kofi Addai and Ama Addai met. Later Addai left by car."
    found = actors(text, ("Kofi Addai", "person"), ("Ama Addai", "person"), ("Addai", "person"))
    assert {form.name for form in found["Kofi Addai"].forms} == {"Kofi Addai"}
    assert {form.name for form in found["Ama Addai"].forms} == {"Ama Addai"}


def test_an_acronym_in_brackets_is_the_long_name():
    text = "The National Harvest Union (NHU) won. The NHU thanked its voters."
    found = actors(text, ("National Harvest Union", "party"), ("NHU", "party"))
    assert [form.name for form in found["National Harvest Union"].forms] == [
        "National Harvest Union",
        "NHU",
    ]


def test_an_acronym_before_its_long_name_is_that_body():
    text = "The UFP (United Front for the Plains) signed on Monday."
    found = actors(text, ("UFP", "party"), ("United Front for the Plains", "party"))
    assert list(found) == ["United Front for the Plains"]


def test_a_surname_with_and_without_its_article_is_one():
    text = "The minister met Hadi al-Rubai. Rubai smiled. Al-Rubai's aide did not."
    spans = ("Hadi al-Rubai", "person"), ("Al-Rubai", "person"), ("Rubai", "person")
    (actor,) = actors(text, *spans).values()
    assert [form.name for form in actor.forms] == ["Hadi al-Rubai", "Rubai", "Al-Rubai"]


def test_names_without_a_common_word_are_one_where_the_reader_links_them():
    text = "The Blue Guard came first. Soon the Sea Wolves were in town."
    spans = ("Blue Guard", "armed_group"), ("Sea Wolves", "armed_group")
    assert len(actors(text, *spans)) == 2
    assert len(actors(text, *spans, links={"coref": [("Sea", "Blue")]})) == 1


def test_a_link_joins_no_person_to_a_body():
    text = "The Blue Guard came first. Soon Ada Obi was in town."
    spans = ("Blue Guard", "armed_group"), ("Ada Obi", "person")
    assert len(actors(text, *spans, links={"coref": [("Ada", "Blue")]})) == 2


def test_a_link_joins_no_two_persons_of_full_names_without_a_common_word():
    text = "Kofi Addai came first. Soon Ada Obi was in town."
    spans = ("Kofi Addai", "person"), ("Ada Obi", "person")
    assert len(actors(text, *spans, links={"coref": [("Ada", "Kofi")]})) == 2


def test_a_group_whose_noun_the_reader_leaves_out_has_it_in_its_name():
    text = "He met Maltese political candidates in town."
    found = actors(text, ("Maltese political", "government"))
    assert {name: actor.kind for name, actor in found.items()} == {
        "Maltese political candidates": "group"
    }


def test_a_peoples_adjective_before_a_thing_is_no_actor():
    assert not actors("He won the Maltese elections.", ("Maltese", "government"))


def test_the_kind_of_an_actor_is_what_most_of_its_mentions_say():
    text = "Tanora won. Tanora thanked its voters. Tanora grew."
    scores = made_scores(text, spans=[("Tanora", "party")])
    first = scores.heads.labels["mention"]
    scores.heads.arrays["mention.weight"][:, 0] = 0
    scores.heads.arrays["mention.weight"][first.index("B-person"), 0] = 20
    (actor,) = read_cast(made_reading(text), scores).actors
    assert actor.kind == "party"


def test_an_actor_that_the_reader_finds_optional_is_doubtful():
    text = "Ada Obi quoted Bo Ray."
    spans = ("Ada Obi", "person"), ("Bo Ray", "person")
    cast = cast_of_marks(text, *spans, labels={"optional": {"Bo": "yes"}})
    assert cast.doubtful == {"Bo Ray"}


def test_a_text_without_names_has_no_actors():
    assert cast_of_marks("nothing happened at all, and nobody came.") == Cast((), ())


def related(text: str, *links: tuple[str, str, float]) -> str | None:
    """Return the country of Addai, mentions of him related to places with a logit each."""
    logits = {("acountry", mention, place): logit for mention, place, logit in links}
    return actors(text, ("Addai", "person"), logits=logits)["Addai"].country


def test_the_surest_mention_tells_the_country_of_an_actor():
    text = "When in Togo, Addai slept. Then Addai ate, they saw, where Ghana ends."
    assert related(text, ("Addai slept", "Togo", 1.0), ("Addai ate", "Ghana", 3.0)) == "GH"


def test_the_country_that_the_article_is_about_goes_before_one_as_likely():
    text = "ACCRA, Ghana - When in Togo, Addai slept, where Ghana ends."
    assert related(text, ("Addai", "Togo", 0.2), ("Addai", "Ghana", 0.0)) == "GH"


def test_initials_marked_apart_are_part_of_the_name_that_follows():
    found = actors("Then KP Addai spoke.", ("KP", "person"), ("Addai", "person"))
    assert set(found) == {"KP Addai"}


def test_a_persons_name_marked_in_two_parts_is_one_name():
    found = actors("Then Kofi Addai spoke.", ("Kofi", "person"), ("Addai", "person"))
    assert set(found) == {"Kofi Addai"}


def test_a_name_may_run_over_the_end_of_a_wrapped_line():
    text = "The minister who had come to the port on Monday evening was met by Kofi\nAddai there."
    assert set(actors(text, ("Kofi", "person"), ("Addai", "person"))) == {"Kofi Addai"}


def test_full_names_in_a_row_are_of_several_persons():
    text = "Present were Ana Berg Petr Holm Lisa Lund."
    persons = ["Ana Berg", "Petr Holm", "Lisa Lund"]
    assert list(actors(text, *((name, "person") for name in persons))) == persons


def test_persons_on_lines_of_their_own_are_several():
    found = actors("They were:\nKofi\nAddai", ("Kofi", "person"), ("Addai", "person"))
    assert set(found) == {"Kofi", "Addai"}


def test_a_word_for_a_band_of_men_is_one_name_with_what_follows():
    text = "Men of Kata'ib Al-Nur came."
    assert set(actors(text, ("Kata'ib", "armed_group"), ("Al-Nur", "person"))) == {"Kata'ib Al-Nur"}


def test_parties_that_only_brackets_tell_apart_are_several():
    text = "The HP (Harbour) won 7 seats and the HP (Dawn) won 4."
    spans = [("HP", "party"), ("Harbour", "party"), ("HP", "party"), ("Dawn", "party")]
    assert {"HP (Harbour)", "HP (Dawn)"} <= set(actors(text, *spans))


def test_the_states_of_several_are_not_that_of_the_one_named_next():
    text = "The Ghanaian and Togolese ministers, Kofi Addai and Afi Lawson, met."
    found = actors(text, ("Kofi Addai", "person"), ("Afi Lawson", "person"))
    assert found["Kofi Addai"].country is None
