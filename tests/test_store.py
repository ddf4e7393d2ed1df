"""The versioned store and the database of the current version."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow
import pytest
from small_package import as_tables, small_rows

from toolkit.publish.descriptor import default_descriptor
from toolkit.store.database import write_database
from toolkit.store.errors import QueryError, StoreError
from toolkit.store.extension import bundled_extension, load_extension
from toolkit.store.history import TableChange, Version, choose_version
from toolkit.store.lake import (
    CATALOG_NAME,
    attach_version,
    commit,
    resolve_version,
    tables_at,
    versions,
)
from toolkit.tables import create_statement, table_names


def digests(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def two_versions(tmp_path_factory) -> Path:
    """A store: first the small package, then an actor more, a place less, a participant gone."""
    store = tmp_path_factory.mktemp("it's a store")
    rows = small_rows()
    commit(store, as_tables(rows), extra={"toolkit": "0.1.0"})
    commit(store, as_tables(changed_rows()))
    return store


def few_tables(rows) -> dict[str, pyarrow.Table]:
    """Tables enough for a test of a commit alone: each table more takes time."""
    tables = as_tables(rows)
    return {name: tables[name] for name in ("actors", "actor_names")}


def changed_rows():
    rows = small_rows()
    rows["actors"].append({"actor_id": "zed", "name": "Zed", "kind": "person"})
    rows["meetings"][0]["place"] = None
    rows["meeting_participants"].pop()
    return rows


def test_the_first_commit_counts_every_row_as_added(two_versions):
    first = versions(two_versions)[0]
    assert first.message is not None
    assert first.message.startswith("articles +1; actors +3; actor_names +4; ")
    assert TableChange("evidence", added=4) in first.changes


def test_a_commit_counts_what_was_added_changed_and_removed(two_versions):
    assert versions(two_versions)[1].message == ("actors +1; meetings ~1; meeting_participants -1")


def test_the_snapshot_that_ducklake_begins_with_is_no_version(two_versions):
    assert [version.number for version in versions(two_versions)] == [1, 2]


def test_a_version_keeps_author_and_extra_information(two_versions):
    first = versions(two_versions)[0]
    assert (first.author, dict(first.extra)) == ("toolkit", {"toolkit": "0.1.0"})


def test_the_time_of_a_version_is_in_utc(two_versions):
    first = versions(two_versions)[0]
    assert first.committed_at.tzinfo is UTC
    assert abs(datetime.now(UTC) - first.committed_at).total_seconds() < 600


def test_each_version_gives_back_its_own_tables(two_versions):
    assert tables_at(two_versions, 1) == as_tables(small_rows())
    assert tables_at(two_versions, 2) == as_tables(changed_rows())


def test_the_same_tables_again_are_no_new_version(tmp_path):
    tables = few_tables(small_rows())
    commit(tmp_path, tables)
    before = digests(tmp_path)
    assert commit(tmp_path, tables) is None
    assert digests(tmp_path) == before


def test_an_unchanged_row_is_not_written_again(two_versions):
    with duckdb.connect() as connection:
        attach_version(connection, two_versions, "2")
        written = connection.execute(
            "SELECT actor_id, change_type FROM lake.table_changes('actors', 2, 2)"
        ).fetchall()
    assert written == [("zed", "insert")]


def test_a_change_from_null_to_a_value_is_a_change(tmp_path):
    rows = small_rows()
    commit(tmp_path, few_tables(rows))
    rows["actors"][0]["country"] = "FR"
    version = commit(tmp_path, few_tables(rows))
    assert version is not None
    assert version.changes == (TableChange("actors", changed=1),)


def test_a_row_that_goes_and_comes_back_counts_both_times(tmp_path):
    rows = small_rows()
    commit(tmp_path, few_tables(rows))
    kept = rows["actor_names"].pop()
    gone = commit(tmp_path, few_tables(rows))
    rows["actor_names"].append(kept)
    back = commit(tmp_path, few_tables(rows))
    assert (gone and gone.message, back and back.message) == ("actor_names -1", "actor_names +1")
    assert tables_at(tmp_path, 3) == tables_at(tmp_path, 1)


def test_the_folder_can_be_moved(two_versions, tmp_path, monkeypatch):
    moved = tmp_path / "elsewhere"
    shutil.copytree(two_versions, moved)
    monkeypatch.chdir(tmp_path)
    assert tables_at(moved, 1) == as_tables(small_rows())
    assert commit(moved, as_tables(small_rows())).number == 3
    assert tables_at(moved, 3) == as_tables(small_rows())


def test_the_catalogue_names_no_folder_of_this_machine(two_versions):
    with duckdb.connect(two_versions / CATALOG_NAME, read_only=True) as connection:
        stated = connection.execute(
            "SELECT value FROM ducklake_metadata WHERE key = 'data_path'"
        ).fetchone()
    assert stated == ("data/",)


def test_the_rows_are_parquet_files(two_versions):
    files = list((two_versions / "data").rglob("*.parquet"))
    assert len([file for file in files if file.parent.name == "actors"]) == 2


def test_a_reader_in_another_process_locks_out_no_commit(tmp_path):
    commit(tmp_path, few_tables(small_rows()))
    code = (
        "import duckdb, sys; from pathlib import Path; from toolkit.store.lake import *\n"
        "connection = duckdb.connect()\n"
        "attach_version(connection, Path(sys.argv[1]), '1')\n"
        "print('open', flush=True); sys.stdin.read()\n"
        "print(connection.execute('SELECT count(*) FROM lake.actors').fetchone()[0])"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parent.parent,
    ) as reader:
        assert reader.stdout.readline() == "open\n"
        assert commit(tmp_path, few_tables(changed_rows())).number == 2
        assert reader.communicate("")[0] == "3\n"


def test_a_staged_commit_is_unseen_until_its_catalogue_is_moved(tmp_path):
    store, staged = tmp_path / "store", tmp_path / "staged"
    commit(store, few_tables(small_rows()))
    commit(store, few_tables(changed_rows()), staged_catalog=staged)
    assert len(versions(store)) == 1
    staged.replace(store / CATALOG_NAME)
    assert tables_at(store, 2) == few_tables(changed_rows())


def test_a_commit_that_fails_leaves_the_store_as_it_was(tmp_path):
    commit(tmp_path, few_tables(small_rows()))
    before = digests(tmp_path)
    tables = few_tables(changed_rows())
    names = tables["actor_names"]
    tables["actor_names"] = names.set_column(1, "name", pyarrow.array(range(len(names))))
    with pytest.raises(StoreError, match=r"actor_names\.name as VARCHAR.*build/store away"):
        commit(tmp_path, tables)
    assert digests(tmp_path) == before


def test_a_column_that_is_new_is_added(tmp_path):
    commit(tmp_path, few_tables(small_rows()))
    tables = few_tables(changed_rows())
    wikidata = pyarrow.array(["Q1", None, None, None])
    tables["actors"] = tables["actors"].append_column("isni", wikidata)
    version = commit(tmp_path, tables)
    assert version.message == "actors +1 ~1 new columns"
    assert tables_at(tmp_path, 2)["actors"]["isni"].to_pylist() == ["Q1", None, None, None]
    assert "isni" not in tables_at(tmp_path, 1)["actors"].column_names


def test_a_column_that_is_gone_is_dropped(tmp_path):
    commit(tmp_path, few_tables(small_rows()))
    tables = few_tables(small_rows())
    tables["actors"] = tables["actors"].drop_columns("wikidata_id")
    assert commit(tmp_path, tables).message == "actors new columns"
    assert "wikidata_id" not in tables_at(tmp_path, 2)["actors"].column_names


def test_a_folder_without_a_store_has_no_versions(tmp_path):
    assert versions(tmp_path) == ()


def test_a_catalogue_that_is_none_is_said_to_be_unreadable(tmp_path):
    (tmp_path / CATALOG_NAME).write_text("not a database, and long enough to be read as one")
    with pytest.raises(StoreError, match="damaged or cut short"):
        versions(tmp_path)


def test_a_version_is_named_by_its_number(two_versions):
    assert resolve_version(two_versions, "1").number == 1


def test_an_unknown_version_is_answered_with_the_known_ones(two_versions):
    with pytest.raises(QueryError, match=r"no version '9'; there are 1 \(.*\), 2 \("):
        resolve_version(two_versions, "9")


def test_a_store_without_versions_says_so(tmp_path):
    with pytest.raises(QueryError, match="no versions yet"):
        resolve_version(tmp_path, "1")


def test_a_date_names_the_latest_version_of_that_day():
    morning = Version(1, datetime(2026, 3, 1, 9, tzinfo=UTC), None, None)
    evening = replace(morning, number=2, committed_at=datetime(2026, 3, 1, 23, 59, tzinfo=UTC))
    later = replace(morning, number=3, committed_at=datetime(2026, 3, 5, tzinfo=UTC))
    known = (morning, evening, later)
    assert choose_version(known, "2026-03-01").number == 2
    assert choose_version(known, "2026-03-04").number == 2
    assert choose_version(known, "2026-03-01T12:00").number == 1
    assert choose_version(known, "2026-03-05").number == 3


@pytest.mark.parametrize("text", ["2020-01-01", "yesterday", ""])
def test_no_version_before_the_first_and_none_for_other_words(two_versions, text):
    with pytest.raises(QueryError, match="Name a number or a date"):
        resolve_version(two_versions, text)


def test_the_extension_comes_from_the_wheel_of_the_same_version():
    assert bundled_extension(duckdb.__version__) is not None
    assert bundled_extension("0.0.1") is None


def test_without_wheel_and_network_the_error_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr("toolkit.store.extension.bundled_extension", lambda *_: None)
    settings = {
        "extension_directory": str(tmp_path),
        "custom_extension_repository": str(tmp_path / "nowhere"),
    }
    with (
        duckdb.connect(config=settings) as connection,
        pytest.raises(StoreError, match=f"duckdb-extension-ducklake=={duckdb.__version__}"),
    ):
        load_extension(connection)


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    path = tmp_path_factory.mktemp("database") / "build" / "parley.duckdb"
    write_database(path, as_tables(small_rows()), default_descriptor())
    with duckdb.connect(path, read_only=True) as connection:
        yield connection


def test_the_database_holds_every_table(database):
    for name, table in as_tables(small_rows()).items():
        assert database.sql(f"SELECT * FROM {name}").to_arrow_table().to_pylist() == (
            table.to_pylist()
        )


def test_the_database_declares_primary_and_foreign_keys(database):
    declared = database.execute(
        "SELECT constraint_type, count(*) FROM duckdb_constraints() "
        "WHERE constraint_type IN ('PRIMARY KEY', 'FOREIGN KEY') GROUP BY ALL"
    ).fetchall()
    statements = [create_statement(name, keys=True) for name in table_names()]
    assert dict(declared) == {
        "PRIMARY KEY": len(statements),
        "FOREIGN KEY": sum(statement.count("FOREIGN KEY") for statement in statements),
    }


def test_every_table_view_and_column_has_a_comment(database):
    without = database.execute(
        "SELECT table_name FROM duckdb_tables() WHERE comment IS NULL "
        "UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL "
        "UNION ALL SELECT table_name || '.' || column_name FROM duckdb_columns() "
        "WHERE NOT internal AND comment IS NULL AND table_name <> 'package'"
    ).fetchall()
    assert without == []


def test_who_met_whom_names_both_and_the_source(database):
    assert database.execute(
        "SELECT name, met, start_date::VARCHAR, place, country, certainty, source, publisher, "
        "reports FROM who_met_whom"
    ).fetchall() == [
        ("Ann Lee", "Bo Ray", "2021-10-11", "Paris", "FR", "stated", "Green List",
         "Example Wire", 1)
    ]  # fmt: skip


def test_who_met_whom_has_one_row_per_pair_however_many_report(tmp_path):
    rows = small_rows()
    second = {**rows["articles"][0], "article_id": "b" * 16, "sha256": "b" * 64}
    rows["articles"].append(second)
    rows["meeting_reports"].append(
        {
            "meeting_id": "paris-talks",
            "article_id": "b" * 16,
            "status": "held",
            "certainty": "claimed",
        }
    )
    rows["meeting_participants"].append(
        {"meeting_id": "paris-talks", "actor_id": "green-list", "role": "host"}
    )
    write_database(tmp_path / "x.duckdb", as_tables(rows), default_descriptor())
    with duckdb.connect(tmp_path / "x.duckdb", read_only=True) as connection:
        met = connection.execute("SELECT name, met, certainty, reports FROM who_met_whom")
        assert met.fetchall() == [
            ("Ann Lee", "Bo Ray", "stated", 2),
            ("Ann Lee", "Green List", "stated", 2),
            ("Bo Ray", "Green List", "stated", 2),
        ]


def test_the_overviews_name_participants_contenders_and_roles(database):
    assert database.execute(
        "SELECT participants, participant_count, publishers FROM meetings_overview"
    ).fetchall() == [("Ann Lee; Bo Ray", 2, "Example Wire")]
    assert database.execute(
        "SELECT contender, vote_share, status, publisher FROM results_by_election"
    ).fetchall() == [("Green List", 22.94, "final", "Example Wire")]
    assert database.execute(
        "SELECT name, other_names, roles, meetings, results, articles FROM actors_overview"
    ).fetchone() == ("Ann Lee", "Lee", "leader, Green List (former)", 1, 0, 1)


def test_a_database_that_breaks_a_key_is_not_written(tmp_path):
    rows = small_rows()
    rows["meeting_participants"][0]["actor_id"] = "nobody"
    path = tmp_path / "parley.duckdb"
    path.write_text("what was there before")
    with pytest.raises(StoreError, match="can't be written: Constraint Error"):
        write_database(path, as_tables(rows), default_descriptor())
    assert [file.name for file in tmp_path.iterdir()] == ["parley.duckdb"]
    assert path.read_text() == "what was there before"
