"""Any data package is validated: by its own descriptor, the engine asked for, and its rules."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import jsonschema
import pytest
from typer.testing import CliRunner

import toolkit
from toolkit.cli import app
from toolkit.reports.sentences import sentences_of
from toolkit.tables import schema_folder
from toolkit.validation import Report

TOWNS = "id,name,people,since\nam,Amsterdam,931298,1300-10-27\nut,Utrecht,374238,1122-06-02\n"
RULE = """-- rule: {name}
-- severity: {severity}
-- table: towns
-- protects: A town is large.
SELECT id AS row, 'people' AS "column", name || ' is small: look again.' AS message
FROM towns WHERE people < 500000 AND since >= DATE '1100-01-01'
"""

Write = Callable[..., Path]


@pytest.fixture
def package(tmp_path: Path) -> Write:
    """Return a function that writes a package of one table of towns, of the text given."""

    def write(text: str = TOWNS, **changes: object) -> Path:
        folder = tmp_path / "package"
        folder.mkdir(exist_ok=True)
        (folder / "towns.csv").write_text(text, encoding="utf-8")
        fields = [
            {"name": "id", "type": "string", "constraints": {"pattern": "[a-z]{2}"}},
            {"name": "name", "type": "string", "constraints": {"required": True}},
            {"name": "people", "type": "integer", "constraints": {"minimum": 1}},
            {"name": "since", "type": "date"},
        ]
        schema = {"fields": fields, "primaryKey": "id"}
        entry = {"name": "towns", "path": "towns.csv", "schema": schema, **changes}
        content = {"name": "towns", "resources": [entry]}
        (folder / "datapackage.json").write_text(json.dumps(content), encoding="utf-8")
        return folder

    return write


def add_rule(folder: Path, name: str, severity: str = "error") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.sql").write_text(RULE.format(name=name, severity=severity), "utf-8")
    return folder


def run(*arguments: object) -> tuple[int, str]:
    """Return exit code and standard output of `toolkit validate`."""
    ran = CliRunner().invoke(app, ["validate", *map(str, arguments)])
    return ran.exit_code, ran.stdout


def found(report: Report) -> list[tuple]:
    return [(one.rule, one.row, one.number, one.column, one.value) for one in report.problems]


# The engines


@pytest.mark.parametrize("engine", ["fast", "frictionless", "both"])
def test_a_package_of_anyone_is_held_against_its_own_descriptor(package, engine):
    report = toolkit.validate(package(), engine=engine)
    assert report.valid
    assert report.problems == ()
    assert report.checked == {"towns": 2}
    assert report.engines == {"towns": engine}
    assert report.ran == ("schema",)
    assert report.skipped == {}


@pytest.mark.parametrize("engine", ["fast", "frictionless", "both"])
def test_a_problem_names_row_key_column_and_value(package, engine):
    folder = package(TOWNS.replace("374238", "-5").replace("1300-10-27", "1300-13-27"))
    report = toolkit.validate(folder, engine=engine)
    assert found(report) == [
        ("type-error", "am", 2, "since", "1300-13-27"),
        ("minimum", "ut", 3, "people", "-5"),
    ]
    assert report.problems[1].message == "people is '-5': give a value of 1 or more, or null."
    assert report.problems[1].cells == ("ut", "Utrecht", "-5", "1122-06-02")
    assert report.files == {"towns": "towns.csv"}
    assert report.columns["towns"] == ("id", "name", "people", "since")


def test_a_table_that_the_fast_engine_leaves_goes_to_frictionless_and_the_report_says_why(package):
    report = toolkit.validate(
        package(
            "id,when\nam,10:00:00Z\nut,11:00:00Z\n",
            schema={
                "fields": [{"name": "id"}, {"name": "when", "type": "time", "format": "any"}],
                "primaryKey": ["id", "when"],
            },
        )
    )
    assert report.valid
    assert report.engines == {"towns": "frictionless"}
    assert report.left == {"towns": "the key when holds times with a zone"}
    assert report.checked == {"towns": 2}


def test_an_unknown_engine_is_refused_with_those_that_there_are(package):
    with pytest.raises(ValueError, match="take one of fast, frictionless, both"):
        toolkit.validate(package(), engine="slow")
    assert run(package(), "--engine", "slow")[0] == 1


def test_where_engines_differ_the_difference_is_an_error(package, monkeypatch):
    from toolkit.validation.defect import Judgement
    from toolkit.validation.fast import judge

    monkeypatch.setattr(judge, "judge_fast", lambda *_, **__: Judgement(rows={"towns": 2}))
    report = toolkit.validate(package(TOWNS.replace("374238", "-5")), engine="both")
    (problem,) = report.problems
    assert (problem.rule, problem.number, problem.column) == ("engines-disagree", 3, "people")
    assert problem.message.startswith("Only frictionless finds constraint-error here: tell ")


def test_a_wrong_schema_is_a_problem_of_the_descriptor_and_no_row_is_read(package):
    report = toolkit.validate(package(schema={"fields": [{"name": "id", "type": "strng"}]}))
    assert [problem.rule for problem in report.problems] == ["field-error"]
    assert report.skipped == {"schema": "the files of the package cannot all be read"}


# How many problems are named, and what they make of the package


def test_beyond_the_limit_problems_are_counted(package):
    rows = "".join(f"a{letter},x,-1,\n" for letter in "abcdefghij")
    report = toolkit.validate(package(f"id,name,people,since\n{rows}"), limit=3)
    assert len(report.problems) == 3
    assert report.more == {"towns": 7}
    assert report.counts == {"error": 10, "warning": 0}


def test_a_warning_fails_a_package_only_if_asked_to(package):
    folder = package()
    add_rule(folder / "rules", "is_large", "warning")
    assert toolkit.validate(folder).valid
    assert not toolkit.validate(folder, fail_on="warning").valid
    assert run(folder)[0] == 0
    assert run(folder, "--fail-on", "warning")[0] == 2


# Rules of users


def test_rules_beside_the_descriptor_run_on_typed_tables(package):
    folder = package()
    add_rule(folder / "rules", "is_large")
    report = toolkit.validate(folder)
    assert found(report) == [("is_large", "ut", 3, "people", "374238")]
    assert report.problems[0].cells == ("ut", "Utrecht", "374238", "1122-06-02")
    assert report.ran == ("schema", "is_large")


def test_rules_of_another_folder_run_beside_them(package, tmp_path):
    folder = package()
    add_rule(folder / "rules", "is_large")
    mine = add_rule(tmp_path / "mine", "is_really_large")
    report = toolkit.validate(folder, rules=mine)
    assert [problem.rule for problem in report.problems] == ["is_large", "is_really_large"]
    assert run(folder, "--rules", tmp_path / "none")[0] == 1


@pytest.mark.parametrize("path", ["towns.csv.gz", "towns.json", "towns.parquet"])
def test_rules_read_tables_of_any_kind(package, path):
    folder = package(path=path)
    with gzip.open(folder / "towns.csv.gz", "wt", encoding="utf-8") as stream:
        stream.write(TOWNS)
    rows = [{"id": "ut", "name": "Utrecht", "people": 374238, "since": "1122-06-02"}]
    (folder / "towns.json").write_text(json.dumps(rows), encoding="utf-8")
    with duckdb.connect() as connection:
        csv = connection.read_csv(str(folder / "towns.csv"))
        csv.write_parquet(str(folder / "towns.parquet"))
    add_rule(folder / "rules", "is_large")
    (problem,) = toolkit.validate(folder).problems
    assert (problem.rule, problem.row) == ("is_large", "ut")


def test_a_rule_on_a_table_that_cannot_be_read_is_skipped(package):
    folder = package()
    add_rule(folder / "rules", "is_large")
    (folder / "towns.csv").write_bytes(b"id,name,people,since\nam,\xe9,1,\n")
    report = toolkit.validate(folder)
    assert [problem.rule for problem in report.problems] == ["encoding-error"]
    assert report.skipped == {"is_large": "the table towns could not be read"}


# The command


def test_the_command_prints_json_of_the_published_schema(package):
    code, printed = run(package(TOWNS.replace("374238", "-5")), "--json")
    assert code == 2
    schema = json.loads((schema_folder() / "reports" / "validation.json").read_text("utf-8"))
    jsonschema.validate(json.loads(printed), schema)


def test_the_command_writes_every_report_that_is_asked_for(package, tmp_path):
    files = {kind: tmp_path / f"report.{kind}" for kind in ("junit", "html", "sarif")}
    options = [part for kind, file in files.items() for part in (f"--{kind}", file)]
    code, printed = run(package(TOWNS.replace("374238", "-5")), *options, "--github")
    assert code == 2
    assert "/package/towns.csv,line=3,title=towns%3A minimum::ut: people is '-5'" in printed
    assert "row 3 (ut): people is '-5'" in files["junit"].read_text("utf-8")
    assert '<td class="here">-5</td>' in files["html"].read_text("utf-8")
    assert json.loads(files["sarif"].read_text("utf-8"))["runs"][0]["results"]


def test_a_report_that_cannot_be_written_is_exit_code_1(package, tmp_path):
    assert run(package(), "--html", tmp_path / "none" / "report.html")[0] == 1


def test_a_remote_file_is_refused_unless_it_is_allowed(package):
    (problem,) = toolkit.validate(package(path="https://example.org/towns.csv")).problems
    assert problem.rule == "remote-path"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--fail-on", "anything"], 1),
        (["--json", "--github"], 1),
    ],
)
def test_wrong_options_are_refused(package, options, code):
    assert run(package(), *options)[0] == code


def test_a_package_of_anyone_has_no_sentences(package):
    report = toolkit.validate(package(TOWNS.replace("374238", "-5")))
    assert sentences_of(report, package(), {"a": "text"}) == {}
