"""A build that is killed at any moment leaves the last version whole, and the next completes.

`PARLEY_KILLS=200 pytest tests/test_crash_safety.py` kills that many builds instead of a few.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from killed_builds import (
    KilledBuilds,
    Step,
    build_step,
    compact_away,
    is_killed,
    published,
    release,
    rows_of_versions,
    undisturbed,
)
from telling_parser import write_articles

import toolkit
from toolkit.store.orphans import find_orphans
from toolkit.store.package_folder import STAGING_FOLDER, STORE_FOLDER
from toolkit.validation.package import validate_package

KILLS = int(os.environ.get("PARLEY_KILLS", "4"))
STEPS = 4 if KILLS < 50 else 8


@pytest.fixture(scope="module")
def expected(tmp_path_factory) -> list[Step]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SOURCE_DATE_EPOCH", "1772366400")
        return undisturbed(tmp_path_factory.mktemp("undisturbed"), STEPS)


def kill(
    action: Callable[[Path], None], whole: Path, package: Path, *, kills: int, longest: float
) -> Iterator[None]:
    """Run an action on copies of a package, each killed at a moment of up to `longest` seconds.

    What it leaves is in `package` at each step; it ends when so many were killed in time.
    """
    chance = random.Random(KILLS)
    while kills:
        shutil.copytree(whole, package)
        began = time.monotonic()
        if is_killed(action, package, chance.uniform(0, longest)):
            kills -= 1
        else:
            longest = time.monotonic() - began
        yield
        shutil.rmtree(package)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_build_leaves_the_last_version_whole_and_the_next_completes(
    tmp_path, expected, monkeypatch
):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772366400")
    chance = random.Random(KILLS)
    outcomes: list[str] = []
    series = 0
    while len(outcomes) < KILLS:
        series += 1
        grown = KilledBuilds(tmp_path / str(series), expected, chance)
        grown.run(KILLS - len(outcomes))
        outcomes += grown.outcomes
        if series % 10 == 1:
            assert validate_package(grown.package).valid
        shutil.rmtree(tmp_path / str(series))
    print(f"{len(outcomes)} kills in {series} packages: {dict(Counter(outcomes))}")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_compaction_leaves_the_package_and_its_latest_version_whole(tmp_path, expected):
    articles, grown = tmp_path / "articles", tmp_path / "grown"
    for step in (1, 2):
        write_articles(articles, 2 * step)
        build_step(articles, grown)
    package = tmp_path / "package"
    for _ in kill(compact_away, grown, package, kills=max(2, KILLS // 8), longest=4.0):
        assert rows_of_versions(package)[-1] == expected[1].rows
        compact_away(package)
        assert rows_of_versions(package)[-1] == expected[1].rows
        assert find_orphans(package / STORE_FOLDER) == ()
        assert not (package / STAGING_FOLDER).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_release_is_made_wholly_or_not_at_all(tmp_path, expected):
    articles, built = tmp_path / "articles", tmp_path / "built"
    write_articles(articles, 2)
    build_step(articles, built)
    package = tmp_path / "package"
    for _ in kill(release, built, package, kills=max(2, KILLS // 4), longest=3.0):
        opened = toolkit.open(package)
        if not opened.releases():
            assert published(package) == expected[0].published
            assert not (package / "CHANGELOG.md").exists()
            release(package)
        assert [one.version for one in opened.releases()] == ["1.0.0"]
        assert json.loads(published(package)["datapackage.json"])["version"] == "1.0.0"
        assert "## [1.0.0]" in (package / "CHANGELOG.md").read_text()
        assert rows_of_versions(package) == [expected[0].rows]


def test_files_that_a_killed_commit_left_go_with_the_next_build(tmp_path):
    articles, package = tmp_path / "articles", tmp_path / "package"
    write_articles(articles, 1)
    build_step(articles, package)
    left = package / STORE_FOLDER / "data" / "main" / "actors" / "ducklake-left.parquet"
    left.write_bytes(b"PAR1")
    (package / STAGING_FOLDER).mkdir()
    assert find_orphans(package / STORE_FOLDER) == (left,)
    build_step(articles, package)
    assert not left.exists()
