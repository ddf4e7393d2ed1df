"""Builds that are killed: one step of a growing package, a SIGKILL, and what must be left.

A process of its own runs each build; the forkserver has everything imported, so that a trial
costs little more than the build. Validation writes nothing and takes most of a build: it is
left out of the builds that are killed, and of most that complete.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from unittest.mock import patch

import duckdb
from telling_parser import TellingParser, write_articles

import toolkit
from toolkit.release.release_package import release_package
from toolkit.store.compaction import compact
from toolkit.store.file_digest import file_digest
from toolkit.store.lake import open_store
from toolkit.store.orphans import find_orphans
from toolkit.store.package_folder import DESCRIPTOR_NAME, STORE_FOLDER, find_package
from toolkit.store.query import open_package
from toolkit.tables import table_names
from toolkit.validation.report import Report

EPOCH = "1772366400"
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(
    [
        *("killed_builds", "pandas", "pyarrow.compute", "toolkit.resolve.build_tables"),
        *("toolkit.publish.package", "toolkit.publish.swap", "toolkit.store.database"),
    ]
)

Rows = dict[str, tuple[int, int]]
"""Of each table how many rows it has, and a digest of them."""


@dataclass(frozen=True, slots=True)
class Step:
    """What an undisturbed build leaves: the bytes of the package, and the rows of its tables."""

    published: dict[str, bytes]
    rows: Rows


@contextmanager
def without_validation() -> Iterator[None]:
    with patch("toolkit.validation.package.validate_package", lambda *_, **__: Report(())):
        yield


def build_step(articles: Path, package: Path, told: Connection | None = None) -> None:
    """Build a package, telling each stage that begins."""
    os.environ["SOURCE_DATE_EPOCH"] = EPOCH

    def tell(stage: str, done: int, total: int | None) -> None:
        if told is not None:
            told.send(stage)

    with without_validation():
        toolkit.build(articles, package, parser=TellingParser, progress=tell)


def undisturbed(folder: Path, steps: int) -> list[Step]:
    """Return what each build of a package that grows step by step leaves."""
    articles, package = folder / "articles", folder / "package"
    found = []
    for step in range(1, steps + 1):
        write_articles(articles, 2 * step)
        build_step(articles, package)
        found.append(Step(published(package), rows_of_package(package)))
    return found


def compact_away(package: Path) -> None:
    """Compact a package to its latest version, with no grace for readers."""
    compact(package, keep="0", grace_days=0)


def release(package: Path) -> None:
    """Release a package as 1.0.0."""
    os.environ["SOURCE_DATE_EPOCH"] = EPOCH
    with without_validation():
        release_package(package, "1.0.0")


def is_killed(work: Callable[[Path], None], package: Path, after: float) -> bool:
    """Begin a work on a package and kill it after some seconds; tell whether it still ran."""
    process = CONTEXT.Process(target=work, args=(package,))
    process.start()
    process.join(after)
    process.kill()
    process.join()
    assert process.exitcode in (0, -9)
    return process.exitcode != 0


class KilledBuilds:
    """A package that grows: each build is killed, checked, and done again to its end."""

    def __init__(self, folder: Path, expected: list[Step], chance: random.Random) -> None:
        self.articles, self.package = folder / "articles", folder / "package"
        self.expected = expected
        self.chance = chance
        self.outcomes: list[str] = []

    def run(self, kills: int) -> None:
        """Kill builds until there were so many kills, or the package is fully grown."""
        for step in range(1, len(self.expected) + 1):
            write_articles(self.articles, 2 * step)
            if len(self.outcomes) < kills and self._kill_one_build():
                self._check_what_is_left(step)
            build_step(self.articles, self.package)
            self._check_it_is_complete(step)
        # What a step lost or left would still be lost or left now.
        assert rows_of_versions(self.package) == [one.rows for one in self.expected]
        assert find_orphans(self.package / STORE_FOLDER) == ()

    def _kill_one_build(self) -> bool:
        """Start a build and kill it; return whether it was still running."""
        hear, tell = CONTEXT.Pipe(duplex=False)
        process = CONTEXT.Process(target=build_step, args=(self.articles, self.package, tell))
        process.start()
        tell.close()
        where = self.chance.choices(("anywhere", "commit", "swap"), (2, 4, 4))[0]
        self._wait_for(where, hear, process)
        process.kill()
        process.join()
        if process.exitcode == 0:
            return False
        assert process.exitcode == -9, "the build itself failed"
        self.outcomes.append(where)
        return True

    def _wait_for(self, where: str, hear: Connection, process) -> None:
        """Wait until a random moment of a part of the build."""
        if where != "anywhere":
            while hear.poll(60) and hear.recv() != "storing":
                pass
        if where == "swap":
            begun = (self.package / "build" / ".swap", self.package / "build" / ".staging")
            while process.is_alive() and not (
                begun[0].exists() or (begun[1] / "journal.json").exists()
            ):
                time.sleep(0.0002)
        longest = {"anywhere": 2.0, "commit": 1.2, "swap": 0.02}[where]
        time.sleep(self.chance.uniform(0, longest))

    def _check_what_is_left(self, step: int) -> None:
        """Check that the package is whole: as before this build, or as after it."""
        if not (self.package / DESCRIPTOR_NAME).exists() and not self._swap_has_begun():
            assert step == 1, "the package is gone"
            assert not published(self.package)
            return
        check_hashes(self.package)
        rows = rows_of_versions(self.package)
        assert len(rows) in (step - 1, step)
        assert rows == [one.rows for one in self.expected[: len(rows)]]
        current = self.expected[len(rows) - 1]
        assert published(self.package) == current.published
        assert rows_of_package(self.package) == current.rows

    def _swap_has_begun(self) -> bool:
        return (self.package / "build" / ".swap").exists()

    def _check_it_is_complete(self, step: int) -> None:
        expected = self.expected[step - 1]
        assert published(self.package) == expected.published
        assert rows_of_package(self.package) == expected.rows
        build = self.package / "build"
        left = {path.name for path in build.iterdir()}
        hidden = {".built.json", ".lock", ".swap.lock"}
        folders = {"claims", "facts", "sketches", "store", "versions"}
        assert left <= {*hidden, *folders, "parley.duckdb", "report.json"}
        kept = {path.suffix for path in (build / "versions").glob("*")}
        assert kept <= {".duckdb", ".json", ".read"}


def published(package: Path) -> dict[str, bytes]:
    """Return the bytes of what a reader of the package gets, by path."""
    paths = [package / DESCRIPTOR_NAME, *sorted((package / "data").glob("*"))]
    return {path.name: path.read_bytes() for path in paths if path.is_file()}


def check_hashes(package: Path) -> None:
    """Check that the files are those that the descriptor lists, and no others."""
    resources = find_package(package).resources
    assert [one["name"] for one in resources] == list(table_names())
    for resource in resources:
        assert file_digest(package / resource["path"]) == resource["hash"]
    assert len(list((package / "data").iterdir())) == len(resources)


def rows_of_package(package: Path) -> Rows:
    with open_package(package) as connection:
        return {name: _digest(connection, name) for name in table_names()}


def rows_of_versions(package: Path) -> list[Rows]:
    """Return the rows of every version in the store, the oldest first."""
    with open_store(find_package(package).store_folder) as connection:
        numbers = connection.execute(
            "SELECT snapshot_id FROM lake.snapshots() WHERE snapshot_id > 0 ORDER BY 1"
        ).fetchall()
        return [
            {
                name: _digest(connection, f"lake.main.{name} AT (VERSION => {number})")
                for name in table_names()
            }
            for (number,) in numbers
        ]


def _digest(connection: duckdb.DuckDBPyConnection, table: str) -> tuple[int, int]:
    counted = connection.execute(
        f"SELECT count(*), coalesce(sum(hash(row)), 0) FROM (SELECT * FROM {table}) AS row"
    ).fetchone()
    assert counted is not None
    return counted
