"""Databases that are kept of versions: they answer as the store does, or are passed over."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest
from small_package import build_small_package, small_rows

from toolkit.store import version_database
from toolkit.store.catalog import catalog_of
from toolkit.store.compaction import compact
from toolkit.store.errors import QueryError, StoreError
from toolkit.store.kept_databases import KEPT_FOLDER, LIMIT_VARIABLE, keep_made, tidy_kept
from toolkit.store.package_folder import STORE_FOLDER
from toolkit.store.query import open_package, run_query
from toolkit.store.version_database import keep_version
from toolkit.tables import table_names

PLACE = "SELECT place FROM meetings"
DATABASE = "build/parley.duckdb"


def build_and_keep(folder: Path, place: str | None) -> None:
    """Write a version whose meeting is at a place, and keep its database, as a build does."""
    rows = small_rows()
    rows["meetings"][0]["place"] = place
    version = build_small_package(folder, rows)
    keep_version(folder, catalog_of(folder / STORE_FOLDER), version.number, folder / DATABASE)


def kept(folder: Path) -> list[Path]:
    return sorted((folder / KEPT_FOLDER).glob("*.duckdb"))


def place_at(folder: Path, at: int | str) -> str:
    [(place,)] = run_query(folder, PLACE, at=at).fetchall()
    return place


@pytest.fixture(scope="module")
def both_kept(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("kept")
    build_and_keep(folder, "Paris")
    build_and_keep(folder, "Lyon")
    return folder


@pytest.fixture
def package(both_kept, tmp_path) -> Path:
    """A package of two versions, in Paris and in Lyon, whose databases are kept."""
    return shutil.copytree(both_kept, tmp_path / "package")


@pytest.fixture
def with_none(package) -> Path:
    """The same package, of which no database is kept."""
    shutil.rmtree(package / KEPT_FOLDER)
    return package


def test_a_kept_database_answers_without_the_rows_of_the_store(package):
    shutil.rmtree(package / STORE_FOLDER / "data")
    assert [place_at(package, number) for number in (1, 2)] == ["Paris", "Lyon"]


def test_the_database_of_the_current_version_takes_no_space_twice(both_kept):
    assert any(path.samefile(both_kept / DATABASE) for path in kept(both_kept))
    with open_package(both_kept) as current, open_package(both_kept, at=2) as named:
        assert current.execute(PLACE).fetchall() == named.execute(PLACE).fetchall()


def test_a_kept_database_answers_as_the_store_does(package):
    questions = [f"SELECT * FROM {name} ORDER BY ALL" for name in (*table_names(), "who_met_whom")]
    types = "SELECT column_name, column_type FROM (DESCRIBE meetings)"
    with open_package(package, at=1) as from_kept:
        shutil.rmtree(package / KEPT_FOLDER)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(LIMIT_VARIABLE, "0")
            with open_package(package, at=1) as from_store:
                for sql in (*questions, types, "DESCRIBE package", "SHOW TABLES"):
                    answers = [c.execute(sql).fetchall() for c in (from_kept, from_store)]
                    assert answers[0] == answers[1], sql


def test_a_database_that_another_program_wrote_to_is_passed_over(package):
    for path in kept(package):
        with duckdb.connect(path) as connection:
            connection.execute("UPDATE meetings SET place = 'Rome'")
    assert place_at(package, 1) == "Paris"


def test_a_database_that_was_cut_short_is_passed_over(package):
    for path in kept(package):
        os.truncate(path, path.stat().st_size // 2)
    assert place_at(package, 1) == "Paris"


def test_a_file_that_is_no_database_is_passed_over(package):
    for path in kept(package):
        path.write_text("")
        path.rename(path.with_name(f"{path.name[:32]}-0-{path.stat().st_mtime_ns}.duckdb"))
    assert place_at(package, 1) == "Paris"


def test_the_same_number_of_another_store_is_another_version(package, tmp_path):
    assert place_at(package, 1) == "Paris"
    build_and_keep(tmp_path / "other", "Rome")
    shutil.rmtree(package / STORE_FOLDER)
    shutil.copytree(tmp_path / "other" / STORE_FOLDER, package / STORE_FOLDER)
    assert place_at(package, 1) == "Rome"
    with pytest.raises(QueryError, match="no version '2'"):
        place_at(package, 2)


@pytest.mark.parametrize("content", ["", "[]", "{", '{"form": 1}'])
def test_what_is_remembered_of_the_versions_may_be_broken(package, content):
    (package / KEPT_FOLDER / "known.json").write_text(content)
    assert place_at(package, 1) == "Paris"


def test_the_first_question_makes_a_small_database_that_answers_later_ones(with_none):
    assert place_at(with_none, 1) == "Paris"
    assert len(kept(with_none)) == 1
    shutil.rmtree(with_none / STORE_FOLDER / "data")
    assert place_at(with_none, 1) == "Paris"


def test_a_large_version_is_read_from_its_parquet_files(with_none, monkeypatch):
    monkeypatch.setattr(version_database, "_MADE_AT_ONCE", 1000)
    assert place_at(with_none, 1) == "Paris"
    assert kept(with_none) == []


def test_no_database_is_kept_where_the_limit_is_none(with_none, monkeypatch):
    monkeypatch.setenv(LIMIT_VARIABLE, "0")
    build_and_keep(with_none, "Nice")
    assert [place_at(with_none, number) for number in (1, 3)] == ["Paris", "Nice"]
    assert kept(with_none) == []


def test_a_limit_that_is_no_number_is_said_to_be_none(package, monkeypatch):
    monkeypatch.setenv(LIMIT_VARIABLE, "2 GB")
    with pytest.raises(StoreError, match="PARLEY_KEPT_BYTES is '2 GB'; write a number of bytes"):
        place_at(package, 1)


def test_questions_are_answered_where_nothing_can_be_kept(with_none):
    (with_none / KEPT_FOLDER).write_text("in the way")
    assert place_at(with_none, 1) == "Paris"
    build_and_keep(with_none, "Nice")
    assert place_at(with_none, 3) == "Nice"


def test_several_readers_may_ask_for_the_same_version_at_once(with_none):
    with ThreadPoolExecutor(4) as readers:
        places = list(readers.map(lambda _: place_at(with_none, 1), range(8)))
    assert set(places) == {"Paris"}


def test_a_compaction_removes_the_databases_of_versions_that_it_lets_go(package):
    assert len(kept(package)) == 2
    compact(package, keep="1", dry_run=True)
    assert len(kept(package)) == 2
    compact(package, keep="1")
    assert len(kept(package)) == 1
    assert place_at(package, 2) == "Lyon"


def made(folder: Path, name: str, size: int, last_read: float) -> None:
    folder.mkdir(exist_ok=True)
    working = folder / "new"
    working.write_bytes(b"x" * size)
    keep_made(folder, name, working)
    os.utime(folder / f"{name}.read", (last_read, last_read))


def test_the_databases_not_read_for_longest_go_first(tmp_path):
    for name, size, last_read in (("a", 50, 3.0), ("b", 30, 1.0), ("c", 40, 2.0), ("d", 900, 4.0)):
        made(tmp_path, name, size, last_read)
    tidy_kept(tmp_path, "abcd", limit=100)
    assert [path.name[0] for path in sorted(tmp_path.iterdir())] == ["a", "a", "c", "c"]


def test_what_a_killed_program_was_making_is_removed_after_a_day(tmp_path):
    for name, age in (("old", 90_000), ("new", 60)):
        path = tmp_path / f"{name}.making"
        path.touch()
        then = path.stat().st_mtime - age
        os.utime(path, (then, then))
    tidy_kept(tmp_path, (), limit=0)
    assert [path.name for path in tmp_path.iterdir()] == ["new.making"]
