"""Actors of single articles become persons and bodies of the world, or stay apart."""

from __future__ import annotations

import pytest
from made_facts import actor, facts, made_article, role, words

from toolkit.facts import ActorFact, NameForm
from toolkit.resolve import resolve
from toolkit.resolve.identifiers import Wish, assign_identifiers, slug
from toolkit.resolve.names import is_acronym, is_generic, name_key
from toolkit.resolve.spelling import sound_key


def actors_of(*casts: list[ActorFact]) -> list[dict]:
    """The rows of `actors` for one article for each cast, in the order of the casts."""
    read = [
        (made_article(f"report {n}", f"2024-01-{n + 1:02}"), facts(cast))
        for n, cast in enumerate(casts)
    ]
    return resolve(read, strict=True)["actors"].to_pylist()


def ids(*casts: list[ActorFact]) -> list[str]:
    return [row["actor_id"] for row in actors_of(*casts)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Muqtada al-Sadr", "Muqtada Al Sadr"),
        ("Muqtada al-Sadr", "MUQTADA SADR"),
        ("José María Núñez", "Jose Maria Nunez"),
        ("Mohammad-Reza Aref", "Mohammad Reza Aref"),
        ("Sa’ad Abubakar", "Saad Abubakar"),
        ("the Fatah Alliance", "Fatah Alliance"),
    ],
)
def test_spelling_habits_do_not_make_two_of_one(one, other):
    kind = "party" if "Fatah" in one else "person"
    assert len(ids([actor(one, kind)], [actor(other, kind)])) == 1


def test_the_fullest_and_most_frequent_spelling_is_the_name():
    rows = actors_of(
        [actor("HADI AL-AMIRI", "person", "IQ")],
        [actor("Hadi al-Amiri", "person", "IQ")],
        [actor("Hadi Al-Amiri", "person", "IQ")],
        [actor("Hadi al-Amiri", "person")],
    )
    assert [(row["actor_id"], row["name"], row["country"]) for row in rows] == [
        ("hadi-al-amiri", "Hadi al-Amiri", "IQ")
    ]


def test_persons_of_one_name_and_two_countries_stay_apart():
    cast = [actor("John Brown", "person", "JM")], [actor("John Brown", "person", "GB")]
    assert ids(*cast) == ["john-brown", "john-brown-gb"]


def test_a_person_of_unknown_country_joins_only_where_one_is_known():
    unknown, jamaican = actor("John Brown"), actor("John Brown", "person", "JM")
    british = actor("John Brown", "person", "GB")
    assert ids([unknown], [jamaican]) == ["john-brown"]
    assert ids([jamaican], [unknown], [british]) == [
        "john-brown",
        "john-brown-2",
        "john-brown-gb",
    ]


def test_a_person_and_a_party_of_one_name_stay_apart():
    assert len(ids([actor("Nova Aliança", "person")], [actor("Nova Aliança", "party")])) == 2


def test_a_surname_alone_never_joins_across_articles():
    assert len(ids([actor("Silva", "person", "BR")], [actor("Silva", "person", "BR")])) == 2


@pytest.mark.parametrize(
    "name", ["National Assembly", "Ministry of Foreign Affairs", "Supreme Court", "CNE"]
)
def test_a_body_that_many_countries_have_joins_only_within_one(name):
    kenyan, korean = actor(name, "government", "KE"), actor(name, "government", "KR")
    unknown = actor(name, "government")
    base = slug(name)
    assert ids([kenyan], [korean], [kenyan]) == [f"{base}-ke", f"{base}-kr"]
    assert ids([unknown], [unknown]) == [base, f"{base}-2"]
    assert len(ids([kenyan], [unknown])) == 2


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("County Court", "government"),
        ("mayor", "office"),
        ("the Commission", "government"),
        ("Chinese ambassador", "office"),
    ],
)
def test_what_a_country_has_many_of_never_joins(name, kind):
    assert len(ids([actor(name, kind, "HR")], [actor(name, kind, "HR")])) == 2


def test_an_office_that_says_where_it_is_held_joins_within_its_country():
    office = actor("Iranian ambassador to Iraq", "office", "IR")
    assert ids([office], [office]) == ["iranian-ambassador-to-iraq"]


