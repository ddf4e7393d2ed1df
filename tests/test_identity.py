"""The same thing in two articles is one row, and things that share a name are two."""

from __future__ import annotations

from pathlib import Path

import pytest
from annotated_facts import annotated_articles, facts_of

from toolkit.article import Article
from toolkit.evaluation.identity import (
    TABLES,
    Item,
    Merging,
    judge_pairs,
    measure_identity,
    rows_of_items,
)
from toolkit.resolve import resolve

FOLDER = Path(__file__).parent / "gold_identity"
READ = list(annotated_articles(FOLDER))
ANNOTATIONS = {Path(article.source_path).stem: annotation for article, annotation in READ}


@pytest.fixture(scope="module")
def tables() -> dict:
    return resolve([(article, facts_of(article, gold)) for article, gold in READ], strict=True)


@pytest.fixture(scope="module")
def merging(tables) -> dict[str, Merging]:
    return measure_identity(tables, ANNOTATIONS)


def in_words(pairs) -> list[tuple[str, ...]]:
    return [
        tuple(
            f"{item.article}: {ANNOTATIONS[item.article][item.table][item.position]['identity']}"
            for item in pair
        )
        for pair in pairs
    ]


def test_what_is_joined_is_one_thing_in_98_of_100_pairs(merging):
    assert merging["all"].precision >= 0.98, in_words(merging["all"].wrong)


def test_what_is_one_thing_is_joined_in_85_of_100_pairs(merging):
    assert merging["all"].recall >= 0.85, in_words(merging["all"].missed)


@pytest.mark.parametrize("table", TABLES)
def test_each_table_reaches_both_by_itself(merging, table):
    assert merging[table].precision >= 0.98, in_words(merging[table].wrong)
    assert merging[table].recall >= 0.85, in_words(merging[table].missed)


def test_every_annotated_thing_is_found_in_the_tables(tables):
    rows = rows_of_items(tables, ANNOTATIONS)
    assert [
        (stem, entry["identity"])
        for stem, annotation in ANNOTATIONS.items()
        for table in TABLES
        for position, entry in enumerate(annotation[table])
        if Item(table, stem, position) not in rows
    ] == []


@pytest.mark.parametrize(("article", "gold"), READ, ids=[a.source_path for a, _ in READ])
def test_an_annotation_quotes_its_text_and_says_what_each_thing_is(article: Article, gold):
    quoted = [*gold["meetings"], *gold["elections"], *gold["results"]]
    quoted += [role for actor in gold["actors"] for role in actor.get("roles", ())]
    assert [entry["evidence"] for entry in quoted if entry["evidence"] not in article.text] == []
    names = [name for actor in gold["actors"] for name in (actor["name"], *actor["aliases"])]
    assert [name for name in names if name not in article.text] == []
    for table in TABLES:
        identities = [entry["identity"] for entry in gold[table]]
        assert len(set(identities)) == len(identities)


ONE, OTHER, THIRD = (Item("actors", article, 0) for article in ("a", "b", "c"))
SAME_ARTICLE = Item("actors", "a", 1)


def test_a_pair_is_right_wrong_missed_or_of_no_concern():
    identities = {ONE: "x", OTHER: "x", THIRD: "y"}
    judged = judge_pairs([ONE, OTHER, THIRD], identities, {ONE: "1", OTHER: "2", THIRD: "2"})
    assert judged == Merging(right=(), wrong=((OTHER, THIRD),), missed=((ONE, OTHER),))
    assert (judged.precision, judged.recall) == (0.0, 0.0)


def test_two_things_of_one_article_are_not_judged():
    judged = judge_pairs([ONE, SAME_ARTICLE], {ONE: "x", SAME_ARTICLE: "y"}, {ONE: "1"})
    assert judged == Merging((), (), ())
    assert (judged.precision, judged.recall) == (1.0, 1.0)


def test_what_has_no_row_is_joined_with_nothing():
    assert judge_pairs([ONE, OTHER], {ONE: "x", OTHER: "x"}, {}).missed == ((ONE, OTHER),)


def test_an_optional_thing_without_a_row_is_left_out(tables):
    without = {"actors": [{"name": "Nobody", "kind": "person", "identity": "nobody"}]}
    optional = {"actors": [{**without["actors"][0], "optional": True}]}
    empty = {"meetings": [], "elections": []}
    required = measure_identity(tables, {"x": {**without, **empty}, "y": {**without, **empty}})
    left_out = measure_identity(tables, {"x": {**optional, **empty}, "y": {**optional, **empty}})
    assert len(required["actors"].missed) == 1
    assert left_out["actors"] == Merging((), (), ())


def test_the_order_of_the_articles_joins_nothing_else(tables):
    backwards = [(article, facts_of(article, gold)) for article, gold in reversed(READ)]
    again = resolve(backwards, strict=True)
    assert all(again[name].equals(table) for name, table in tables.items())
