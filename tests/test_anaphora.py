"""Whom a pronoun or a definite phrase means."""

from __future__ import annotations

import pytest
from hand_made_cast import cast_of

from toolkit.parsers.english.anaphora.anaphora import referents
from toolkit.parsers.english.roles.roles import read_roles

ROSA = ("Rosa Quintero", "person", None)
PABLO = ("Pablo Sierra", "person", None)
LEAGUE = ("Northern League", "party", None)
AGENCY = ("Andes News", "media", None)


@pytest.fixture(scope="session")
def meant(read):
    """Names of those whom the last occurrence of some words in a text means."""

    def find(text: str, words: str, *actors):
        reading = read(text)
        cast = read_roles(reading, cast_of(text, *actors))
        start = text.rindex(words)
        found = referents(reading, cast, start, start + len(words))
        return tuple(cast.actors[position].name for position in found)

    return find


def test_a_pronoun_means_the_subject_of_the_sentence_before(meant):
    text = "Pablo Sierra met Rosa Quintero in Lima. Later he flew home."
    assert meant(text, "he", ROSA, PABLO) == ("Pablo Sierra",)


def test_the_gender_of_a_title_rules_a_person_out(meant):
    text = "Mr Sierra received Ms Quintero. She then left."
    assert meant(text, "She", ("Quintero", "person", None), ("Sierra", "person", None)) == (
        "Quintero",
    )


def test_the_two_means_those_named_together(meant):
    text = "Rosa Quintero received Pablo Sierra. The two talked for an hour."
    assert meant(text, "The two", ROSA, PABLO) == ("Rosa Quintero", "Pablo Sierra")


def test_a_name_within_the_words_answers_for_itself(meant):
    text = "They met members of the Northern League."
    assert meant(text, "members of the Northern League", LEAGUE) == ("Northern League",)


def test_the_party_is_the_nearest_party(meant):
    text = "The Northern League told Andes News that the party would wait."
    assert meant(text, "the party", LEAGUE, AGENCY) == ("Northern League",)


def test_his_host_is_the_other_person(meant):
    text = "Pablo Sierra flew to see Rosa Quintero. He thanked his host."
    assert meant(text, "his host", ROSA, PABLO) == ("Rosa Quintero",)


def test_the_latter_is_the_second_of_two(meant):
    text = "Rosa Quintero wrote to Pablo Sierra. The latter replied."
    assert meant(text, "The latter", ROSA, PABLO) == ("Pablo Sierra",)


def test_a_counterpart_is_the_holder_of_the_same_post(meant):
    text = (
        "Chilean Foreign Minister Pablo Sierra came. Peruvian Foreign Minister Rosa Quintero "
        "received her Chilean counterpart."
    )
    assert meant(text, "her Chilean counterpart", ROSA, PABLO) == ("Pablo Sierra",)


def test_words_that_mean_nobody_give_nobody(meant):
    assert meant("The weather in Lima was fine.", "The weather", ROSA) == ()


def test_who_cannot_be_meant_is_passed_over(read):
    text = "Pablo Sierra won. Rosa Quintero rang him."
    reading = read(text)
    cast = read_roles(reading, cast_of(text, ROSA, PABLO))
    start = text.rindex("him")
    rosa = next(i for i, a in enumerate(cast.actors) if a.name == "Rosa Quintero")
    found = referents(reading, cast, start, start + 3, frozenset({rosa}))
    assert [cast.actors[i].name for i in found] == ["Pablo Sierra"]


def test_a_text_of_pronouns_alone_is_read_to_its_end(parse):
    assert parse("President Ada Obi spoke. " + "She met her. " * 1500).actors


def test_a_page_of_spaces_costs_no_time_that_grows_with_its_square(parse):
    assert parse("President Ada Obi spoke." + " " * 50_000 + "She met the minister.").actors
