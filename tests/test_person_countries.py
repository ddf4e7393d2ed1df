"""One person whose country a parser infers otherwise from article to article is one row."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from made_facts import actor, facts, made_article, words

from toolkit.article import Article
from toolkit.facts import ActorFact, Facts, RoleFact
from toolkit.resolve import resolve

NAME = "Ilse Marban"
NEIGHBOUR = "Teodor Vlah"


def account(
    country: str | None, basis: str = "inferred", *, post: str | None = None, near: str = ""
) -> Facts:
    """The facts of an article that names the person, with a post, and another of `near`."""
    cast: list[ActorFact] = [replace(actor(NAME, "person", country), country_basis=basis)]
    if near:
        cast.append(actor(f"{NEIGHBOUR} {near}", "person", near))
    told = (*words(80), *words(90, "country")) if basis == "stated" else words(80)
    roles = () if post is None else (RoleFact(0, post, told, country=country),)
    return facts(cast, roles=roles)


def read(*accounts: Facts) -> list[tuple[Article, Facts]]:
    return [
        (made_article(f"report {number}", f"2024-01-{number + 1:02}"), one)
        for number, one in enumerate(accounts)
    ]


def persons(*accounts: Facts) -> list[str | None]:
    """The country of each row of the person."""
    rows = resolve(read(*accounts), strict=True)["actors"].to_pylist()
    return [row["country"] for row in rows if row["name"] == NAME]


@pytest.mark.parametrize("basis", ["stated", "inferred"])
def test_a_country_that_is_only_inferred_gives_way_to_that_of_the_others(basis):
    assert persons(account("PY", basis), account("PY", basis), account("UY")) == ["PY"]


def test_two_stated_countries_are_those_of_two_persons():
    assert persons(account("PY", "stated"), account("UY", "stated")) == ["PY", "UY"]


def test_a_stated_country_outweighs_any_number_of_inferred_ones():
    assert persons(account("UY"), account("UY"), account("PY", "stated")) == ["PY"]


def test_a_post_of_state_outweighs_the_countries_of_bare_names():
    president = account("PY", "stated", post="president")
    held = replace(president.actors[0], country_basis="inferred")
    assert persons(account("UY"), account("UY"), replace(president, actors=(held,))) == ["PY"]


def test_a_slip_among_many_articles_makes_no_second_person():
    many = [account("PY", "stated", post="president") for _ in range(11)]
    slip = account("UY", "stated", post="president")
    assert persons(*many, slip) == ["PY"]
    assert persons(*many[:5], slip) == ["PY", "UY"]


def test_a_namesake_with_a_post_of_her_own_stays_apart():
    many = [account("PY", "stated", post="president") for _ in range(11)]
    assert persons(*many, account("UY", "stated", post="mayor")) == ["PY", "UY"]
    assert persons(account("PY", "stated", post="president"), account("UY", post="mayor")) == [
        "PY",
        "UY",
    ]


def test_a_person_with_another_post_is_one_where_the_article_names_others_of_her_country():
    known = account("PY", "stated", post="president")
    assert persons(known, account("UY", post="visitor", near="PY")) == ["PY"]


def test_between_two_namesakes_the_company_decides():
    two = account("PY", "stated"), account("UY", "stated")
    assert persons(*two, account("BR", near="UY")) == ["PY", "UY"]
    assert sorted(persons(*two, account("BR"))) == ["BR", "PY", "UY"]


def test_a_post_that_has_its_state_from_its_holder_follows_her():
    stated = account("PY", "stated", post="president")
    table = resolve(read(stated, account("UY", post="president")), strict=True)["actor_roles"]
    assert table["country"].to_pylist() == ["PY", "PY"]


def test_a_country_that_gave_way_is_no_evidence():
    articles = read(account("PY", "stated"), account("UY"))
    rows = resolve(articles, strict=True)["evidence"].to_pylist()
    told = [row["article_id"] for row in rows if row["field"] == "country"]
    assert told == [articles[0][0].article_id]


def test_a_surname_alone_is_not_settled():
    one, other = (
        facts([replace(actor("Marban", "person", country), country_basis="inferred")])
        for country in ("PY", "UY")
    )
    rows = resolve(read(one, other), strict=True)["actors"].to_pylist()
    assert [row["country"] for row in rows] == ["PY", "UY"]


def test_the_order_of_the_articles_settles_nothing():
    articles = read(account("PY"), account("UY", near="PY"), account(None), account("BR"))
    first, *others = (resolve(order, strict=True)["actors"] for order in permutations(articles))
    assert all(table.equals(first) for table in others)


FORCE = "Sierra Vanguard Force"


def force_account(country: str, basis: str) -> Facts:
    """The facts of an article that names a force, and its commander, whom it sees in `country`."""
    cast = [
        replace(actor(NAME, "person", country), country_basis="inferred"),
        replace(actor(FORCE, "armed_group", country), country_basis=basis),
    ]
    return facts(cast, roles=(RoleFact(0, "commander", words(80), 1),))


def countries(*accounts: Facts) -> set[tuple[str, str | None]]:
    rows = resolve(read(*accounts), strict=True)["actors"].to_pylist()
    return {(row["name"], row["country"]) for row in rows}


def test_the_commander_of_a_force_is_not_of_the_country_that_he_visits():
    told = force_account("PY", "stated"), force_account("UY", "inferred")
    assert countries(*told) == {(NAME, "PY"), (FORCE, "PY")}


def test_one_stated_country_of_a_body_does_not_outweigh_what_most_articles_give():
    told = [force_account("UY", "inferred")] * 2 + [force_account("PY", "stated")]
    assert {(FORCE, "UY"), (FORCE, "PY")} <= countries(*told)
