"""Releases: what they check, what they propose, what they write, how they are named."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock
from released_package import (
    ELECTION,
    build,
    corrected_rows,
    files_of,
    grown_rows,
    published_files,
    release,
)
from sample_tables import sample_rows
from small_package import as_tables

import toolkit
from toolkit.building.errors import InvalidPackage
from toolkit.store.errors import QueryError, StoreError
from toolkit.store.file_catalog import CATALOG_NAME, DATA_NAME, FileCatalog
from toolkit.store.kept_databases import KEPT_FOLDER, LIMIT_VARIABLE
from toolkit.store.lake import commit, versions
from toolkit.store.package_lock import LOCK_NAME
from toolkit.store.pending_swap import SWAP_FOLDER
from toolkit.store.releases import releases


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A package that was built and never released."""
    folder = tmp_path_factory.mktemp("built")
    build(folder, sample_rows())
    return folder


@pytest.fixture(scope="module")
def two_releases(tmp_path_factory, built) -> Path:
    """A package that was released, corrected, released again and then grew."""
    folder = tmp_path_factory.mktemp("releases") / "package"
    shutil.copytree(built, folder)
    changelog = "# Changelog\n\n## [Unreleased]\n\n- a note\n\n## [0.0.1] - 2020-01-01\n"
    (folder / "CHANGELOG.md").write_text(changelog)
    release(folder)
    build(folder, corrected_rows())
    release(folder)
    build(folder, grown_rows())
    return folder


@pytest.fixture
def package(tmp_path, built) -> Path:
    return Path(shutil.copytree(built, tmp_path / "package"))


@pytest.fixture
def released(tmp_path, two_releases) -> Path:
    return Path(shutil.copytree(two_releases, tmp_path / "package"))


def descriptor_of(folder: Path) -> dict:
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def test_a_first_release_takes_the_version_that_the_descriptor_states(two_releases):
    assert releases(two_releases / "build/store")[0].version == "0.1.0"


def test_corrections_alone_are_a_patch(two_releases):
    assert releases(two_releases / "build/store")[1].version == "0.1.1"


def test_rows_that_were_added_are_a_minor_version(two_releases):
    report = release(two_releases, dry_run=True)
    assert (report.version, report.level) == ("0.2.0", "minor")


def test_a_release_is_given_to_the_snapshot_that_the_package_is(two_releases):
    assert [item.snapshot for item in releases(two_releases / "build/store")] == [1, 2]


def test_a_release_makes_no_snapshot(two_releases):
    assert [version.number for version in versions(two_releases / "build/store")] == [1, 2, 3]


def test_a_version_knows_the_release_that_it_is(two_releases):
    named = [version.release for version in versions(two_releases / "build/store")]
    assert named == ["0.1.0", "0.1.1", None]


