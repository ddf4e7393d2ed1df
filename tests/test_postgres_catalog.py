"""The store with its catalogue in PostgreSQL: versions, several writers, and what can go wrong."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pyarrow
import pytest
from conftest import PROJECT
from postgres_server import PASSWORD
from small_package import as_tables, small_rows

from toolkit.store.attachment import LAKE
from toolkit.store.catalog import Catalog, catalog_of, reading_tables
from toolkit.store.errors import QueryError, StoreError
from toolkit.store.extension import load_extension
from toolkit.store.lake import attach_version, commit, resolve_version, tables_at, versions
from toolkit.store.postgres_catalog import PostgresCatalog

pytestmark = pytest.mark.postgres
numbers = itertools.count(1)


@pytest.fixture
def address(postgres) -> str:
    """Return the address of a new database, with the password."""
    name = f"lake{next(numbers)}"
    postgres.run_sql(f"CREATE DATABASE {name}")
    return postgres.address(name)


@pytest.fixture
def catalog(address, tmp_path) -> Catalog:
    """Return an empty catalogue."""
    return catalog_of(tmp_path / "store", address, tmp_path / "rows")


def few_tables(rows) -> dict[str, pyarrow.Table]:
    """Tables enough for a test of a commit alone: each table more takes time."""
    tables = as_tables(rows)
    return {name: tables[name] for name in ("actors", "actor_names")}


def rows_with(*names: str):
    """Return the small rows with these persons added."""
    rows = small_rows()
    rows["actors"] += [{"actor_id": name, "name": name, "kind": "person"} for name in names]
    return rows


def files_below(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def start_python(code: str, folder: Path, *arguments: str | Path) -> subprocess.Popen[str]:
    """Start a program of the toolkit's functions, with a folder and more, in another process."""
    folder.mkdir(exist_ok=True)
    program = folder / "program.py"
    program.write_text(code)
    return subprocess.Popen(
        [sys.executable, program, folder, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": f"{PROJECT}{os.pathsep}{PROJECT / 'tests'}"},
    )


def test_every_version_gives_back_its_own_tables(catalog):
    first, second = as_tables(small_rows()), as_tables(rows_with("zed"))
    commit(catalog, first, extra={"toolkit": "0.1.0"})
    assert commit(catalog, second).message == "actors +1"
    assert [(version.number, version.author) for version in versions(catalog)] == [
        (1, "toolkit"),
        (2, "toolkit"),
    ]
    assert tables_at(catalog, 1) == first
    assert tables_at(catalog, 2) == second


def test_the_same_tables_again_are_no_new_version(catalog):
    commit(catalog, few_tables(small_rows()))
    assert commit(catalog, few_tables(small_rows())) is None
    assert len(versions(catalog)) == 1


def test_an_empty_catalogue_has_no_versions(catalog):
    assert versions(catalog) == ()
    with pytest.raises(QueryError, match="no versions yet"):
        resolve_version(catalog, "1")


def test_the_rows_lie_in_the_folder_that_the_first_commit_named(catalog, address, tmp_path):
    commit(catalog, few_tables(small_rows()))
    elsewhere = catalog_of(tmp_path / "another store", address)
    assert commit(elsewhere, few_tables(rows_with("zed"))).number == 2
    assert {file.suffix for file in files_below(tmp_path)} == {".parquet"}
    assert files_below(tmp_path) == files_below(tmp_path / "rows")


def test_rows_that_are_mounted_elsewhere_are_read_and_written_there(catalog, address, tmp_path):
    commit(catalog, few_tables(small_rows()))
    (tmp_path / "rows").rename(tmp_path / "mounted")
    with pytest.raises(StoreError, match="rows, the folder with the rows of the versions, is not"):
        tables_at(catalog_of(tmp_path, address), 1)
    mounted = catalog_of(tmp_path, address, tmp_path / "mounted")
    assert commit(mounted, few_tables(rows_with("zed"))).number == 2
    assert tables_at(mounted, 1) == few_tables(small_rows())


def test_a_folder_without_the_rows_is_not_taken_for_theirs(catalog, address, tmp_path):
    commit(catalog, few_tables(small_rows()))
    with pytest.raises(StoreError, match=r"wrong does not hold the rows .* lie in .*rows; name"):
        commit(catalog_of(tmp_path, address, tmp_path / "wrong"), few_tables(rows_with("zed")))
    assert len(versions(catalog)) == 1


def test_an_empty_catalogue_asks_where_the_rows_are_to_lie(address, tmp_path):
    with pytest.raises(StoreError, match="is empty; say with --catalog-data in which folder"):
        catalog_of(tmp_path, address).check()


def test_a_commit_that_fails_leaves_no_version_and_no_file(catalog, tmp_path):
    commit(catalog, few_tables(small_rows()))
    before = files_below(tmp_path)
    tables = few_tables(rows_with("zed"))
    names = tables["actor_names"]
    tables["actor_names"] = names.set_column(1, "name", pyarrow.array(range(len(names))))
    with pytest.raises(StoreError, match=r"actor_names\.name as VARCHAR"):
        commit(catalog, tables)
    assert files_below(tmp_path) == before
    assert len(versions(catalog)) == 1


COMMIT = """
import sys
from test_postgres_catalog import *
catalog = catalog_of(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
tables = few_tables(rows_with(*sys.argv[4:]))
print("ready", flush=True)
sys.stdin.readline()
print(commit(catalog, tables).number)
"""


def test_of_writers_at_the_same_time_each_commits_and_nothing_is_written_twice(
    catalog, address, tmp_path
):
    """The first commits of all, too: the catalogue is made by one of them."""
    written = [["a", "b", name] for name in "cdef"]
    writers = [
        start_python(COMMIT, tmp_path / names[-1], address, tmp_path / "rows", *names)
        for names in written
    ]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    answers = [int(writer.communicate()[0]) for writer in writers]
    committed = dict(zip(answers, written, strict=True))
    assert sorted(committed) == [version.number for version in versions(catalog)] == [1, 2, 3, 4]
    for number, names in committed.items():
        assert tables_at(catalog, number) == few_tables(rows_with(*names))
    assert [version.message for version in versions(catalog)][1:] == ["actors +1 -1"] * 3


def test_a_writer_keeps_its_turn_where_the_server_ends_idle_transactions(catalog, postgres):
    name = catalog.address.parameters["dbname"]
    postgres.run_sql(f"ALTER DATABASE {name} SET idle_in_transaction_session_timeout = '100ms'")
    with catalog._connect() as connection, catalog._turn(connection):
        time.sleep(0.5)
        held = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
        assert postgres.run_sql(held) == "1\n"


def test_a_writer_that_is_killed_gives_its_turn_back_and_leaves_no_version(
    catalog, address, tmp_path
):
    commit(catalog, few_tables(small_rows()))
    code = """
import sys
from test_postgres_catalog import *
def work(connection):
    connection.execute("BEGIN")
    connection.execute("DELETE FROM actors")
    print("deleted", flush=True)
    sys.stdin.readline()
catalog_of(Path(sys.argv[1]), sys.argv[2]).write(work)
"""
    with start_python(code, tmp_path, address) as writer:
        assert writer.stdout.readline() == "deleted\n"
        writer.send_signal(signal.SIGKILL)
    assert commit(catalog, few_tables(rows_with("zed"))).number == 2
    assert tables_at(catalog, 1) == few_tables(small_rows())
    assert tables_at(catalog, 2) == few_tables(rows_with("zed"))


def change_behind(catalog: PostgresCatalog) -> None:
    """Change the actors as a program does that knows nothing of the writers' turns."""
    sql = "UPDATE actors SET country = 'FR' WHERE actor_id = 'ann-lee'"
    with catalog._connect() as connection:
        load_extension(connection)
        catalog._work_on_lake(connection, lambda lake: lake.execute(sql))


def test_a_commit_that_another_program_conflicts_with_is_made_again_on_its_version(catalog):
    commit(catalog, few_tables(small_rows()))
    seen = []

    def work(connection: duckdb.DuckDBPyConnection) -> int:
        connection.execute("BEGIN")
        country = "SELECT country FROM actors WHERE actor_id = 'ann-lee'"
        seen.append(connection.execute(country).fetchone())
        connection.execute("DELETE FROM actors WHERE actor_id = 'ann-lee'")
        if len(seen) == 1:
            change_behind(catalog)
        connection.execute("COMMIT")
        return 1

    assert catalog.write(work) == 1
    assert seen == [(None,), ("FR",)]
    assert [version.number for version in versions(catalog)] == [1, 2, 3]


def test_a_commit_that_conflicts_again_and_again_is_given_up_with_nothing_written(catalog):
    commit(catalog, few_tables(small_rows()))

    def work(connection: duckdb.DuckDBPyConnection) -> int:
        connection.execute("BEGIN")
        connection.execute("DELETE FROM actors WHERE actor_id = 'ann-lee'")
        change_behind(catalog)
        connection.execute("COMMIT")
        return 1

    with pytest.raises(StoreError, match=r"3 times while .*nothing was committed; build again"):
        catalog.write(work)
    assert "ann-lee" in tables_at(catalog, 4)["actors"]["actor_id"].to_pylist()


def test_a_server_that_breaks_off_ends_in_a_sentence_and_nothing_is_committed(catalog, postgres):
    commit(catalog, few_tables(small_rows()))
    database = catalog.address.parameters["dbname"]

    def work(connection: duckdb.DuckDBPyConnection) -> int:
        connection.execute("BEGIN")
        connection.execute("DELETE FROM actors")
        postgres.run_sql(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'"
        )
        connection.execute("COMMIT")
        return 1

    with pytest.raises(StoreError, match=r"^The catalogue "):
        catalog.write(work)
    assert [version.number for version in versions(catalog)] == [1]


def test_a_reader_keeps_its_version_while_others_commit(catalog):
    commit(catalog, few_tables(small_rows()))
    with duckdb.connect() as connection:
        attach_version(connection, catalog, "1")
        commit(catalog, few_tables(rows_with("zed")))
        assert connection.execute(f"SELECT count(*) FROM {LAKE}.actors").fetchone() == (3,)


def test_what_reads_a_version_neither_knows_nor_reaches_the_server(catalog, postgres):
    commit(catalog, few_tables(small_rows()))
    with duckdb.connect() as connection:
        attach_version(connection, catalog, "1")
        shown = connection.execute("SELECT * FROM duckdb_databases()").fetchall()
        assert str(postgres.port) not in str(shown)
        with pytest.raises(duckdb.Error, match="postgres_scan"):
            connection.execute("SELECT * FROM postgres_scan('dbname=postgres', 'public', 'a')")


def test_a_wrong_password_is_refused_in_one_sentence_that_does_not_repeat_it(
    catalog, address, postgres, tmp_path
):
    commit(catalog, few_tables(small_rows()))
    name = catalog.address.parameters["dbname"]
    wrong = catalog_of(tmp_path, postgres.address(name, "a wrong one"))
    with pytest.raises(StoreError) as error:
        versions(wrong)
    said = str(error.value)
    assert "can't be reached" in said
    assert 'password authentication failed for user "writer"' in said
    assert "PGPASSWORD or ~/.pgpass" in said
    assert "\n" not in said
    assert "a wrong one" not in said


def test_the_password_may_be_in_the_environment_alone(catalog, tmp_path, monkeypatch):
    commit(catalog, few_tables(small_rows()))
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    assert len(versions(catalog_of(tmp_path, str(catalog)))) == 1


def test_a_server_that_is_not_there_is_said_to_be_unreachable(tmp_path):
    absent = catalog_of(tmp_path, "postgres:dbname=lake host=127.0.0.1 port=9 password=secret")
    for use in (versions, lambda catalog: commit(catalog, few_tables(small_rows()))):
        with pytest.raises(StoreError) as error:
            use(absent)
        assert str(error.value).startswith(
            "The catalogue postgres:dbname=lake host=127.0.0.1 port=9 can't be reached: "
        )
        assert "Connection refused. Start the server, or correct" in str(error.value)


def test_a_reader_copies_nothing_that_only_writers_need(catalog):
    def make(connection: duckdb.DuckDBPyConnection) -> bool:
        kept = connection.execute("SELECT count(*) FROM parley_row_blocks").fetchone()
        connection.execute("CREATE TABLE parley_notes AS SELECT 1 AS note")
        return kept == (2,)

    commit(catalog, few_tables(small_rows()))
    assert catalog.write_tables(make)
    with reading_tables(catalog) as connection:
        tables = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    assert ("parley_notes",) in tables
    assert ("parley_row_blocks",) not in tables


@pytest.mark.parametrize("kind", ["postgres", "file"])
def test_plain_tables_live_beside_those_of_the_lake(kind, request, tmp_path):
    store = request.getfixturevalue("catalog") if kind == "postgres" else tmp_path / "store"
    commit(store, few_tables(small_rows()))

    def make(connection: duckdb.DuckDBPyConnection) -> bool:
        connection.execute("CREATE TABLE IF NOT EXISTS parley_notes (note VARCHAR PRIMARY KEY)")
        connection.execute("INSERT INTO parley_notes VALUES ('first')")
        return True

    def fail(connection: duckdb.DuckDBPyConnection) -> bool:
        connection.execute("INSERT INTO parley_notes VALUES ('second')")
        raise StoreError("no")

    catalog_of(store).write_tables(make)
    with pytest.raises(StoreError, match="no"):
        catalog_of(store).write_tables(fail)
    commit(store, few_tables(rows_with("zed")))
    with reading_tables(store) as connection:
        assert connection.execute("FROM parley_notes").fetchall() == [("first",)]
    assert len(versions(store)) == 2
