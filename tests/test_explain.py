"""Where a value comes from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_package import ARTICLE, ELECTION, TEXT, build_small_package, small_rows

from toolkit.store.errors import QueryError
from toolkit.store.explain import Record, explain
from toolkit.store.sentences import sentence_around


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    rows = small_rows()
    build_small_package(folder, rows)
    rows["meetings"][0]["place"] = None
    build_small_package(folder, rows)
    return folder


TEXTS = {ARTICLE: TEXT}


def values(record: Record) -> dict[str, object]:
    return {value.column: value.value for value in record.values}


def test_a_row_is_explained_with_the_sentence_and_the_words_marked(package):
    (quotation,) = explain(package, "paris-talks", TEXTS).records[0].evidence
    assert quotation.sentence == "Ann Lee met Bo Ray in Paris on Monday."
    assert quotation.sentence[quotation.mark_start : quotation.mark_end] == "met Bo Ray"
    assert TEXT[quotation.char_start : quotation.char_end] == "met Bo Ray"
    assert (quotation.article_id, quotation.source_path, quotation.rule) == (
        ARTICLE,
        "one.txt",
        "met",
    )


def test_a_value_is_explained_by_the_evidence_of_its_column(package):
    record = explain(package, "green-list-2021", TEXTS).records[0]
    (share,) = [value for value in record.values if value.column == "vote_share"]
    assert share.value == 22.94
    assert [quotation.rule for quotation in share.evidence] == ["share"]


def test_without_the_texts_the_positions_are_left(package):
    (quotation,) = explain(package, "paris-talks").records[0].evidence
    assert quotation.sentence is None
    assert quotation.char_start == TEXT.index("met Bo Ray")


def test_a_text_that_has_changed_is_left_aside(package):
    changed = {ARTICLE: TEXT.replace("Nice.", "Also.")}
    (quotation,) = explain(package, "paris-talks", changed).records[0].evidence
    assert quotation.sentence is None


@pytest.mark.parametrize(
    ("id", "tables"),
    [
        ("paris-talks", ["meetings", *["meeting_participants"] * 2, "meeting_reports"]),
        ("ann-lee", ["actors", "actor_names", "actor_names", "actor_roles"]),
        (ELECTION, ["elections", "election_reports", "election_results"]),
        ("green-list-2021", ["election_results"]),
        ("ann-lee-leader", ["actor_roles"]),
        (
            ARTICLE,
            ["articles", "meeting_reports", "election_reports", "election_results", "actor_roles"],
        ),
        ("paris-talks/bo-ray", ["meeting_participants"]),
        (f"{ELECTION}/{ARTICLE}", ["election_reports"]),
    ],
)
def test_a_row_is_explained_with_the_rows_that_belong_to_it(package, id, tables):
    explanation = explain(package, id)
    assert [record.table for record in explanation.records] == tables
    assert (explanation.table, explanation.id) == (tables[0], id)


def test_a_key_of_an_actor_is_shown_with_the_name(package):
    record = explain(package, "paris-talks/bo-ray").records[0]
    assert {value.column: value.name for value in record.values}["actor_id"] == "Bo Ray"


def test_a_value_that_is_unknown_is_left_out(package):
    assert "place" not in values(explain(package, "paris-talks").records[0])


def test_an_older_version_is_explained_as_it_was(package):
    assert values(explain(package, "paris-talks", at="1").records[0])["place"] == "Paris"


def test_the_beginning_of_an_id_will_do(package):
    assert explain(package, "paris").id == "paris-talks"
    assert explain(package, "paris-talks/bo").id == "paris-talks/bo-ray"


def test_a_whole_id_is_meant_though_others_begin_with_it(package):
    assert explain(package, "ann-lee").table == "actors"


def test_an_unclear_beginning_is_answered_with_those_that_fit(package):
    with pytest.raises(QueryError, match="2 ids begin with 'ann': ann-lee, ann-lee-leader"):
        explain(package, "ann")


@pytest.mark.parametrize("id", ["pariss-talk", "ann lee", "ann-lee'; DROP TABLE actors; --"])
def test_an_unknown_id_is_answered_with_those_that_are_near(package, id):
    with pytest.raises(QueryError, match=r"There is no id .*; near it are .*(paris-talks|ann-lee)"):
        explain(package, id)


def test_an_empty_id_is_no_id(package):
    with pytest.raises(QueryError, match="no id to explain"):
        explain(package, " ")


def test_an_explanation_can_be_written_as_json(package):
    explained = json.loads(json.dumps(explain(package, "paris-talks", TEXTS).to_dict()))
    assert {"column": "start_date", "value": "2021-10-11", "name": None, "evidence": []} in (
        explained["records"][0]["values"]
    )


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        ("One. Two met. Three.", "met", "Two met."),
        ("A heading\nTwo met\nThree", "met", "Two met"),
        ('He said: "They met." Then he left.', "met", 'He said: "They met."'),
        ("The U.S. envoy met him. Next.", "met", "The U.S. envoy met him."),
        ("Two met. Three left. Four.", "met. Three", "Two met. Three left."),
        ("It rose to 22.94 percent. Next.", "22.94", "It rose to 22.94 percent."),
        ("met", "met", "met"),
        ("They met.", "met.", "They met."),
    ],
)
def test_a_sentence_ends_at_its_punctuation(text, words, sentence):
    start = text.index(words)
    first, last = sentence_around(text, start, start + len(words))
    assert text[first:last] == sentence


def test_a_sentence_without_end_is_cut():
    text = "x" * 3000 + " met " + "y" * 3000
    first, last = sentence_around(text, 3001, 3004)
    assert (first, last) == (2501, 3504)