def test_a_distinctive_body_joins_without_a_country():
    assert ids(
        [actor("Sadrist Movement", "party")], [actor("Sadrist Movement", "party", "IQ")]
    ) == ["sadrist-movement"]


def test_a_body_of_unknown_country_joins_none_that_its_article_has_nothing_to_do_with():
    unknown, maltese = actor("Harbour Path", "party"), actor("Harbour Path", "party", "MT")
    greek = actor("Despina Kourtesi", "person", "GR")
    assert len(ids([unknown, greek], [maltese])) == 3
    assert len(ids([unknown, greek, actor("Rita Farr", "person", "MT")], [maltese])) == 3


def test_the_kind_that_most_articles_give_wins():
    casts = [[actor("Hezbollah", kind, "LB")] for kind in ("armed_group", "party", "party")]
    assert [row["kind"] for row in actors_of(*casts)] == ["party"]


def test_two_actors_of_one_article_never_become_one():
    twice = [actor("Dympna Hanlon", "person", "GB"), actor("Dympna Hanlon", "person", "GB")]
    once = [actor("Dympna Hanlon", "person", "GB")]
    assert len(ids(twice)) == 2
    assert len(ids(once, twice)) == 3


def test_a_short_name_joins_with_those_who_use_it_for_the_longer_one():
    full = actor("IRGC Quds Force", "armed_group", "IR", "Quds Force")
    rows = actors_of([full], [actor("Quds Force", "armed_group", "IR")])
    assert [row["actor_id"] for row in rows] == ["irgc-quds-force"]


def test_a_party_does_not_join_with_one_whose_name_has_another_word_inside():
    socialist = "Kurdistan Socialist Democratic Party"
    cast = [actor(socialist, "party", "IQ", "Kurdistan Democratic Party")]
    assert len(ids(cast, [actor("Kurdistan Democratic Party", "party", "IQ")])) == 2


def test_a_person_joins_with_the_name_that_leaves_out_the_middle():
    cast = [actor("Ali Akbar Shamkhani", "person", "IR", "Ali Shamkhani")]
    assert ids(cast, [actor("Ali Shamkhani", "person", "IR")]) == ["ali-akbar-shamkhani"]


def test_a_second_form_that_is_another_name_joins_nothing():
    alliance = actor("Fatah Alliance", "party", "IQ", "Popular Mobilization Units")
    units = actor("Popular Mobilization Units", "party", "IQ")
    assert len(ids([alliance], [units])) == 2


def test_an_acronym_joins_with_the_only_body_of_its_country_that_has_it():
    full = actor("Kurdistan Democratic Party", "party", "IQ", "KDP")
    short = [actor("KDP", "party", "IQ")]
    assert ids([full], short) == ["kurdistan-democratic-party"]
    assert len(ids([full], [actor("KDP", "party", "TR")])) == 2
    assert len(ids([full], [actor("KDP", "party")])) == 2
    other = actor("Karbala Dignity Party", "party", "IQ", "KDP")
    assert len(ids([full], [other], short)) == 3


def test_a_body_named_after_another_is_not_what_the_acronym_means():
    mission = actor("PIF Observer Mission", "intergovernmental", None, "PIF")
    assert len(ids([mission], [actor("PIF", "intergovernmental")])) == 2


def test_initials_join_where_the_articles_tell_of_one_matter():
    full, short = actor("Plain Folk Union", "party", "HU"), actor("PFU", "party", "HU")
    company = actor("Boglárka Zoltai", "person", "HU")
    assert len(ids([full, company], [short, company])) == 2
    assert len(ids([full], [short])) == 2
    named_otherwise = actor("Plain Folk Union", "party", "HU", "PLU")
    assert len(ids([named_otherwise, company], [short, company])) == 3


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Ministry of Climate", "Latvian Climate Ministry", "government"),
        ("Electoral Commission", "Election Commission of Latvia", "government"),
        ("National Electoral Commission", "Electoral Commission", "government"),
        ("president of Latvia", "Latvian president", "office"),
        ("Party of National Unity", "National Unity Party", "party"),
    ],
)
def test_usual_wordings_of_one_name_agree_within_a_country(one, other, kind):
    assert len(ids([actor(one, kind, "LV")], [actor(other, kind, "LV")])) == 1
    assert len(ids([actor(one, kind, "LV")], [actor(other, kind, "EE")])) == 2


