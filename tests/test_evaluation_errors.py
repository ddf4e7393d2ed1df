"""What is listed beside the figures: each row missed or false, each wrong value, its sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_package import ARTICLE, TEXT, build_small_package, small_rows

import toolkit
from toolkit.evaluation.discrepancies import Discrepancy

GOLD = {
    "article": {"title": None, "publisher": "Example Wire", "published_on": "2021-10-12"},
    "actors": [
        {"name": "Ann Lee", "kind": "person", "country": None, "roles": []},
        {"name": "Bo Ray", "kind": "person", "country": "BE"},
        {"name": "Green List", "kind": "party", "country": None},
        {"name": "Nice", "kind": "group", "country": None},
    ],
    "meetings": [
        {
            "kind": "meeting",
            "status": "held",
            "start": "2021-10-11",
            "end": "2021-10-11",
            "place": "Lyon",
            "place_country": "FR",
            "participants": [{"name": "Ann Lee"}, {"name": "Bo Ray"}],
            "certainty": "stated",
        }
    ],
    "elections": [
        {"key": "e1", "country": "FR", "kind": "parliamentary", "turnout": 60, "evidence": "won"}
    ],
    "results": [
        {"election": "e1", "contender": "Green List", "vote_share": 22.9, "outcome": "won"},
    ],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("errors")
    rows = small_rows()
    rows["evidence"] += [
        {
            "evidence_id": f"{table}-{record}".replace("/", "-").replace("_", "-"),
            "article_id": ARTICLE,
            "table_name": table,
            "record_id": record,
            "char_start": TEXT.index(words),
            "char_end": TEXT.index(words) + len(words),
            "rule": "name",
        }
        for table, record, words in (
            ("actors", "bo-ray", "Bo Ray"),
            ("actors", "green-list", "Green List"),
            ("meeting_participants", "paris-talks/ann-lee", "Ann Lee"),
            ("meeting_participants", "paris-talks/bo-ray", "Bo Ray"),
            ("actor_roles", "ann-lee-leader", "Ann Lee"),
        )
    ]
    build_small_package(folder / "package", rows)
    gold = folder / "gold"
    gold.mkdir()
    (gold / "one.json").write_text(json.dumps(GOLD), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def listed(folder) -> dict[tuple[str, str, str | None], Discrepancy]:
    evaluation = toolkit.evaluate(
        folder / "gold", package=folder / "package", errors=True, texts={ARTICLE: TEXT}
    )
    return {(one.table, one.kind, one.figure): one for one in evaluation.discrepancies}


def marked(one: Discrepancy) -> str | None:
    return None if one.sentence is None else one.sentence[one.mark_start : one.mark_end]


def test_each_difference_is_listed_once(listed):
    assert set(listed) == {
        ("actors", "missed", None),
        ("actors", "wrong", "actor country"),
        ("roles", "false", None),
        ("meetings", "wrong", "meeting place"),
        ("result values", "missed", None),
    }


def test_a_missed_row_shows_where_it_should_have_been_read(listed):
    one = listed["actors", "missed", None]
    assert (one.row, marked(one), one.rule) == ("Nice (group)", "Nice", None)
    outcome = listed["result values", "missed", None]
    assert outcome.row == "Green List: outcome won (FR parliamentary)"
    assert outcome.sentence == "The Green List won 22.94 percent."


def test_a_false_row_shows_what_it_was_read_from_and_by_which_rule(listed):
    one = listed["roles", "false", None]
    assert one.row == "Ann Lee: leader, Green List, former"
    assert (marked(one), one.rule) == ("Ann Lee", "name")


def test_a_wrong_value_shows_both_values_and_the_words_of_that_value(listed):
    one = listed["meetings", "wrong", "meeting place"]
    assert (one.expected, one.found) == ("Lyon", "Paris")
    assert (marked(one), one.rule) == ("Paris", "in_place")
    assert one.sentence == "Ann Lee met Bo Ray in Paris on Monday."


def test_without_the_text_there_are_positions_only(folder):
    evaluation = toolkit.evaluate(
        folder / "gold", package=folder / "package", errors=True, texts={}
    )
    (place,) = (one for one in evaluation.discrepancies if one.figure == "meeting place")
    assert TEXT[place.char_start : place.char_end] == "Paris"
    assert place.sentence is None


def test_a_text_beside_the_annotations_is_found(folder):
    path = folder / "gold" / "one.txt"
    path.write_text(TEXT, encoding="utf-8")
    evaluation = toolkit.evaluate(folder / "gold", package=folder / "package", errors=True)
    path.unlink()
    assert all(one.sentence for one in evaluation.discrepancies)


def test_nothing_is_listed_that_was_not_asked_for(folder):
    assert toolkit.evaluate(folder / "gold", package=folder / "package").discrepancies == ()
