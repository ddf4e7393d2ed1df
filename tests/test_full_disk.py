"""A disk that is full: the build says so, the last version is whole, and the next build completes.

`PARLEY_FULL_DISKS=60 pytest tests/test_full_disk.py` fills the disk at that many points of a
build instead of a few. Mounting a small disk takes the superuser.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from killed_builds import EPOCH, build_step, check_hashes, published, rows_of_versions
from small_package import as_tables, build_small_package, small_rows, stage_small_package
from telling_parser import write_articles

from toolkit.building.errors import BuildError
from toolkit.publish.errors import PublishError
from toolkit.publish.swap import replace_atomically
from toolkit.store.errors import StoreError
from toolkit.store.lake import commit
from toolkit.store.orphans import find_orphans
from toolkit.store.package_folder import STAGING_FOLDER, STORE_FOLDER

POINTS = int(os.environ.get("PARLEY_FULL_DISKS", "4"))
SIZE = 64 * 2**20
FULL = "No space left on device; make space on the disk and run the command again"
STAGES = {"the package can't be written", "the database can't be written", "the version can't be"}


@pytest.fixture
def disk(tmp_path) -> Iterator[Path]:
    """A disk of 64 MiB in memory."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("a small disk can't be mounted here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(disk: Path, room: int) -> Path:
    """Fill the disk until only `room` bytes are left; return the file that does."""
    filler = disk / "filler"
    with filler.open("wb") as file:
        file.truncate(0)
        left = shutil.disk_usage(disk).free - room
        os.posix_fallocate(file.fileno(), 0, left)
    return filler


def used(disk: Path) -> int:
    return shutil.disk_usage(disk).used


def test_a_full_disk_ends_a_build_with_one_sentence_and_costs_nothing(disk, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    articles, package, twin = tmp_path / "articles", disk / "package", tmp_path / "twin"
    write_articles(articles, 2)
    build_step(articles, package)
    shutil.copytree(package, twin)
    before, rows, at_rest = published(package), rows_of_versions(package), used(disk)
    write_articles(articles, 8)
    build_step(articles, twin)
    # Beside the package a build needs room for about as much again as its `build` folder has,
    # less the databases that are kept: the current one among them takes no room of its own.
    shutil.rmtree(twin / "build" / "versions")
    needed = sum(path.stat().st_size for path in (twin / "build").rglob("*") if path.is_file())
    database = (twin / "build" / "parley.duckdb").stat().st_size
    # The database takes most of it: most of the points are in what is written after it, until
    # there is room too for what lies on the disk only while the build runs.
    rooms = [database * point // POINTS for point in range(POINTS)]
    rooms += [database + (needed - database) * point // POINTS for point in range(1, 5 * POINTS)]
    said = []
    for room in rooms:
        filler = fill(disk, room)
        try:
            build_step(articles, package)
        except (BuildError, PublishError, StoreError) as error:
            said.append(str(error))
        else:
            filler.unlink()
            break
        filler.unlink()
        assert published(package) == before
        check_hashes(package)
        assert rows_of_versions(package) == rows
        assert find_orphans(package / STORE_FOLDER) == ()
        assert not (package / STAGING_FOLDER).exists()
        assert abs(used(disk) - at_rest) < 100_000
    for sentence in said:
        assert FULL in sentence
        assert "\n" not in sentence
    print("\n".join(sorted(said)))
    build_step(articles, package)
    assert published(package) == published(twin)
    assert rows_of_versions(package) == rows_of_versions(twin)
    assert {stage for stage in STAGES if any(stage in sentence for sentence in said)} == STAGES


def test_a_first_build_on_a_full_disk_leaves_nothing_that_hinders_the_next(disk, tmp_path):
    articles, package = tmp_path / "articles", disk / "package"
    write_articles(articles, 2)
    filler = fill(disk, 6_000_000)
    with pytest.raises((BuildError, PublishError, StoreError), match="No space left on device"):
        build_step(articles, package)
    assert not published(package)
    filler.unlink()
    build_step(articles, package)
    check_hashes(package)


def test_a_disk_that_is_full_at_the_last_step_leaves_the_package_before(disk):
    package = disk / "package"
    rows = small_rows()
    build_small_package(package, rows)
    before = published(package)
    rows["actors"][0]["name"] = "Anna Lee"
    staging = stage_small_package(package, rows)
    fill(disk, 0)
    with pytest.raises(PublishError, match=f"the one before is unchanged: {FULL}"):
        replace_atomically(staging, package)
    assert published(package) == before


def test_a_disk_without_room_for_the_rows_leaves_the_store_before(disk, tmp_path):
    store, catalog = disk / "store", tmp_path / "catalog"
    tables = as_tables(small_rows())
    commit(store, {name: tables[name] for name in ("actors", "actor_names")})
    before = {path for path in store.rglob("*") if path.is_file()}
    fill(disk, 0)
    with pytest.raises(StoreError, match=f"the version can't be written: {FULL}"):
        commit(store, tables, staged_catalog=catalog)
    assert {path for path in store.rglob("*") if path.is_file()} == before
    assert not catalog.exists()
