"""Questions in SQL about a package, and what they can't do."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pyarrow.parquet
import pytest
from small_package import build_small_package, small_rows

from toolkit.store.describe import describe
from toolkit.store.errors import QueryError, StoreError
from toolkit.store.kept_databases import KEPT_FOLDER, LIMIT_VARIABLE
from toolkit.store.query import open_package, run_query
from toolkit.store.result_formats import write_result


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> Path:
    """A package of two versions: in the second, the meeting has no place."""
    folder = tmp_path_factory.mktemp("package")
    rows = small_rows()
    build_small_package(folder, rows)
    rows["meetings"][0]["place"] = None
    build_small_package(folder, rows)
    return folder


@pytest.fixture(scope="module")
def without_database(package, tmp_path_factory) -> Path:
    """The same package as someone has it who was given the published files only."""
    folder = tmp_path_factory.mktemp("published")
    shutil.copytree(package, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("build"))
    return folder


PLACES = "SELECT name, met, start_date::VARCHAR AS day, place FROM who_met_whom"


def test_a_query_reads_the_current_version(package):
    assert run_query(package, PLACES).fetchall() == [("Ann Lee", "Bo Ray", "2021-10-11", None)]


def test_the_descriptor_names_the_package_as_its_folder_does(package):
    answer = run_query(package / "datapackage.json", "SELECT count(*) FROM actors")
    assert answer.fetchall() == [(3,)]


def test_a_query_reads_an_older_version_with_its_views(package):
    rows = run_query(package, PLACES, at="1").fetchall()
    assert rows == [("Ann Lee", "Bo Ray", "2021-10-11", "Paris")]


def test_the_data_files_answer_where_there_is_no_database(package, without_database):
    for table in ("articles", "actor_names", "election_results", "who_met_whom"):
        sql = f"SELECT * FROM {table} ORDER BY ALL"
        assert run_query(without_database, sql).fetchall() == run_query(package, sql).fetchall()


def test_parquet_files_answer_as_csv_files_do(package, tmp_path):
    build_small_package(tmp_path, small_rows(), "parquet")
    shutil.rmtree(tmp_path / "build")
    assert run_query(tmp_path, PLACES).fetchall() == run_query(package, PLACES, at="1").fetchall()


def test_a_database_that_is_out_of_step_is_passed_over(package, tmp_path):
    shutil.copytree(package, tmp_path, dirs_exist_ok=True)
    descriptor = json.loads((tmp_path / "datapackage.json").read_text())
    actors = tmp_path / "data" / "actors.csv"
    actors.write_text(actors.read_text().replace("Bo Ray", "Bob Ray"))
    assert ("Bo Ray",) in run_query(tmp_path, "SELECT name FROM actors").fetchall()
    descriptor["resources"][1]["hash"] = "sha256:of the new file"
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor))
    assert ("Bob Ray",) in run_query(tmp_path, "SELECT name FROM actors").fetchall()


def test_a_query_runs_while_another_program_has_the_database_open(package):
    code = (
        "import duckdb, sys; connection = duckdb.connect(sys.argv[1]); print('open', flush=True);"
        "sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(package / "build" / "parley.duckdb")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout.readline() == "open\n"
        assert run_query(package, PLACES).fetchall() == [("Ann Lee", "Bo Ray", "2021-10-11", None)]
        other.communicate("")


SOURCES = ["database", "data files", "store", "older version"]


@pytest.fixture(scope="module")
def ask(package, without_database):
    """Run SQL on one of the four sources that a query can have."""
    paths = {"database": (package, None), "data files": (without_database, None)}
    connections = {source: open_package(*paths[source]) for source in paths}
    shutil.rmtree(package / KEPT_FOLDER, ignore_errors=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(LIMIT_VARIABLE, "0")
        connections["store"] = open_package(package, "1")
    connections["older version"] = open_package(package, "1")

    def run(source: str, sql: str) -> list[tuple]:
        from toolkit.store.query import answer

        return answer(connections[source], sql).fetchall()

    return run


def files_of(*folders: Path) -> dict[Path, bytes]:
    return {
        path: path.read_bytes()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def refused(ask, source: str, sql: str) -> bool:
    try:
        ask(source, sql)
    except QueryError:
        return True
    return False


@pytest.mark.parametrize("source", SOURCES)
def test_no_sql_changes_a_byte_or_reads_another_file(
    ask, source, package, without_database, tmp_path
):
    secret = tmp_path / "secret.csv"
    secret.write_text("secret\nword\n")
    before = files_of(package, without_database, tmp_path)
    new = package / "build" / "store" / "data" / "new.csv"
    for sql in (
        "DELETE FROM actors",
        "DROP TABLE actors",
        "CREATE TABLE actors2 AS SELECT 1 AS one",
        "UPDATE actors SET name = 'x'",
        "INSERT INTO actors SELECT * FROM actors",
        f"COPY (SELECT 1) TO '{new}'",
        f"COPY (SELECT 1) TO '{tmp_path / 'new.csv'}'",
        f"COPY actors FROM '{secret}'",
        f"EXPORT DATABASE '{tmp_path / 'export'}'",
        f"EXPLAIN ANALYZE COPY (SELECT 1) TO '{new}'",
        f"ATTACH '{tmp_path / 'new.duckdb'}'",
        f"SELECT * FROM read_csv('{secret}')",
        f"SELECT * FROM '{secret}'",
        f"SELECT * FROM read_text('{secret}')",
        f"SELECT * FROM glob('{tmp_path}/*')",
        f"SELECT * FROM query('COPY (SELECT 1) TO ''{new}''')",
        "SELECT * FROM 'https://example.org/data.csv'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "RESET enable_external_access",
        "SET threads = 1",
        "PRAGMA enable_profiling",
        "CALL lake.set_option('parquet_compression', 'zstd')",
        "SELECT * FROM lake.set_option('parquet_compression', 'zstd')",
        "SELECT * FROM ducklake_expire_snapshots('lake', versions => [1])",
        "SELECT * FROM checkpoint('lake')",
        "BEGIN",
        "CHECKPOINT",
        "VACUUM",
        "SELECT 1; SELECT 2",
        "SELECT 1; DROP TABLE actors",
        f"COPY (SELECT 1) TO '{new}'; PIVOT actors ON kind USING count(*)",
        f"COPY (SELECT 1) TO '{without_database / 'data' / 'actors.csv'}'",
    ):
        assert refused(ask, source, sql), sql
    assert files_of(package, without_database, tmp_path) == before


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize(
    "sql",
    [
        "FROM actors",
        "WITH one AS (SELECT 1) SELECT * FROM one;",
        "-- a comment\nSELECT name FROM actors -- another",
        "VALUES (1)",
        "DESCRIBE actors",
        "SHOW TABLES",
        "SUMMARIZE actors",
        "PIVOT actors ON kind USING count(*)",
        "PIVOT actors ON kind, country USING count(*)",
        "UNPIVOT actors ON name, kind",
    ],
)
def test_every_form_of_question_is_answered(ask, source, sql):
    assert ask(source, sql)


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELEC 1", 'Parser Error: syntax error at or near "SELEC" (in line 1: SELEC 1)'),
        ("SELECT nam FROM actors", 'Candidate bindings: "name"'),
        ("SELECT * FROM actor", 'Did you mean "actors'),
        ("SELECT name::INTEGER FROM actors", "Could not convert string 'Ann Lee'"),
        ("", "There is no SQL to run"),
        ("-- only a comment", "There is no SQL to run"),
        ("DROP TABLE actors", "DROP is not a query: a package can only be read"),
        ("SELECT 1; SELECT 2", "There are 2 statements; a query is one SELECT"),
    ],
)
def test_wrong_sql_is_answered_in_one_line(package, sql, said):
    with pytest.raises(QueryError) as error:
        run_query(package, sql)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_an_unknown_version_is_said_to_be_unknown(package):
    with pytest.raises(QueryError, match="no version '7'"):
        run_query(package, "SELECT 1", at="7")


def test_a_package_without_versions_says_so(without_database):
    with pytest.raises(QueryError, match="no versions yet"):
        run_query(without_database, "SELECT 1", at="1")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "is not a data package: there is no datapackage.json"),
        ('{"name": "x",\n "title" 1}', "datapackage.json, line 2, column 10: not valid JSON"),
        ("[]", "a descriptor is one JSON object"),
        ('{"resources": [{"name": "a", "path": "data/a.csv"}]}', "a.csv: the package lists this"),
    ],
)
def test_a_folder_that_is_no_package_is_said_to_be_none(tmp_path, content, said):
    if content is not None:
        (tmp_path / "datapackage.json").write_text(content)
    with pytest.raises(StoreError, match=said.replace(".", r"\.")):
        open_package(tmp_path)


def test_a_folder_that_is_not_there_is_said_not_to_exist(tmp_path):
    with pytest.raises(StoreError, match="does not exist"):
        open_package(tmp_path / "nowhere")


def written(package: Path, sql: str, format: str) -> str:
    stream = io.StringIO()
    write_result(run_query(package, sql), format, stream)
    return stream.getvalue()


VALUES = (
    "SELECT 'a,\"b\"' AS text, DATE '2021-10-11' AS day, 1.5::DOUBLE AS number, "
    "NULL AS nothing, true AS yes, [1, 2] AS list"
)


def test_csv_is_what_a_csv_reader_expects(package):
    assert list(csv.reader(io.StringIO(written(package, VALUES, "csv")))) == [
        ["text", "day", "number", "nothing", "yes", "list"],
        ['a,"b"', "2021-10-11", "1.5", "", "true", "[1, 2]"],
    ]


def test_json_is_a_list_of_objects(package):
    assert json.loads(written(package, VALUES, "json")) == [
        {
            "text": 'a,"b"',
            "day": "2021-10-11",
            "number": 1.5,
            "nothing": None,
            "yes": True,
            "list": [1, 2],
        }
    ]


def test_parquet_is_written_as_bytes(package):
    stream = io.BytesIO()
    write_result(run_query(package, "SELECT name FROM actors ORDER BY name"), "parquet", stream)
    assert pyarrow.parquet.read_table(stream).to_pydict() == {
        "name": ["Ann Lee", "Bo Ray", "Green List"]
    }


def test_a_table_holds_every_value_whole_however_long(package):
    words = " ".join(f"word{number}" for number in range(60))
    text = written(package, f"SELECT '{words}' AS long, '{'x' * 300}' AS longer", "table")
    assert all(word in text for word in words.split())
    assert "x" * 300 in text
    assert "1 row\n" in text


def test_markup_in_a_value_is_shown_as_it_is(package):
    assert "[red]x[/red]" in written(package, "SELECT '[red]x[/red]' AS x", "table")


def test_an_unknown_format_is_answered_with_the_known_ones(package):
    with pytest.raises(QueryError, match="the formats are table, csv, json, parquet"):
        written(package, "SELECT 1", "xml")


def test_the_description_lists_tables_then_views(package):
    tables = describe(package).tables
    assert [(table.name, table.kind, table.rows) for table in tables[:2]] == [
        ("articles", "table", 1),
        ("actors", "table", 3),
    ]
    assert [table.name for table in tables if table.kind == "view"] == [
        "actors_overview",
        "meetings_overview",
        "package",
        "results_by_election",
        "who_met_whom",
    ]


@pytest.mark.parametrize("at", [None, "1"])
@pytest.mark.parametrize("table", ["meetings", "who_met_whom"])
def test_the_description_says_what_each_column_means(package, table, at):
    (described,) = describe(package, table, at).tables
    assert described.meaning
    assert all(column.meaning for column in described.columns)
    assert ("start_date", "DATE") in [(column.name, column.type) for column in described.columns]


def test_the_description_can_be_written_as_json(package):
    assert json.loads(json.dumps(describe(package).to_dict()))["name"] == "parley"


def test_an_unknown_table_is_answered_with_the_known_ones(package):
    with pytest.raises(QueryError, match="no table 'meeting'; there are articles, actors, "):
        describe(package, "meeting")


def test_a_query_imports_no_more_than_it_needs(package):
    code = (
        "import sys; from toolkit.store.query import run_query\n"
        "run_query(sys.argv[1], 'FROM actors')\n"
        "print(sorted({'onnxruntime', 'pandas', 'pyarrow', 'frictionless', 'pandera', 'rich'}"
        " & set(sys.modules)))"
    )
    project = Path(__file__).parent.parent
    environment = {**os.environ, "PYTHONPATH": str(project)}
    ran = subprocess.run(
        [sys.executable, "-c", code, str(package)],
        capture_output=True,
        text=True,
        env=environment,
        check=True,
    )
    assert ran.stdout == "[]\n"


def test_an_answer_outlives_the_package_folder(tmp_path):
    build_small_package(tmp_path / "package", small_rows())
    relation = run_query(tmp_path / "package", "SELECT count(*) FROM actors")
    assert isinstance(relation, duckdb.DuckDBPyRelation)
    assert relation.fetchall() == [(3,)]