def test_version_and_time_stand_in_the_descriptor(package, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    release(package, "1.0.0")
    descriptor = descriptor_of(package)
    moment = datetime.fromtimestamp(1800000000, UTC)
    assert descriptor["version"] == "1.0.0"
    assert descriptor["created"] == moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert releases(package / "build/store")[0].released_on == moment.date()


def test_the_catalogue_keeps_the_descriptor_as_it_was_published(package):
    release(package)
    text = (package / "datapackage.json").read_bytes().decode()
    assert releases(package / "build/store")[0].descriptor == text


def test_the_database_states_the_version_and_stays_in_step(package):
    release(package, "1.0.0")
    with duckdb.connect(package / "build" / "parley.duckdb", read_only=True) as connection:
        assert connection.execute("SELECT version FROM package").fetchone() == ("1.0.0",)
    rows = toolkit.open(package).sql("SELECT version, created FROM package").to_pylist()
    assert rows == [{key: descriptor_of(package)[key] for key in ("version", "created")}]


def test_a_release_without_a_database_makes_one(package):
    (package / "build" / "parley.duckdb").unlink()
    release(package, "1.0.0")
    assert toolkit.open(package).sql("SELECT version FROM package").to_pylist() == [
        {"version": "1.0.0"}
    ]


def test_a_released_package_is_valid(two_releases):
    assert toolkit.validate(two_releases).valid


def test_a_build_that_changes_nothing_leaves_a_release_to_the_byte(package):
    release(package)
    before = published_files(package)
    build(package, sample_rows())
    assert published_files(package) == before


def test_the_entry_tells_the_change_with_names_and_values(two_releases):
    text = (two_releases / "CHANGELOG.md").read_text()
    assert f"1 actor role removed; turnout of {ELECTION} corrected from 61.5 to 62.5.\n" in text
    assert "- 1 actor role: leader, Ana Bell\n" in text
    assert "| election_reports | 0 | 1 | 0 |\n" in text


def test_the_entry_stands_after_what_is_unreleased_and_leaves_the_others(two_releases):
    text = (two_releases / "CHANGELOG.md").read_text()
    headings = [line.split("]")[0] for line in text.splitlines() if line.startswith("## ")]
    assert headings == ["## [Unreleased", "## [0.1.1", "## [0.1.0", "## [0.0.1"]
    assert "## [Unreleased]\n\n- a note\n\n## " in text


def test_a_dry_run_shows_the_entry_and_changes_nothing(released):
    before = files_of(released)
    report = release(released, dry_run=True)
    assert "1 actor added." in report.summary
    assert "Red Bloc (red-bloc)" in report.entry
    assert files_of(released) == before


def test_a_version_may_be_written_with_a_v(package):
    assert release(package, "v1.0.0").version == "1.0.0"


def test_a_version_that_promises_less_change_than_there_is_is_told(released):
    report = release(released, "0.1.2", dry_run=True)
    assert (report.version, report.proposal, report.is_too_low) == ("0.1.2", "0.2.0", True)


@pytest.mark.parametrize("version", ["0.1.1", "0.1.0", "0.1.1+note", "0.1.1-rc.1"])
def test_a_version_that_is_not_higher_is_refused(two_releases, version):
    with pytest.raises(StoreError, match=r"not higher than the last release, 0\.1\.1.*0\.2\.0"):
        release(two_releases, version)


def test_a_version_that_is_no_semantic_version_is_refused(two_releases):
    with pytest.raises(StoreError, match="not a semantic version"):
        release(two_releases, "1.2")


def test_nothing_changed_is_nothing_to_release(released):
    release(released)
    with pytest.raises(StoreError, match=r"Nothing has changed since release 0\.2\.0"):
        release(released)


def test_another_title_alone_is_a_patch(released):
    release(released)
    path = released / "datapackage.json"
    path.write_text(path.read_text().replace('"Who met whom, and who won"', '"Another title"'))
    report = release(released)
    assert (report.version, report.summary) == ("0.2.1", "title of the package revised.")
    assert versions(released / "build/store")[-1].releases == ("0.2.0", "0.2.1")


def test_a_package_that_was_never_committed_is_refused(package):
    shutil.rmtree(package / "build")
    with pytest.raises(StoreError, match="no version in a store yet; run `toolkit build`"):
        release(package)


def test_a_data_file_that_someone_changed_is_refused(package):
    (package / "data" / "actors.csv").write_text("actor_id\n")
    before = files_of(package)
    with pytest.raises(StoreError, match=r"actors\.csv is not as it was built; run `toolkit build"):
        release(package)
    assert files_of(package) == before


def test_a_commit_that_the_package_does_not_hold_is_refused(package):
    commit(package / "build/store", as_tables(grown_rows()))
    with pytest.raises(StoreError, match=r"actors\.csv of the package is not what the store holds"):
        release(package)


def test_an_invalid_package_is_refused_with_its_first_problem(package):
    rows = sample_rows()
    rows["evidence"].pop()
    build(package, rows)
    before = files_of(package)
    with pytest.raises(
        InvalidPackage, match=r"1 error, the first in .*`toolkit validate`"
    ) as error:
        release(package)
    assert not error.value.report.valid
    assert files_of(package) == before


def test_an_empty_package_is_refused(tmp_path):
    build(tmp_path, {name: [] for name in sample_rows()})
    with pytest.raises(StoreError, match="no rows to release; build"):
        release(tmp_path)


def test_a_release_while_a_build_writes_is_refused(package):
    with (
        FileLock(package / LOCK_NAME),
        pytest.raises(StoreError, match=r"A build is writing .* wait for it to end"),
    ):
        release(package)


def test_a_changelog_that_is_no_text_is_refused(package):
    (package / "CHANGELOG.md").write_bytes(b"\xff")
    before = files_of(package)
    with pytest.raises(StoreError, match=r"CHANGELOG\.md is not UTF-8 at byte 0"):
        release(package)
    assert files_of(package) == before


@pytest.mark.parametrize("moved", [0, 2, 3])
def test_a_release_that_is_cut_off_is_whole_or_not_there(package, monkeypatch, moved):
    from toolkit.store import pending_swap

    before, move, moves = files_of(package), pending_swap._move, []

    def cut_off(staged: Path, place: Path) -> None:
        if len(moves) == moved:
            raise KeyboardInterrupt
        moves.append(place)
        move(staged, place)

    monkeypatch.setattr(pending_swap, "_move", cut_off)
    with pytest.raises(KeyboardInterrupt):
        release(package, "1.0.0")
    assert (package / SWAP_FOLDER).exists()
    monkeypatch.setattr(pending_swap, "_move", move)
    assert toolkit.open(package).sql("SELECT version FROM package").to_pylist() == [
        {"version": "1.0.0"}
    ]
    assert [item.version for item in toolkit.open(package).releases()] == ["1.0.0"]
    assert set(files_of(package)) - set(before) == {"CHANGELOG.md"}


def test_a_release_that_can_not_be_staged_leaves_everything(package, monkeypatch):
    before = files_of(package)

    def full_disk(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", full_disk)
    with pytest.raises((StoreError, OSError), match="No space left"):
        release(package)
    assert files_of(package) == before


def test_a_catalogue_of_an_older_toolkit_has_no_releases(built):
    with duckdb.connect(built / "build/store" / CATALOG_NAME, read_only=True) as connection:
        names = {name for (name,) in connection.execute("SHOW TABLES").fetchall()}
    assert "parley_releases" not in names
    assert releases(built / "build/store") == ()


def test_releases_stay_when_the_package_is_built_again(two_releases):
    assert len(releases(two_releases / "build/store")) == 2


@pytest.mark.parametrize("at", ["0.1.0", "v0.1.0", "1"])
def test_a_release_is_read_by_its_version_or_its_number(two_releases, at):
    rows = toolkit.open(two_releases).sql("SELECT turnout FROM election_reports", at=at)
    assert rows.to_pylist() == [{"turnout": 61.5}]


@pytest.mark.parametrize("kept", [True, False])
def test_a_release_says_which_it_is(released, monkeypatch, kept):
    if not kept:
        shutil.rmtree(released / KEPT_FOLDER)
        monkeypatch.setenv(LIMIT_VARIABLE, "0")
    said = toolkit.open(released).sql("SELECT name, version FROM package", at="0.1.1")
    assert said.to_pylist() == [{"name": "parley", "version": "0.1.1"}]


@pytest.mark.parametrize("at", ["0.3.0", "v9", "1.2", "latest"])
def test_an_unknown_release_is_answered_with_the_known_ones(two_releases, at):
    with pytest.raises(QueryError, match=r"and the releases 0\.1\.0, 0\.1\.1\. Name a number or"):
        toolkit.open(two_releases).sql("SELECT 1", at=at)


def test_a_release_is_described_as_it_was_published(two_releases):
    described = toolkit.open(two_releases).describe("actor_roles", at="0.1.0")
    assert (described.tables[0].kind, described.tables[0].rows) == ("table", 1)
    assert described.tables[0].meaning is not None


def test_a_table_that_the_descriptor_does_not_list_is_still_a_table(package):
    store = package / "build/store"
    with FileCatalog(store / CATALOG_NAME, store / DATA_NAME).changing() as connection:
        connection.execute("CREATE TABLE lake.places AS SELECT 'Lisbon' AS place")
    (described,) = toolkit.open(package).describe("places", at="2").tables
    assert (described.kind, described.rows, described.meaning) == ("table", 1, None)
