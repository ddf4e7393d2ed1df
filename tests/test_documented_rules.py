"""The pages on rules and on drafts of schemas: what they show is what the commands do."""

from __future__ import annotations

import json
import re

from conftest import PROJECT
from typer.testing import CliRunner

import toolkit
from toolkit.cli import app

EXAMPLE = re.compile(r"<!-- example: (\S+) -->\n```\w+\n(.*?)```", re.DOTALL)


def examples(page: str) -> dict[str, str]:
    return dict(EXAMPLE.findall((PROJECT / "docs" / page).read_text(encoding="utf-8")))


def test_the_rule_that_is_shown_does_what_its_examples_say(tmp_path):
    for name, text in examples("rules.md").items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    listed = [one for one in toolkit.rules(None, tmp_path, check=True) if not one.rule.is_ours]
    assert [(one.rule.name, one.faults) for one in listed] == [("orders_shipped_in_order", ())]


def test_the_proposal_that_is_shown_is_what_is_made(tmp_path):
    shown = examples("inference.md")
    file = tmp_path / "orders.csv"
    file.write_text(shown["orders.csv"], encoding="utf-8")
    ran = CliRunner().invoke(app, ["infer", str(file)])
    assert json.loads(ran.stdout) == json.loads(shown["orders.json"])
    assert ran.stderr.replace("toolkit: ", "") == shown["notes"]
