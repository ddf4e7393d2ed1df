"""What the documentation shows is what the project does: outputs, tables and commands.

`PARLEY_REFRESH=1 pytest tests/test_documentation.py` writes the present outputs into it.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from conftest import PROJECT

import toolkit
from toolkit.cli import app
from toolkit.printing.validation import report_text
from toolkit.store.query import run_query
from toolkit.store.result_formats import write_result
from toolkit.tables import table_names
from toolkit.validation.rules.run_rules import read_rules

README = PROJECT / "README.md"
EXAMPLE = re.compile(r'```sh\ntoolkit query "([^"]+)"\n```\n\n```text\n(.*?)```\n', re.DOTALL)
VALIDATION = PROJECT / "docs" / "validation.md"
REPORT = re.compile(r"<!-- report -->\n```text\n(.*?)```\n", re.DOTALL)
SPECIFICATION = re.compile(r"<!-- specification -->\n(?:\|.*\n)*")
RULES = re.compile(r"<!-- rules -->\n(?:\|.*\n)*")


class Written:
    """A stream that keeps what is written to it and is no terminal."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    def write(self, text: str) -> int:
        self.parts.append(text)
        return len(text)

    def flush(self) -> None:
        pass

    def isatty(self) -> bool:
        return False

    @property
    def text(self) -> str:
        return "".join(f"{line.rstrip()}\n" for line in "".join(self.parts).splitlines())


def answer(sql: str) -> str:
    stream = Written()
    write_result(run_query(PROJECT, sql), "table", stream)
    return stream.text


def show(path: Path, old: str, new: str) -> None:
    if os.environ.get("PARLEY_REFRESH"):
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_the_readme_shows_three_queries_with_their_real_output():
    examples = EXAMPLE.findall(README.read_text(encoding="utf-8"))
    assert len(examples) >= 3
    for sql, shown in examples:
        now = answer(sql)
        assert not now.endswith("\n0 rows\n"), f"shows nothing: {sql}"
        query = f'toolkit query "{sql}"\n```\n\n```text\n'
        show(README, f"{query}{shown}```", f"{query}{now}```")
        assert os.environ.get("PARLEY_REFRESH") or shown == now, sql


def test_the_picture_in_the_readme_has_every_table():
    picture = README.read_text(encoding="utf-8").split("```mermaid")[1].split("```")[0]
    for name in table_names():
        assert re.search(rf"\b{name}\b", picture), name


def test_the_page_on_validation_shows_the_real_report_on_its_package(tmp_path):
    page = VALIDATION.read_text(encoding="utf-8")
    for name, kind in (("towns.csv", "csv"), ("datapackage.json", "json")):
        content = page.split(f"```{kind}\n")[1].split("```")[0]
        (tmp_path / name).write_text(content, encoding="utf-8")
    now = report_text(toolkit.validate(tmp_path))
    shown = REPORT.search(page)[1]
    show(VALIDATION, f"```text\n{shown}```", f"```text\n{now}```")
    assert os.environ.get("PARLEY_REFRESH") or shown == now


def test_the_page_on_validation_lists_where_it_follows_the_specification():
    with (PROJECT / "tests" / "awkward_packages" / "specification.csv").open(
        encoding="utf-8"
    ) as stream:
        cases = list(csv.DictReader(stream))
    rows = [
        f"| {case['case'].replace('_', ' ')} | {link_to_specification(case)} | "
        f"{case['frictionless']} | {case['toolkit']} |"
        for case in cases
    ]
    head = ["| case | specification | frictionless alone | toolkit |", "|---|---|---|---|"]
    now = "\n".join(["<!-- specification -->", *head, *rows, ""])
    shown = SPECIFICATION.search(VALIDATION.read_text(encoding="utf-8")).group()
    show(VALIDATION, shown, now)
    assert os.environ.get("PARLEY_REFRESH") or shown == now


def link_to_specification(case: dict[str, str]) -> str:
    page, _, heading = case["section"].partition("#")
    return f"[{case['specification']}](https://datapackage.org/standard/{page}/#{heading})"


def test_the_page_on_validation_lists_every_rule():
    path = VALIDATION
    rows = [f"| `{rule.name}` | {rule.severity} | {rule.protects} |" for rule in read_rules()]
    now = "\n".join(
        ["<!-- rules -->", "| rule | severity | protects |", "|---|---|---|", *rows, ""]
    )
    shown = RULES.search(path.read_text(encoding="utf-8")).group()
    show(path, shown, now)
    assert os.environ.get("PARLEY_REFRESH") or shown == now


def options_by_command() -> Iterator[tuple[str, set[str]]]:
    """Give every command, such as `store status`, with the options that it takes."""
    for name, command in typer.main.get_command(app).commands.items():
        parts = getattr(command, "commands", {"": command})
        for part, one in parts.items():
            options = {option for parameter in one.params for option in parameter.opts}
            yield f"{name} {part}".strip(), {text for text in options if text.startswith("--")}


@pytest.mark.parametrize(("command", "options"), list(options_by_command()))
def test_every_option_of_a_command_stands_in_its_section(command, options):
    page = (PROJECT / "docs" / "commands.md").read_text(encoding="utf-8")
    sections = [text for text in page.split("\n## ") if f"\n    toolkit {command}" in text]
    assert sections
    assert not {option for option in options if not any(option in text for text in sections)}


def test_the_page_on_the_architecture_names_every_room_and_every_file_beside_them():
    page = (PROJECT / "docs" / "architecture.md").read_text(encoding="utf-8")
    package = PROJECT / "toolkit"
    rooms = {path.parent.name for path in package.glob("*/__init__.py")}
    assert set(re.findall(r"^\| `([a-z_]+)` \|", page, re.MULTILINE)) == rooms
    for path in package.glob("*.py"):
        assert f"{path.name}`" in page, path.name


@pytest.mark.parametrize(
    "command",
    [
        *("build", "validate", "evaluate", "train", "query", "describe", "explain"),
        *("release", "log", "checkout", "publish", "diff", "export"),
        *("review", "curate"),
        *("rules", "infer", "serve"),
        *("store status", "store compact"),
    ],
)
def test_every_command_stands_in_the_readme_and_on_its_page(command):
    for path in (README, PROJECT / "docs" / "commands.md"):
        assert f"toolkit {command}" in path.read_text(encoding="utf-8")


def test_every_link_of_the_documentation_leads_to_a_file():
    for page in (README, *sorted((PROJECT / "docs").glob("*.md")), PROJECT / "seeds" / "README.md"):
        for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), (page.name, link)
