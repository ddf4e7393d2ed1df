"""`toolkit rules`: which rules a package is held to, and whether they do what they say."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from conftest import PROJECT
from typer.testing import CliRunner

import toolkit
from toolkit.cli import app
from toolkit.validation.rules.run_rules import read_rules

RULE = """-- rule: price_is_paid
-- severity: warning
-- table: orders
-- protects: No order is free.
SELECT id AS "row", 'price' AS "column", 'The order is free: say why.' AS message
FROM orders WHERE price = 0
"""
EXAMPLES = {
    "valid": {"orders": [{"id": 1, "price": 2.5}]},
    "breaking": {"orders": [{"id": 2, "price": 0}]},
    "problems": [{"row": "2", "column": "price"}],
}
SHOP = {
    "name": "shop",
    "resources": [
        {
            "name": "orders",
            "path": "orders.csv",
            "schema": {
                "fields": [{"name": "id", "type": "integer"}, {"name": "price", "type": "number"}]
            },
        }
    ],
}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Return a package of one table with one rule beside it."""
    (tmp_path / "datapackage.json").write_text(json.dumps(SHOP), encoding="utf-8")
    (tmp_path / "orders.csv").write_text("id,price\n1,2.5\n", encoding="utf-8")
    examples = tmp_path / "rules" / "examples"
    examples.mkdir(parents=True)
    (tmp_path / "rules" / "price_is_paid.sql").write_text(RULE, encoding="utf-8")
    (examples / "price_is_paid.json").write_text(json.dumps(EXAMPLES), encoding="utf-8")
    return tmp_path


def test_a_package_of_other_tables_has_its_own_rules_only(shop):
    (listed,) = toolkit.rules(shop)
    assert listed.to_dict() == {
        "rule": "price_is_paid",
        "severity": "warning",
        "table": "orders",
        "protects": "No order is free.",
        "needs": None,
        "file": str(shop / "rules" / "price_is_paid.sql"),
        "ours": False,
        "fault": None,
        "examples": None,
    }


def test_a_package_of_our_tables_has_our_rules():
    assert [one.rule.name for one in toolkit.rules(PROJECT)] == [rule.name for rule in read_rules()]


def test_a_folder_that_is_named_adds_its_rules_once(shop):
    assert len(toolkit.rules(shop, shop / "rules")) == 1
    assert len(toolkit.rules(None, shop / "rules")) == len(read_rules()) + 1


def test_rules_are_checked_on_their_examples(shop):
    ran = CliRunner().invoke(app, ["rules", str(shop), "--check", "--json"])
    assert ran.exit_code == 0
    assert json.loads(ran.stdout)[0]["examples"] == []


def test_a_rule_that_is_wrong_on_its_examples_gives_exit_code_2(shop):
    file = shop / "rules" / "price_is_paid.sql"
    file.write_text(RULE.replace("price = 0", "price > 0"), encoding="utf-8")
    ran = CliRunner().invoke(app, ["rules", str(shop), "--check"])
    assert ran.exit_code == 2
    assert "finds a problem in the valid rows, orders 1 price" in ran.stdout


def test_a_rule_that_cannot_run_gives_exit_code_2_unchecked(shop):
    (shop / "rules" / "odd.sql").write_text("SELECT 1", encoding="utf-8")
    ran = CliRunner().invoke(app, ["rules", str(shop)])
    assert ran.exit_code == 2
    assert "the header lacks" in ran.stdout


def test_a_package_without_rules_says_how_to_get_one(shop):
    shutil.rmtree(shop / "rules")
    ran = CliRunner().invoke(app, ["rules", str(shop)])
    assert ran.exit_code == 0
    assert "write one in rules/" in ran.stdout


def test_a_folder_that_is_no_package_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"datapackage\.json"):
        toolkit.rules(tmp_path)
