"""The command line: what a user types, sees and gets back as an exit code."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from accra_articles import TALKS, articles
from commands import COMMAND, one_sentence, run

__all__ = ["articles"]


@pytest.fixture(scope="module")
def first_build(tmp_path_factory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """Build a folder that has one article in `seeds`."""
    folder = tmp_path_factory.mktemp("cli")
    articles = folder / "seeds"
    articles.mkdir()
    (articles / "talks.txt").write_text(TALKS, encoding="utf-8")
    return folder, run("build", cwd=folder)


@pytest.fixture(scope="module")
def package(first_build) -> Path:
    folder, built = first_build
    assert built.returncode == 0
    return folder


SKIPPED = {
    "binary.txt": bytes(range(256)) * 8,
    "broken.jsonl": b'{"text": "no end',
    "empty.txt": b"",
    "german.txt": "Der Präsident hat am Montag den Minister empfangen. ".encode() * 10,
    "large.txt": b"The president met the minister on Monday. " * 130_000,
}
MENDED = {
    "old.txt": "The president of Côte d’Ivoire met the prime minister in Yamoussoukro.".encode(
        "cp1252"
    ),
    "broken.txt": b"---\ntitle: Talks: the second day\npublished_on: 2024-05-16\n---\n"
    b"The president of Ghana met the prime minister of Togo in Lome on Wednesday.\n",
}


@pytest.fixture(scope="module")
def bad_input(tmp_path_factory) -> subprocess.CompletedProcess[str]:
    """Build a folder of one good article, its twin, and all that is bad."""
    folder = tmp_path_factory.mktemp("bad")
    articles = folder / "articles"
    articles.mkdir()
    twins = dict.fromkeys(("talks.txt", "twin.txt"), TALKS.encode())
    for name, content in {**twins, **SKIPPED, **MENDED}.items():
        (articles / name).write_bytes(content)
    return run("build", str(articles), "--out", str(folder / "out"), "--json")


def entries(built: subprocess.CompletedProcess[str], kind: str, name: str) -> list[dict[str, str]]:
    """Return what the report of a build says, as skipped or noted, of one file."""
    listed = json.loads(built.stdout)[kind]
    return [entry for entry in listed if entry["source_path"].startswith(name)]


def test_build_shows_rows_problems_version_time_and_speed_and_is_quiet_in_a_pipe(first_build):
    _, shown = first_build
    assert shown.returncode == 0
    for words in ("articles", "evidence", "version", "problems", "time", "articles a second"):
        assert words in shown.stdout
    assert shown.stderr == ""


def test_build_prints_its_report_as_json(package):
    report = json.loads(run("build", "--json", cwd=package).stdout)
    assert report["valid"]
    assert report["rows"]["articles"] == 1


def test_skipped_input_is_shown(articles, tmp_path):
    (articles / "empty.txt").write_text("", encoding="utf-8")
    shown = run("build", str(articles), "--out", str(tmp_path / "out"))
    assert shown.returncode == 3
    assert "empty.txt" in shown.stdout
    assert (tmp_path / "out" / "datapackage.json").is_file()


def test_a_missing_input_gives_exit_code_1(tmp_path):
    shown = run("build", "nowhere", cwd=tmp_path)
    assert shown.returncode == 1
    assert "nowhere" in one_sentence(shown)


def test_a_folder_without_articles_gives_exit_code_1(tmp_path):
    shown = run("build", str(tmp_path), "--out", str(tmp_path / "out"))
    assert shown.returncode == 1
    assert ".txt" in one_sentence(shown)


def test_bad_input_gives_exit_code_3_and_the_rest_is_read(bad_input):
    assert bad_input.returncode == 3
    report = json.loads(bad_input.stdout)
    assert report["valid"]
    assert report["rows"]["articles"] == len(["talks.txt", *MENDED])
    assert len(report["skipped"]) == len(["twin.txt", *SKIPPED])
    assert len(report["notes"]) == len(MENDED)


@pytest.mark.parametrize("name", SKIPPED)
def test_bad_input_is_skipped_by_name(bad_input, name):
    (skipped,) = entries(bad_input, "skipped", name)
    assert skipped["reason"]


def test_the_same_text_twice_is_read_once_and_the_second_names_the_first(bad_input):
    (skipped,) = entries(bad_input, "skipped", "twin.txt")
    assert "talks.txt" in skipped["reason"]


def test_a_wrong_encoding_is_recovered_and_said(bad_input):
    assert len(entries(bad_input, "notes", "old.txt")) == 1


def test_broken_front_matter_is_recovered_and_said(bad_input):
    assert len(entries(bad_input, "notes", "broken.txt")) == 1
    out = bad_input.args[bad_input.args.index("--out") + 1]
    titles = run("query", "select title from articles", "-p", out, "-f", "csv").stdout
    assert "Talks: the second day" in titles


def test_a_read_only_folder_is_refused_before_any_work(articles, tmp_path):
    out = tmp_path / "out"
    out.mkdir(mode=stat.S_IRUSR | stat.S_IXUSR)
    if os.access(out, os.W_OK):  # an administrator may write anywhere but here
        out = Path("/proc/self")
    shown = run("build", str(articles), "--out", str(out))
    assert shown.returncode == 1
    assert str(out) in one_sentence(shown)


def test_an_output_folder_that_is_a_file_is_refused(articles, tmp_path):
    out = tmp_path / "out"
    out.write_text("mine", encoding="utf-8")
    shown = run("build", str(articles), "--out", str(out))
    assert shown.returncode == 1
    assert str(out) in one_sentence(shown)
    assert out.read_text(encoding="utf-8") == "mine"


def test_validate_says_valid(package):
    shown = run("validate", str(package))
    assert shown.returncode == 0
    assert "valid: " in shown.stdout


def test_validate_gives_one_json_report_of_all_checks(package):
    report = json.loads(run("validate", str(package), "--json").stdout)
    assert report["valid"]
    assert {"schema", "pandera"} <= set(report["ran"])
    assert "span_in_text" in report["ran"]


def test_a_package_with_a_changed_file_is_invalid_and_exits_2(package, tmp_path):
    copy = tmp_path / "copy"
    (copy / "data").mkdir(parents=True)
    for path in (package / "data").iterdir():
        (copy / "data" / path.name).write_bytes(path.read_bytes())
    (copy / "datapackage.json").write_bytes((package / "datapackage.json").read_bytes())
    meetings = copy / "data" / "meetings.csv"
    meetings.write_text(
        meetings.read_text(encoding="utf-8").replace("held", "dreamt"), encoding="utf-8"
    )
    shown = run("validate", str(copy), "--json")
    assert shown.returncode == 2
    problems = json.loads(shown.stdout)["problems"]
    assert {("meetings", "status")} <= {(one["table"], one["column"]) for one in problems}


def test_validate_of_a_folder_that_is_no_package_exits_1(tmp_path):
    shown = run("validate", str(tmp_path))
    assert shown.returncode == 1
    assert "datapackage.json" in one_sentence(shown)


def test_query_prints_a_table(package):
    shown = run("query", "select name from actors where name = 'Ada Obi'", cwd=package)
    assert shown.returncode == 0
    assert "Ada Obi" in shown.stdout


def test_query_prints_json_and_csv_for_machines(package):
    sql = "select name, kind from actors where name = 'Ada Obi'"
    assert json.loads(run("query", sql, "--format", "json", cwd=package).stdout) == [
        {"name": "Ada Obi", "kind": "person"}
    ]
    assert run("query", sql, "--format", "csv", cwd=package).stdout == "name,kind\nAda Obi,person\n"


def test_query_reads_an_older_version(package):
    shown = run(
        "query", "select count(*) as n from articles", "--at", "1", "-f", "csv", cwd=package
    )
    assert shown.stdout == "n\n1\n"


@pytest.mark.parametrize(
    "sql",
    [
        "delete from actors",
        "create table x as select 1",
        "copy actors to 'stolen.csv'",
        "attach 'other.duckdb'",
        "select * from read_csv('datapackage.json')",
        "select 1; select 2",
        "selct 1",
        "",
    ],
)
def test_sql_that_is_wrong_or_more_than_a_question_is_refused_in_one_sentence(package, sql):
    shown = run("query", sql, cwd=package)
    assert shown.returncode == 1
    one_sentence(shown)
    assert not (package / "stolen.csv").exists()


def test_an_unknown_version_is_refused_in_one_sentence(package):
    shown = run("query", "select 1", "--at", "99", cwd=package)
    assert shown.returncode == 1
    assert "99" in one_sentence(shown)


def test_describe_lists_tables_and_their_columns(package):
    tables = run("describe", cwd=package).stdout
    assert "election_results" in tables
    columns = run("describe", "meetings", cwd=package).stdout
    assert "place_country" in columns


def test_explain_shows_the_sentence_with_the_words_marked(package):
    shown = run("explain", "ada-obi", cwd=package)
    assert shown.returncode == 0
    assert ">>Ada Obi<<" in shown.stdout


def test_explain_gives_positions_where_the_texts_are_not_at_hand(package, tmp_path):
    (tmp_path / "other").mkdir()
    shown = run("explain", "ada-obi", "--texts", str(tmp_path / "other"), cwd=package)
    assert shown.returncode == 0
    assert ">>" not in shown.stdout
    assert "talks.txt" in shown.stdout


def test_explain_of_an_unknown_id_names_near_ones(package):
    shown = run("explain", "ada-oby", cwd=package)
    assert shown.returncode == 1
    assert "ada-obi" in one_sentence(shown)


def test_log_lists_the_versions(package):
    assert "articles +1" in run("log", cwd=package).stdout
    (version,) = json.loads(run("log", "--json", cwd=package).stdout)
    assert version["number"] == 1


def test_wrong_usage_gives_exit_code_1():
    for arguments in (["nonsense"], ["build", "--nonsense"], ["query"]):
        shown = run(*arguments)
        assert shown.returncode == 1
        assert "Traceback" not in shown.stderr


def test_version_is_printed_by_a_process_that_begins_from_nothing():
    shown = subprocess.run([*COMMAND, "--version"], capture_output=True, text=True, check=True)
    assert shown.stdout.startswith("toolkit ")


@pytest.mark.parametrize("arguments", [["--help"], ["query", "select 1 as one"]])
def test_help_and_query_import_neither_the_reader_nor_the_validators(package, arguments):
    script = (
        "import sys\nfrom toolkit.cli import main\n"
        f"sys.argv[1:] = {arguments!r}\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'onnxruntime', 'torch', 'frictionless', 'pandera', 'ibis', 'pandas'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=package, capture_output=True)