@pytest.mark.parametrize(
    ("one", "other", "kind", "country"),
    [
        ("Scottish parliament", "parliament", "government", "GB"),
        ("Socialist Democratic Party", "Democratic Socialist Party", "party", "LV"),
        ("cabinet", "cabinet", "government", "AU"),
        ("American embassy", "American embassy", "government", "US"),
    ],
)
def test_what_may_be_another_body_of_the_country_stays_apart(one, other, kind, country):
    assert len(ids([actor(one, kind, country)], [actor(other, kind, country)])) == 2


def test_a_single_word_without_a_country_is_one_body_only_if_the_world_knows_it():
    assert len(ids([actor("Kompas", "organization")], [actor("Kompas", "organization", "AR")])) == 2
    assert ids([actor("Telegram", "organization")], [actor("Telegram", "organization")]) == [
        "telegram"
    ]


def test_a_body_of_many_states_joins_with_its_acronym():
    full = actor("Pacific Islands Forum", "intergovernmental", None, "PIF")
    assert ids([full], [actor("PIF", "intergovernmental")]) == ["pacific-islands-forum"]


def test_two_names_of_one_state_are_one_by_the_reference_table():
    rows = actors_of(
        [actor("US", "government", "US")],
        [actor("United States of America", "government", "US")],
        [actor("Georgia", "government", "US")],
        [actor("Georgia", "government", "GE")],
    )
    assert [(row["actor_id"], row["name"], row["wikidata_id"]) for row in rows] == [
        ("georgia", "Georgia", None),
        ("georgia-ge", "Georgia", "Q230"),
        ("united-states-of-america", "United States of America", "Q30"),
    ]


def test_transliterations_join_only_within_a_country_that_transliterates():
    one, other = "Mohammed Shia al-Sudani", "Mohamed Shia Al Sudani"
    assert len(ids([actor(one, "person", "IQ")], [actor(other, "person", "IQ")])) == 1
    assert len(ids([actor(one, "person", "SE")], [actor(other, "person", "SE")])) == 2
    assert len(ids([actor(one)], [actor(other)])) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hassan Rouhani", "Hossein Rouhani"), ("Maria Petrova", "Mario Petrov")],
)
def test_different_names_do_not_sound_alike(one, other):
    assert sound_key(one) != sound_key(other)


def test_an_umlaut_written_out_is_no_other_letter():
    one, other = actor("Jörn Küsel", "person", "DE"), actor("Joern Kuesel", "person", "DE")
    assert len(ids([one], [other])) == 1


def holders_of(*stated: tuple[str, str, str, str]) -> list[str]:
    """The ids for one article for each (name, country, title, status of the role)."""
    read = [
        (
            made_article(f"report {n}", f"2024-01-{n + 1:02}"),
            facts(
                [actor(name, "person", country)],
                roles=(role(0, title, country=country, status=status),),
            ),
        )
        for n, (name, country, title, status) in enumerate(stated)
    ]
    return resolve(read, strict=True)["actors"]["actor_id"].to_pylist()


FULL = ("Rosa Calderón", "UY", "foreign minister", "current")


@pytest.mark.parametrize(
    ("other", "rows"),
    [
        (("Calderón", "UY", "minister of foreign affairs", "current"), 1),
        (("Rosa Calderon Ibarra", "UY", "foreign minister", "current"), 1),
        (("R. Calderón", "UY", "foreign minister", "current"), 1),
        (("Rosa Calderone", "UY", "foreign minister", "current"), 1),
        (("Calderón", "UY", "deputy foreign minister", "current"), 2),
        (("Calderón", "UY", "member of parliament", "current"), 2),
        (("Calderón", "UY", "foreign minister", "former"), 2),
        (("Calderón", "PY", "foreign minister", "current"), 2),
        (("Inés Calderón", "UY", "foreign minister", "current"), 2),
        (("Rosa Calderón Jr.", "UY", "foreign minister", "current"), 2),
    ],
)
def test_a_post_of_one_holder_makes_up_for_what_the_name_leaves_out(other, rows):
    assert len(holders_of(FULL, other)) == rows


def test_a_surname_that_two_holders_of_the_post_have_joins_neither():
    uncle = ("Pedro Calderón", "UY", "foreign minister", "current")
    surname = ("Calderón", "UY", "foreign minister", "current")
    assert len(holders_of(uncle, FULL, surname)) == 3


