"""Files of annotations: what is accepted, and what is said of one that is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT

from toolkit.evaluation.annotation_check import breaches
from toolkit.evaluation.gold_files import NoGold, read_gold
from toolkit.tables import schema_folder, table_schema

TEXT = "ACCRA – Ada Obi met Bo Ray in Accra on Tuesday. The Green List won 7 seats."
GOOD: dict[str, Any] = {
    "facts_from": None,
    "article": {"title": None, "publisher": "Volta Wire", "published_on": "2024-05-15"},
    "actors": [
        {"name": "Ada Obi", "aliases": [], "kind": "person", "country": None, "roles": []},
        {"name": "Bo Ray", "kind": "person"},
    ],
    "meetings": [
        {
            "kind": "meeting",
            "status": "held",
            "start": "2024-05-14",
            "end": "2024-05-14",
            "participants": [{"name": "Ada Obi"}, {"name": "Bo Ray"}],
            "evidence": "Ada Obi met Bo Ray in Accra on Tuesday",
        }
    ],
    "elections": [{"key": "e1", "country": "GH", "kind": "local"}],
    "results": [{"election": "e1", "contender": "Green List", "seats": 7}],
}


def changed(*path: str | int, to: Any = None) -> dict[str, Any]:
    """Return the good annotation with the value at a path changed, or removed."""
    copy = json.loads(json.dumps(GOOD))
    item = copy
    for step in path[:-1]:
        item = item[step]
    if to is None:
        del item[path[-1]]
    else:
        item[path[-1]] = to
    return copy


def write(folder: Path, record: Any, name: str = "talks") -> Path:
    path = folder / f"{name}.json"
    path.write_text(record if isinstance(record, str) else json.dumps(record), encoding="utf-8")
    return path


def test_an_annotation_needs_only_what_it_states(tmp_path):
    write(tmp_path, GOOD)
    gold = read_gold(tmp_path)
    assert gold.problems == ()
    (account,) = gold.accounts.values()
    assert [actor.name for actor in account.actors] == ["Ada Obi", "Bo Ray"]


def test_the_text_beside_an_annotation_is_found(tmp_path):
    write(tmp_path, GOOD)
    (tmp_path / "talks.txt").write_text(TEXT, encoding="utf-8")
    assert read_gold(tmp_path).texts == {"talks": tmp_path / "talks.txt"}


def test_one_file_is_read_like_a_folder_of_one(tmp_path):
    assert list(read_gold(write(tmp_path, GOOD)).accounts) == ["talks"]


def test_a_manifest_is_no_annotation(tmp_path):
    write(tmp_path, GOOD)
    write(tmp_path, ["talks"], name="manifest")
    assert list(read_gold(tmp_path).accounts) == ["talks"]


def test_keys_of_the_annotator_are_passed_over():
    assert list(breaches("x.json", changed("actors", 0, "remark", to="sic"), None)) == []


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        ([], "x.json: this is not of the right type; write an object in braces."),
        (changed("meetings"), "x.json: the key 'meetings' is missing; add it."),
        (
            changed("actors", 1, "kind"),
            "x.json, actors 2 (Bo Ray): the key 'kind' is missing; add it.",
        ),
        (
            changed("meetings", 0, "status", to="done"),
            "x.json, meetings 1 (Ada Obi, Bo Ray), status: 'done' is not known; "
            "write one of held, planned, ongoing, cancelled, denied.",
        ),
        (
            changed("meetings", 0, "participants", 1, to="Bo Ray"),
            "x.json, meetings 1 (Ada Obi), participants 2: 'Bo Ray' is not of the right type; "
            "write an object in braces.",
        ),
        (
            changed("meetings", 0, "start", to="14 May 2024"),
            "x.json, meetings 1 (Ada Obi, Bo Ray), start: '14 May 2024' is no date; "
            "write it as 2021-10-31.",
        ),
        (
            changed("meetings", 0, "end", to="2024-05-13"),
            "x.json, meetings 1 (Ada Obi, Bo Ray): start 2024-05-14 is after end 2024-05-13; "
            "exchange them.",
        ),
        (
            changed("meetings", 0, "end"),
            "x.json, meetings 1 (Ada Obi, Bo Ray): only one of start and end is given; "
            "give both, or null for both.",
        ),
        (
            changed("actors", 0, "country", to="Ghana"),
            "x.json, actors 1 (Ada Obi), country: 'Ghana' is no code of a country; "
            "write two capital letters such as NO.",
        ),
        (
            changed("results", 0, "seats", to="7"),
            "x.json, results 1 (Green List), seats: '7' is not of the right type; "
            "write a whole number or null.",
        ),
        (
            changed("results", 0, "vote_share", to=104),
            "x.json, results 1 (Green List), vote_share: 104 is too great; write 100 or less.",
        ),
        (
            changed("results", 0, "election", to="e2"),
            "x.json, results 1 (Green List), election: 'e2' is no key of an election of this "
            "file; write one of e1.",
        ),
        (
            changed("elections", to=GOOD["elections"] * 2),
            "x.json, elections 2 (e1): its key is that of an election before it; give it another.",
        ),
        (
            changed("actors", 0, "optinal", to=True),
            "x.json, actors 1 (Ada Obi): the key 'optinal' is unknown; write 'optional'.",
        ),
    ],
)
def test_what_is_wrong_is_said_with_file_item_and_remedy(record, sentence):
    assert [str(problem) for problem in breaches("x.json", record, TEXT)] == [sentence]


def test_words_that_are_not_in_the_text_are_wrong():
    record = changed("meetings", 0, "evidence", to="Obi met Ray")
    (problem,) = breaches("x.json", record, TEXT)
    assert "not in the article's text" in str(problem)
    assert problem.item == "meetings 1 (Ada Obi, Bo Ray), evidence"
    assert list(breaches("x.json", record, None)) == []


def test_a_file_that_is_no_json_names_the_line_and_others_are_read(tmp_path):
    write(tmp_path, GOOD)
    write(tmp_path, '{"article":\n {"title" null}}', name="broken")
    gold = read_gold(tmp_path)
    assert list(gold.accounts) == ["talks"]
    (problem,) = gold.problems
    assert str(problem).startswith("broken.json: it is no JSON (line 2:")


def test_nothing_to_read_is_refused(tmp_path):
    with pytest.raises(NoGold, match="holds no annotations"):
        read_gold(tmp_path)
    with pytest.raises(NoGold, match="does not exist"):
        read_gold(tmp_path / "gold")


@pytest.mark.parametrize(
    ("item", "key", "table"),
    [
        ("actor", "kind", "actors"),
        ("role", "status", "actor_roles"),
        ("meeting", "kind", "meetings"),
        ("meeting", "status", "meetings"),
        ("meeting", "certainty", "meeting_reports"),
        ("election", "kind", "elections"),
        ("result", "status", "election_results"),
        ("result", "outcome", "election_results"),
    ],
)
def test_annotations_know_the_values_that_the_tables_know(item, key, table):
    path = schema_folder() / "annotations" / "annotation.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    known = schema["$defs"][item]["properties"][key]["enum"]
    (field,) = (one for one in table_schema(table)["fields"] if one["name"] == key)
    assert [value for value in known if value is not None] == field["constraints"]["enum"]


def test_the_example_of_the_documentation_is_right_and_its_words_are_in_its_text():
    page = (PROJECT / "docs" / "annotating.md").read_text(encoding="utf-8")
    text = page.split("<!-- example: text -->\n```text\n")[1].split("```")[0]
    example = page.split("<!-- example: annotation -->\n```json\n")[1].split("```")[0]
    assert [str(problem) for problem in breaches("example.json", json.loads(example), text)] == []
    assert example.count('"evidence"') > 5
