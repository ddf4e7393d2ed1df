"""The validation of packages and of the tables of a database: one report of what is wrong."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from sample_tables import (
    ARTICLE_ID,
    TEXT,
    broken_rows,
    file_digest,
    sample_rows,
    write_sample_package,
)

from toolkit.tables import table_names
from toolkit.validation import (
    NotAPackage,
    Problem,
    Report,
    validate_package,
)
from toolkit.validation.report import sort_problems

TEXTS = {ARTICLE_ID: TEXT}
REPORT = f"pt-2021-05-10-parliamentary/{ARTICLE_ID}"


@pytest.fixture(scope="module")
def valid_folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("valid")
    write_sample_package(folder)
    return folder


@pytest.fixture
def package(valid_folder, tmp_path) -> Path:
    """A copy of a valid package that a test may break."""
    return Path(shutil.copytree(valid_folder, tmp_path / "package"))


@pytest.fixture
def no_network(monkeypatch):
    def refuse(*_: object, **__: object):
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def edit(folder: Path, change) -> None:
    """Change the descriptor of a package in place."""
    file = folder / "datapackage.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    change(content)
    file.write_text(json.dumps(content), encoding="utf-8")


def rewrite(folder: Path, table: str, old: str, new: str) -> None:
    """Replace text in the file of a table, and state the digest of the new file."""
    file = folder / "data" / f"{table}.csv"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")

    def state_digest(content: dict) -> None:
        entry = next(entry for entry in content["resources"] if entry["name"] == table)
        entry.update(file_digest(file))

    edit(folder, state_digest)


def test_a_valid_package_has_no_problems_and_every_check_ran(valid_folder, no_network):
    report = validate_package(valid_folder, texts=TEXTS)
    assert report.problems == ()
    assert report.valid
    assert report.checked["evidence"] == 19
    assert report.ran[:2] == ("schema", "pandera")
    assert "span_in_text" in report.ran
    assert report.skipped == {}


def test_a_rule_of_a_user_reads_our_tables_and_any_that_stands_beside_them(package):
    (package / "data" / "towns.csv").write_text("id,people\nut,374238\n", encoding="utf-8")
    fields = [{"name": "id", "type": "string"}, {"name": "people", "type": "integer"}]
    towns = {
        "name": "towns",
        "path": "data/towns.csv",
        "schema": {"fields": fields, "primaryKey": "id"},
    }
    edit(package, lambda content: content["resources"].append(towns))
    (package / "rules").mkdir()
    for table, query in {
        "towns": "SELECT id AS \"row\", 'people' AS \"column\", 'Too many.' AS message "
        "FROM towns JOIN articles ON people > word_count",
        "actors": "SELECT actor_id AS \"row\", 'name' AS \"column\", 'Known.' AS message "
        "FROM actors ORDER BY ALL LIMIT 1",
    }.items():
        header = f"-- rule: of_{table}\n-- severity: warning\n-- table: {table}\n-- protects: X.\n"
        (package / "rules" / f"of_{table}.sql").write_text(header + query, encoding="utf-8")
    report = validate_package(package, texts=TEXTS)
    assert report.valid
    assert [(one.rule, one.table, one.number) for one in report.problems] == [
        ("of_actors", "actors", 2),
        ("of_towns", "towns", 2),
    ]
    assert {"pandera", "span_in_text", "of_actors", "of_towns"} <= set(report.ran)


def test_the_descriptor_itself_can_be_named(valid_folder):
    assert validate_package(str(valid_folder / "datapackage.json")).valid


def test_without_texts_the_report_says_which_rules_did_not_run(valid_folder):
    report = validate_package(valid_folder)
    assert report.valid
    assert report.skipped["span_in_text"] == "the articles' texts are not at hand"


def test_a_package_of_parquet_files_is_checked_as_one_of_csv_files(tmp_path, no_network):
    write_sample_package(tmp_path, format="parquet")
    assert validate_package(tmp_path, texts=TEXTS).problems == ()


def test_a_package_of_parquet_files_has_its_values_and_digests_checked(tmp_path):
    write_sample_package(tmp_path, broken_rows("actors", 1, country="pt"), format="parquet")
    edit(tmp_path, lambda content: content["resources"][0].update(hash="sha256:" + "0" * 64))
    report = validate_package(tmp_path)
    assert [(p.check, p.rule, p.table, p.row, p.column) for p in report.problems] == [
        ("schema", "hash-count", "articles", None, None),
        ("schema", "pattern", "actors", "blue-union", "country"),
    ]


def test_a_file_that_is_not_parquet_is_one_problem(tmp_path):
    write_sample_package(tmp_path, format="parquet")
    (tmp_path / "data" / "meetings.parquet").write_bytes(b"not Parquet")
    edit(tmp_path, lambda content: [entry.pop("hash") for entry in content["resources"]])
    edit(tmp_path, lambda content: [entry.pop("bytes") for entry in content["resources"]])
    problems = [p for p in validate_package(tmp_path).problems if p.table == "meetings"]
    assert [problem.rule for problem in problems] == ["source-error"]
    assert "cannot be read as a table (Parquet magic bytes" in problems[0].message


def test_the_plain_command_of_frictionless_finds_the_package_valid(valid_folder):
    done = subprocess.run(
        [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"],
        cwd=valid_folder,
        capture_output=True,
        text=True,
    )
    assert json.loads(done.stdout)["valid"], done.stdout


def test_a_path_that_does_not_exist_is_not_a_package(tmp_path):
    with pytest.raises(NotAPackage, match=r"nowhere does not exist: name"):
        validate_package(tmp_path / "nowhere")


def test_a_folder_without_a_descriptor_is_not_a_package(tmp_path):
    with pytest.raises(NotAPackage, match=r"holds no datapackage\.json"):
        validate_package(tmp_path)


def test_a_file_of_another_kind_is_not_a_package(tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("notes", encoding="utf-8")
    with pytest.raises(ValueError, match="is not a data package"):
        validate_package(file)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"resources": [', "is not valid JSON \\(line 1"),
        (b"\xff\xfe\xfa", "is not UTF-8"),
        (b"[1, 2]", "holds no object"),
        (b"{}", "has no list `resources`"),
        (b'{"resources": [3]}', "has no list `resources`"),
    ],
)
def test_a_broken_descriptor_is_one_problem(tmp_path, content, said):
    (tmp_path / "datapackage.json").write_bytes(content)
    report = validate_package(tmp_path)
    (problem,) = report.problems
    assert not report.valid
    assert re.search(said, problem.message)
    assert report.ran == ()
    assert set(report.skipped) == {"schema"}


def test_a_missing_file_is_one_problem(package):
    (package / "data" / "actors.csv").unlink()
    (problem,) = validate_package(package).problems
    assert (problem.table, problem.rule) == ("actors", "missing-file")
    assert problem.message == ("The file data/actors.csv is missing: restore it, or build again.")


def test_a_missing_table_is_one_problem(package):
    edit(package, lambda content: content["resources"].pop())
    (problem,) = validate_package(package).problems
    assert (problem.table, problem.rule) == ("evidence", "missing-table")


def test_two_resources_of_one_name_are_one_problem(package):
    edit(package, lambda content: content["resources"].append(content["resources"][0]))
    (problem,) = validate_package(package).problems
    assert problem.message == "Several resources are called articles: keep one."


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("https://example.org/articles.csv", "remote-path"),
        ("s3://bucket/articles.csv", "remote-path"),
        ("/etc/passwd", "unsafe-path"),
        ("../other/articles.csv", "unsafe-path"),
        ("C:\\articles.csv", "unsafe-path"),
    ],
)
def test_a_path_out_of_the_package_is_never_followed(package, no_network, path, rule):
    edit(package, lambda content: content["resources"][0].update(path=path))
    (problem,) = validate_package(package).problems
    assert (problem.table, problem.rule) == ("articles", rule)


def test_nothing_that_a_descriptor_names_on_the_network_is_fetched(package, no_network):
    address = "https://example.org/x"
    edit(package, lambda content: content.update({"$schema": address, "profile": address}))
    for key in ("scheme", "profile", "jsonschema", "basepath", "$schema"):
        edit(package, lambda content, key=key: content["resources"][0].update({key: address}))
    assert validate_package(package).valid


def test_an_unknown_type_in_the_descriptor_is_one_problem(package):
    edit(
        package,
        lambda content: content["resources"][0]["schema"]["fields"][0].update(type="strng"),
    )
    (problem,) = validate_package(package).problems
    assert problem.rule == "field-error"
    assert '"strng" is not supported' in problem.message


def test_a_changed_file_no_longer_has_its_hash(package):
    file = package / "data" / "actors.csv"
    file.write_text(file.read_text().replace("Ana Bell", "Eva Bell"), encoding="utf-8")
    problems = validate_package(package).problems
    assert [(p.table, p.rule) for p in problems] == [("actors", "hash-count")]


def test_a_truncated_file_no_longer_has_its_size(package):
    edit(package, lambda content: content["resources"][0].update(bytes=1))
    problems = validate_package(package).problems
    assert [(p.table, p.rule) for p in problems] == [("articles", "byte-count")]


def test_a_wrong_number_of_rows_is_found(package):
    edit(package, lambda content: content["resources"][0].update(rows=7))
    problems = validate_package(package).problems
    assert [(p.table, p.rule) for p in problems] == [("articles", "row-count")]


def test_a_broken_cell_is_named_with_its_table_row_and_column(package):
    rewrite(package, "actors", "party", "robot")
    rewrite(package, "actors", "Omar Reyes", "")
    rewrite(package, "actors", "PT", "pt")
    rewrite(package, "actors", "the-harbour-post", "ana-bell")
    rewrite(package, "actor_roles", "green-list", "red-list")
    rewrite(package, "election_reports", "61.5", "161.5")
    problems = validate_package(package).problems
    found = [
        (problem.table, problem.rule, problem.row, problem.column)
        for problem in problems
        if problem.check == "schema" and problem.table != "meeting_reports"
    ]
    assert found[:5] == [
        ("actors", "pattern", "ana-bell", "country"),
        ("actors", "enum", "blue-union", "kind"),
        ("actors", "required", "omar-reyes", "name"),
        ("actors", "primary-key", "ana-bell", None),
        ("actor_names", "foreign-key", "the-harbour-post/The Harbour Post", "actor_id"),
    ]
    assert ("actor_roles", "foreign-key", "role-1", "organization_id") in found
    assert ("election_reports", "maximum", REPORT, "turnout") in found
    assert all(": " in problem.message for problem in problems), "the remedy follows a colon"


def test_a_cell_that_two_checks_refuse_is_reported_once(package):
    rewrite(package, "actors", "PT", "pt")
    (problem,) = validate_package(package).problems
    assert problem == Problem(
        "error",
        "schema",
        "pattern",
        "actors",
        "ana-bell",
        "country",
        "country is 'pt': write it as the pattern ^[A-Z]{2}$ says.",
        2,
        "pt",
    )


def test_a_file_that_is_not_utf_8_is_named_with_the_byte(package):
    file = package / "data" / "actors.csv"
    size = file.stat().st_size
    file.write_bytes(file.read_bytes() + b"x,\xe9\xff,person,,\n")
    problems = validate_package(package).problems
    assert {problem.table for problem in problems} == {"actors"}
    (problem,) = (one for one in problems if one.rule == "encoding-error")
    assert f"can't decode byte 0xe9 in position {size + 2}" in problem.message
    assert problem.message.endswith("save it as UTF-8, or state its encoding in the descriptor.")


def test_a_cell_of_another_type_keeps_the_tables_from_being_checked(package):
    rewrite(package, "meetings", "2021-05-10", "10 May")
    report = validate_package(package)
    (problem,) = report.problems
    assert (problem.table, problem.rule, problem.row) == ("meetings", "type-error", "meeting-1")
    assert problem.message == "start_date is '10 May': write it as date."
    assert report.skipped["pandera"] == "the files of the package cannot all be read"


def test_a_rule_is_checked_in_a_package_too(package):
    rewrite(package, "meetings", "2021-05-10,2021-05-10", "2021-05-10,2021-05-09")
    (problem,) = validate_package(package).problems
    assert (problem.check, problem.rule) == ("rule", "meeting_dates_in_order")


def test_a_resource_beside_the_tables_is_checked_by_its_own_schema(package):
    (package / "data" / "notes.csv").write_text("note\n7\nx\n", encoding="utf-8")
    schema = {"fields": [{"name": "note", "type": "integer"}]}
    entry = {"name": "notes", "path": "data/notes.csv", "schema": schema}
    edit(package, lambda content: content["resources"].append(entry))
    (problem,) = validate_package(package).problems
    assert (problem.table, problem.rule, problem.column) == ("notes", "type-error", "note")


def test_a_resource_that_is_not_a_table_has_its_hash_checked(package):
    (package / "map.png").write_bytes(b"a picture")
    entry = {"name": "map", "path": "map.png", "hash": "sha256:" + "0" * 64}
    edit(package, lambda content: content["resources"].append(entry))
    (problem,) = validate_package(package).problems
    assert (problem.table, problem.rule) == ("map", "hash-count")


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_values_that_look_like_something_else_are_read_as_they_stand(tmp_path, format):
    rows = sample_rows()
    odd = ['"Ana", she said', "NULL", "\\N", "#1", "a\nb", " Ana ", "O'Neill; x|y", "؟", "nan", "-"]
    for number, name in enumerate(odd):
        actor = {"actor_id": f"odd-{number}", "name": name, "kind": "person"}
        rows["actors"].append(actor)
        rows["evidence"].append(
            {
                **rows["evidence"][0],
                "evidence_id": f"odd-{number}",
                "record_id": actor["actor_id"],
            }
        )
    write_sample_package(tmp_path, rows, format=format)
    assert validate_package(tmp_path, texts=TEXTS).problems == ()


def test_a_package_with_empty_tables_is_valid(tmp_path):
    write_sample_package(tmp_path, {table: [] for table in table_names()})
    assert validate_package(tmp_path, texts={}).problems == ()


# The report


def test_warnings_leave_a_report_valid():
    warning = Problem("warning", "rule", "r", "meetings", "m", None, "Doubtful: look.")
    report = Report((warning,))
    assert report.valid
    assert report.counts == {"error": 0, "warning": 1}


def test_errors_come_first_then_tables_in_their_order():
    def problem(severity, table, row):
        return Problem(severity, "rule", "r", table, row, None, "Wrong: correct it.")

    expected = [
        problem("error", None, None),
        problem("error", "articles", "a"),
        problem("error", "meetings", "a"),
        problem("error", "meetings", "b"),
        problem("error", "notes", "a"),
        problem("warning", "articles", "a"),
    ]
    assert list(sort_problems(reversed(expected))) == expected


def test_a_report_is_the_same_json_every_time(package):
    rewrite(package, "actors", "PT", "pt")
    rewrite(package, "meetings", "held", "hold")
    first, second = (json.dumps(validate_package(package).to_dict()) for _ in range(2))
    assert first == second
    assert json.loads(first)["counts"]["error"] >= 2
    assert set(json.loads(first)["problems"][0]) == {
        "severity",
        "check",
        "rule",
        "table",
        "row",
        "column",
        "number",
        "value",
        "message",
    }


def test_importing_validation_imports_no_heavy_library():
    code = (
        "import sys, toolkit.validation; print([m for m in "
        "('pandera', 'ibis', 'frictionless', 'pandas', 'pyarrow') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