def test_a_surname_is_that_of_the_holder_whose_predecessor_has_left():
    uncle = ("Pedro Calderón", "UY", "foreign minister", "former")
    surname = ("Calderón", "UY", "foreign minister", "current")
    assert holders_of(uncle, FULL, surname) == ["pedro-calderon", "rosa-calderon"]


def test_a_middle_name_is_left_out_in_articles_on_one_matter():
    long, short = actor("Ana Reis Prado", "person", "PT"), actor("Ana Reis", "person", "PT")
    company = [actor("Rui Cansado", "person", "PT"), actor("Cidade Aberta", "party", "PT")]
    assert len(ids([long], [short])) == 2
    assert len(ids([long, *company], [short, *company])) == 3
    third = actor("Ana Reis Lobo", "person", "PT")
    assert len(ids([long, *company], [short, *company], [third])) == 5


def test_an_unnamed_group_is_one_row_for_the_same_words_of_a_country():
    assert ids(
        [actor("Iraqi officials", "group", "IQ")],
        [actor("Iraqi officials", "group", "IQ")],
        [actor("officials", "group", "IQ")],
        [actor("officials", "group")],
    ) == ["iraqi-officials", "officials", "officials-2"]


def test_an_actor_that_is_only_referred_to_stands_by_those_words():
    commission = ActorFact("Election Commission of Malawi", "government", ())
    person = actor("Grace Banda", "person", "MW")
    read = [
        (
            made_article("a"),
            facts([person, commission], roles=(role(0, "chair", organization=1),)),
        )
    ]
    tables = resolve(read, strict=True)
    assert "election-commission-of-malawi" in tables["actors"]["actor_id"].to_pylist()
    assert tables["actor_names"]["name"].to_pylist() == ["Grace Banda"]


def test_an_actor_without_any_words_is_no_row():
    assert ids([ActorFact("Nobody", "person", ())]) == []


def test_every_form_of_every_article_is_a_name():
    tables = resolve(
        [
            (made_article("a"), facts([actor("Ismail Ghani", "person", "IR", "Ghani")])),
            (made_article("b"), facts([actor("Ismail Ghani", "person", "IR", "the general")])),
        ],
        strict=True,
    )
    assert tables["actor_names"]["name"].to_pylist() == ["Ghani", "Ismail Ghani", "the general"]


def test_the_posts_of_an_article_are_rows_once():
    cast = [
        actor("Grace Banda", "person", "MW"),
        actor("Malawi Electoral Commission", "government"),
    ]
    chair = role(0, "chair", organization=1)
    former = role(0, "chair", organization=1, status="former")
    article = made_article("a")
    table = resolve([(article, facts(cast, roles=(chair, chair, former)))], strict=True)[
        "actor_roles"
    ]
    start = f"grace-banda-{article.article_id[:8]}-chair"
    assert [(row["role_id"], row["status"]) for row in table.to_pylist()] == [
        (start, "current"),
        (f"{start}-2", "former"),
    ]


def test_an_actor_keeps_its_id_when_a_later_article_brings_another_of_its_name():
    first = [actor("John Brown", "person", "JM")]
    assert ids(first) == ["john-brown"]
    assert "john-brown" in ids(first, [actor("John Brown", "person", "GB")])


@pytest.mark.parametrize("name", ["CNE", "U.N.", "PUK", "APNU+AFC"])
def test_an_acronym_is_known_by_its_capitals(name):
    assert is_acronym(name) is (name != "APNU+AFC")


@pytest.mark.parametrize("name", ["Fatah Alliance", "Iraqi Electoral Commission", "Fine Gael"])
def test_a_name_with_a_word_of_its_own_is_not_generic(name):
    assert not is_generic(name)


def test_a_name_in_another_script_has_a_key():
    assert name_key("Муктада") == "muktada"
    assert ids([ActorFact("🙂", "group", (NameForm("🙂", words(0)),))]) == ["actor"]


def test_ids_are_given_in_order_with_qualifier_then_number():
    wishes = [Wish("a", "x"), Wish("a", "x"), Wish("a", "x"), Wish("a"), Wish("a-2")]
    assert assign_identifiers(wishes) == ["a", "a-x", "a-x-2", "a-3", "a-2"]
