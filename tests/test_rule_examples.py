"""The example tables beside a user's rule: what is wrong with them, or with the rule, is said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from toolkit.validation.rules.rule_examples import check_examples
from toolkit.validation.rules.user_rules import read_user_rules

HEADER = "-- rule: law\n-- severity: error\n-- table: orders\n-- protects: Days in order.\n"
QUERY = (
    "SELECT id AS \"row\", 'shipped' AS \"column\", 'Shipped first: correct it.' AS message "
    "FROM orders WHERE shipped < ordered"
)
GOOD = {"id": 1, "ordered": "2021-05-10", "shipped": "2021-05-11"}
BAD = {"id": 2, "ordered": "2021-05-10", "shipped": "2021-05-09"}
EXAMPLES: dict[str, Any] = {
    "valid": {"orders": [GOOD]},
    "breaking": {"orders": [GOOD, BAD]},
    "problems": [{"row": "2", "column": "shipped"}],
}
SCHEMAS = {
    "orders": {
        "fields": [
            {"name": "id", "type": "integer"},
            {"name": "ordered", "type": "date"},
            {"name": "shipped", "type": "date"},
        ]
    }
}


def faults(
    folder: Path, examples: Any = EXAMPLES, *, query: str = QUERY, schemas: Any = SCHEMAS
) -> str:
    (folder / "law.sql").write_text(HEADER + query, encoding="utf-8")
    (folder / "examples").mkdir(exist_ok=True)
    if examples is not None:
        (folder / "examples" / "law.json").write_text(json.dumps(examples), encoding="utf-8")
    (rule,) = read_user_rules(folder)
    return " ".join(check_examples(rule, schemas))


@pytest.mark.parametrize("schemas", [SCHEMAS, None])
def test_a_rule_that_does_what_its_examples_say_is_right(tmp_path, schemas):
    assert faults(tmp_path, schemas=schemas) == ""


def test_without_schemas_dates_can_be_reckoned_with(tmp_path):
    query = QUERY.replace("shipped < ordered", "date_diff('day', ordered, shipped) < 0")
    assert faults(tmp_path, query=query, schemas=None) == ""


def test_a_rule_that_fires_on_a_valid_row_is_wrong(tmp_path):
    said = faults(tmp_path, query=QUERY.replace("<", "<>"))
    assert "finds a problem in the valid rows, orders 1 shipped" in said


def test_a_rule_that_does_not_fire_on_a_breaking_row_is_wrong(tmp_path):
    said = faults(tmp_path, query=QUERY.replace("<", "="))
    assert "does not find orders 2 shipped in the breaking rows" in said


def test_a_rule_that_fires_elsewhere_too_is_wrong(tmp_path):
    said = faults(tmp_path, {**EXAMPLES, "problems": [{"row": "9", "column": None}]})
    assert "does not find orders 9" in said
    assert "finds orders 2 shipped in the breaking rows, which is not among the problems" in said


@pytest.mark.parametrize(
    ("examples", "complaint"),
    [
        (None, "is missing"),
        ([], "give an object with valid, breaking, problems"),
        ({**EXAMPLES, "problems": []}, "list in problems"),
        ({**EXAMPLES, "problems": ["2"]}, "lacks row or column"),
        ({**EXAMPLES, "valid": []}, "valid is no object"),
        ({**EXAMPLES, "valid": {"orders": {"id": 1}}}, "no list of objects"),
        ({**EXAMPLES, "valid": {"sales": [GOOD]}}, "has no table sales"),
        ({**EXAMPLES, "valid": {"orders": [{"price": 1}]}}, "has no column price"),
        ({**EXAMPLES, "valid": {"orders": [{"id": "one"}]}}, "does not fit the table"),
        ({**EXAMPLES, "valid": {"orders": [], "texts": {"a": 1}}}, "texts maps no ids"),
    ],
)
def test_examples_that_cannot_be_used_are_named_with_their_file(tmp_path, examples, complaint):
    said = faults(tmp_path, examples)
    assert complaint in said
    assert str(tmp_path / "examples" / "law.json") in said
    assert said.endswith(".")


def test_examples_that_are_not_json_are_named_with_the_line(tmp_path):
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / "law.json").write_text('{\n"valid":', encoding="utf-8")
    assert "is not valid JSON (line 2)" in faults(tmp_path, None)


def test_a_rule_that_cannot_run_says_why(tmp_path):
    assert "the SQL is wrong" in faults(tmp_path, query="SELEKT 1")
    assert "cannot run" in faults(tmp_path, query="SELECT * FROM nowhere")
