"""The frozen DuckLake of a release, from a folder and from static hosting."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from conftest import PROJECT
from published_release import HOSTILE, released_twice

from toolkit.publish.forms.duckdb_file import write_duckdb_file
from toolkit.publish.forms.frozen_lake import write_frozen_lake
from toolkit.publish.forms.table_files import write_parquet_files
from toolkit.publish.published_version import open_published
from toolkit.site.static_server import serve_folder
from toolkit.store.extension import Extension, connect_with_extension, load_extension
from toolkit.tables import table_names

HTTPFS = Extension("httpfs", "HTTP", "duckdb_extension_httpfs")


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> Path:
    return released_twice(tmp_path_factory.mktemp("package"))


@pytest.fixture(scope="module")
def hosted(package, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hosted")
    with serve_folder(folder) as address:
        for place, home in (("0.2.0", address), ("moved", None)):
            (folder / place).mkdir()
            with open_published(package, address=home) as published:
                write_parquet_files(published, folder / place)
                write_frozen_lake(published, folder / place)
        with open_published(package) as published:
            write_duckdb_file(published, folder / "0.2.0")
        yield address, folder


@pytest.fixture
def lake(hosted):
    _, folder = hosted
    place = folder / "moved"
    with attached(place / "parley.ducklake", f"{place}/") as connection:
        yield connection


def attached(catalog: object, data: str | None = None) -> duckdb.DuckDBPyConnection:
    connection = connect_with_extension()
    moved = f", DATA_PATH '{data}', OVERRIDE_DATA_PATH true" if data else ""
    connection.execute(f"ATTACH 'ducklake:{catalog}' AS parley (READ_ONLY{moved})")
    return connection


def test_there_is_a_snapshot_for_each_release_with_its_version(lake):
    found = lake.execute("SELECT snapshot_id, commit_message FROM parley.snapshots()").fetchall()
    assert found == [(1, "0.1.0"), (2, "0.2.0")]


@pytest.mark.parametrize(("number", "version"), [(1, "0.1.0"), (2, "0.2.0")])
def test_each_snapshot_has_the_rows_of_its_release(lake, package, number, version):
    with open_published(package, version) as published:
        for name in table_names():
            found = lake.execute(
                f"SELECT * FROM parley.{name} AT (VERSION => {number}) ORDER BY ALL"
            ).fetchall()
            expected = published.connection.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall()
            assert found == expected, name


def test_a_filter_finds_what_it_found_in_the_release(lake):
    sql = "SELECT turnout FROM parley.election_reports {} WHERE turnout > 60"
    assert lake.execute(sql.format("AT (VERSION => 1)")).fetchall() == [(61.5,)]
    assert lake.execute(sql.format("")).fetchall() == [(62.5,)]


def test_the_changes_of_a_release_are_those_of_its_rows(lake):
    changes = lake.execute(
        "SELECT change_type, turnout FROM parley.table_changes('election_reports', 2, 2)"
    ).fetchall()
    assert sorted(changes) == [("delete", 61.5), ("insert", 62.5)]


def test_tables_and_columns_tell_what_they_mean(lake):
    uncommented = lake.execute(
        "SELECT count(*) FROM duckdb_columns() WHERE database_name = 'parley' AND comment IS NULL"
    ).fetchone()
    assert uncommented == (0,)


def test_rows_that_no_release_changed_lie_in_the_files_of_the_tables_only(hosted):
    _, folder = hosted
    in_lake = {path.parent.name for path in (folder / "moved" / "lake").glob("*/*.parquet")}
    assert in_lake == {"actor_roles", "articles", "election_reports", "evidence", "meetings"}


def test_the_lake_is_read_straight_from_static_hosting(hosted):
    pytest.importorskip("duckdb_extension_httpfs")
    address, _ = hosted
    with connect_with_extension() as connection:
        load_extension(connection, HTTPFS)
        connection.execute(f"ATTACH 'ducklake:{address}/0.2.0/parley.ducklake' AS parley")
        titles = "SELECT title FROM parley.articles {}"
        assert connection.execute(titles.format("")).fetchall() == [(HOSTILE,)]
        assert connection.execute(titles.format("AT (VERSION => 1)")).fetchall() == [(None,)]
        with pytest.raises(duckdb.Error, match="read-only"):
            connection.execute("DELETE FROM parley.articles")


def test_the_duckdb_file_is_read_straight_from_static_hosting(hosted):
    pytest.importorskip("duckdb_extension_httpfs")
    address, _ = hosted
    with connect_with_extension() as connection:
        load_extension(connection, HTTPFS)
        connection.execute(f"ATTACH '{address}/0.2.0/parley.duckdb' AS parley (READ_ONLY)")
        assert connection.execute("SELECT count(*) FROM parley.meetings").fetchone() == (1,)


def test_the_examples_of_the_documentation_run_on_a_hosted_release(hosted):
    pytest.importorskip("duckdb_extension_httpfs")
    address, _ = hosted
    with connect_with_extension() as connection:
        load_extension(connection, HTTPFS)
        run(connection, example("hosted").replace("https://data.example.org", address))


def test_the_example_of_the_documentation_runs_on_a_release_that_was_moved(hosted):
    _, folder = hosted
    sql = example("moved").replace("ducklake:", f"ducklake:{folder}/moved/")
    with connect_with_extension() as connection:
        run(connection, sql.replace("/data/0.2.0/", f"{folder}/moved/"))


def example(name: str) -> str:
    page = (PROJECT / "docs" / "release-forms.md").read_text(encoding="utf-8")
    return page.split(f"<!-- {name} -->\n```sql\n")[1].split("```")[0]


def run(connection: duckdb.DuckDBPyConnection, statements: str) -> None:
    for statement in filter(str.strip, statements.split(";")):
        answer = connection.execute(statement).fetchall()
        assert answer or statement.lstrip().startswith("ATTACH"), statement
