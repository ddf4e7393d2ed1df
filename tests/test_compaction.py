"""`toolkit store status` and `compact`: a smaller store that still has what was promised."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from commands import one_sentence, run
from hypothesis import given
from hypothesis import strategies as st
from small_package import as_tables, build_small_package, small_rows

import toolkit
from toolkit.store.compaction import Compaction, compact_store
from toolkit.store.errors import QueryError, StoreError
from toolkit.store.file_catalog import CATALOG_NAME, DATA_NAME, FileCatalog
from toolkit.store.history import Version
from toolkit.store.lake import commit, open_store, tables_at, versions
from toolkit.store.package_folder import STAGING_FOLDER, STORE_FOLDER
from toolkit.store.package_lock import package_lock
from toolkit.store.release_table import Release, add_to_release_table
from toolkit.store.retention import Retention, parse_retention
from toolkit.store.store_status import store_status

NONE = Retention(count=0)
VERSIONS = 6


def tables_of(step: int):
    """Two tables that grow with each step, and of which one row changes."""
    rows = small_rows()
    for number in range(step):
        zed = {"actor_id": f"zed-{number}", "name": f"Zed {number}"}
        rows["actors"].append({**zed, "kind": "person"})
        rows["actor_names"].append(zed)
    rows["actors"][0]["country"] = ("FR", "DE", "GB", "US", "IR", "IQ")[step]
    tables = as_tables(rows)
    return {name: tables[name] for name in ("actors", "actor_names")}


def grow(folder: Path) -> Path:
    for step in range(VERSIONS):
        commit(folder, tables_of(step))
    return folder


def release(store: Path, *numbers: int) -> None:
    """Give releases to versions, as `toolkit release` records them."""
    catalog = FileCatalog(store / CATALOG_NAME, store / DATA_NAME)
    for number in numbers:
        made = Release(f"{number}.0.0", number, date(2026, 3, 1), "{}")
        catalog.write_tables(lambda connection, made=made: [add_to_release_table(connection, made)])


def files_below(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def grown(tmp_path_factory) -> Path:
    return grow(tmp_path_factory.mktemp("grown"))


@pytest.fixture
def store(grown, tmp_path) -> Path:
    shutil.copytree(grown, tmp_path / "store")
    return tmp_path / "store"


@pytest.fixture(scope="module")
def compacted(grown, tmp_path_factory) -> tuple[Path, Compaction]:
    """A store of six versions, of which two are released, compacted to those and the latest."""
    store = tmp_path_factory.mktemp("compacted") / "store"
    shutil.copytree(grown, store)
    release(store, 2, 4)
    return store, compact_store(store, NONE)


def test_releases_and_the_latest_version_give_the_rows_that_they_gave(compacted):
    store, done = compacted
    assert done.expired == (1, 3, 5)
    for number in (2, 4, 6):
        assert tables_at(store, number) == tables_of(number - 1)


def test_an_expired_version_is_answered_with_those_that_are_left(compacted):
    with pytest.raises(QueryError, match=r"no version '3'; there are 2 \(.*\), 4 \(.*\), 6 \("):
        tables_at(compacted[0], 3)


def test_small_files_become_one(compacted):
    _, done = compacted
    assert done.merged_files > done.new_files > 0
    assert done.after.files < done.before.files


def test_a_compaction_is_no_version(compacted):
    assert [version.number for version in versions(compacted[0])] == [2, 4, 6]


def test_the_changes_between_two_kept_versions_can_still_be_read(compacted):
    with open_store(compacted[0]) as connection:
        added = connection.execute(
            "SELECT DISTINCT actor_id FROM lake.table_changes('actor_names', 4, 6) "
            "WHERE change_type = 'insert' ORDER BY actor_id"
        ).fetchall()
    assert {"zed-3", "zed-4"} <= {actor for (actor,) in added}


def test_a_build_goes_on_after_a_compaction(store):
    compact_store(store, NONE)
    latest = commit(store, tables_of(0))
    assert latest is not None
    assert tables_at(store, latest.number) == tables_of(0)
    assert tables_at(store, VERSIONS) == tables_of(VERSIONS - 1)


def test_a_commit_after_a_compaction_still_knows_the_blocks_of_rows(store, monkeypatch):
    """Otherwise all rows would be compared, which is right but slow: here it is forbidden."""
    compact_store(store, NONE)
    monkeypatch.delattr("toolkit.store.difference._write_rows")
    latest = commit(store, tables_of(0))
    assert latest is not None
    assert tables_at(store, latest.number) == tables_of(0)


def test_compacting_twice_changes_nothing_more(store):
    compact_store(store, NONE)
    before = files_below(store)
    assert not compact_store(store, NONE).changed
    assert files_below(store) == before


def test_a_dry_run_says_what_would_be_done_and_changes_no_byte(store):
    before = files_below(store)
    tried = compact_store(store, NONE, dry_run=True)
    assert files_below(store) == before
    done = compact_store(store, NONE)
    assert (tried.expired, tried.merged_files) == (done.expired, done.merged_files)


def test_who_reads_with_the_former_catalogue_is_not_disturbed(store):
    former = store / "former.ducklake"
    shutil.copyfile(store / CATALOG_NAME, former)
    done = compact_store(store, NONE)
    assert done.waiting_files == done.before.files - done.after.files + done.new_files
    former.replace(store / CATALOG_NAME)
    assert tables_at(store, 3) == tables_of(2)


def test_replaced_files_are_removed_after_their_days_of_grace(store):
    compact_store(store, NONE)
    assert compact_store(store, NONE, grace_days=1).removed_files == 0
    done = compact_store(store, NONE, grace_days=0)
    assert done.removed_files > 0
    assert done.after.data_bytes < done.before.data_bytes
    assert tables_at(store, VERSIONS) == tables_of(VERSIONS - 1)
    assert store_status(store).replaced_files == 0


def test_files_that_no_version_knows_are_counted_and_removed(store):
    orphan = store / "data" / "main" / "actors" / "ducklake-left.parquet"
    orphan.write_bytes(b"PAR1")
    copy = store / f"{CATALOG_NAME}.new"
    copy.write_bytes(b"left by a compaction that was killed")
    assert store_status(store).orphaned_files == 1
    assert compact_store(store, Retention(count=VERSIONS)).removed_orphans == 2
    assert not orphan.exists()
    assert not copy.exists()


def test_a_store_without_versions_can_not_be_compacted(tmp_path):
    with pytest.raises(StoreError, match="no versions to compact yet; `toolkit build` makes one"):
        compact_store(tmp_path, NONE)


def made_versions(count: int) -> list[Version]:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    return [Version(n, start + timedelta(days=n), None, None) for n in range(1, count + 1)]


@given(
    known=st.integers(1, 20).map(made_versions),
    released=st.sets(st.integers(1, 20)),
    retention=st.one_of(
        st.builds(Retention, count=st.integers(0, 30)),
        st.builds(Retention, days=st.integers(0, 30)),
    ),
    days=st.integers(0, 60),
)
def test_no_release_and_never_the_latest_version_expires(known, released, retention, days):
    gone = retention.expired(known, released, known[0].committed_at + timedelta(days=days))
    numbers = {version.number for version in gone}
    assert not numbers & released
    assert known[-1].number not in numbers
    newest = known[len(known) - (retention.count or 0) :] if retention.count else []
    assert not numbers & {version.number for version in newest}


def test_what_to_keep_is_a_number_of_versions_or_of_days():
    assert parse_retention("10") == Retention(count=10)
    assert parse_retention("30d") == Retention(days=30)


@pytest.mark.parametrize("text", ["", "ten", "-1", "3w", "1.5"])
def test_other_words_for_what_to_keep_are_refused(text):
    with pytest.raises(StoreError, match="write a number such as 10, or of days such as 30d"):
        parse_retention(text)


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    rows = small_rows()
    build_small_package(folder, rows)
    rows["actors"][0]["name"] = "Anna Lee"
    build_small_package(folder, rows)
    return folder


def test_the_status_counts_versions_files_and_bytes(package):
    status = toolkit.open(package).store_status()
    assert (status.versions, status.releases, status.orphaned_files) == (2, 0, 0)
    assert status.files == len(list((package / STORE_FOLDER).rglob("*.parquet")))
    present = (path for path in (package / STORE_FOLDER).rglob("*") if path.is_file())
    assert status.bytes == sum(path.stat().st_size for path in present)


def test_the_commands_print_json_for_a_machine(package):
    status = json.loads(run("store", "status", "--json", cwd=package).stdout)
    assert status["versions"] == 2
    shown = run("store", "compact", "--keep", "0", "--dry-run", "--json", cwd=package)
    assert json.loads(shown.stdout)["expired"] == [1]
    assert not (package / STAGING_FOLDER).exists()


def test_a_wrong_number_of_versions_gives_exit_code_1(package):
    shown = run("store", "compact", "--keep", "some", cwd=package)
    assert shown.returncode == 1
    assert "'some' says not which versions to keep" in one_sentence(shown)


def test_nothing_is_compacted_while_a_build_is_going_on(package):
    with package_lock(package), pytest.raises(StoreError, match="A build is writing"):
        toolkit.open(package).compact_store()
