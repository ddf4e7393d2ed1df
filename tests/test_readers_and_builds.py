"""Readers and builds at the same time: every answer is of one whole version, and nobody waits.

`PARLEY_ANSWERS=200 pytest tests/test_readers_and_builds.py` asks more often.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from conftest import PROJECT
from filelock import FileLock
from small_package import small_rows

import toolkit
from toolkit.building.errors import BuildError
from toolkit.publish.data_files import FORMATS
from toolkit.publish.descriptor import default_descriptor, read_descriptor
from toolkit.publish.package import stage_package
from toolkit.publish.swap import replace_atomically
from toolkit.store.database import write_database
from toolkit.store.errors import StoreError
from toolkit.store.lake import CATALOG_NAME, commit
from toolkit.store.package_folder import (
    BUILD_FOLDER,
    DESCRIPTOR_NAME,
    STORE_FOLDER,
    database_name,
)
from toolkit.store.package_lock import LOCK_NAME
from toolkit.store.pending_swap import SWAP_FOLDER
from toolkit.store.query import open_package, run_query
from toolkit.store.steady import read_steadily
from toolkit.tables import sort_and_cast

ANSWERS = int(os.environ.get("PARLEY_ANSWERS", "8"))

# Each answer is the number of the version as three tables tell it, and the rows of one of them.
READER = """
import json, sys
import toolkit
from toolkit.store.query import answer, open_package

path, source = sys.argv[1:]
print("ready", flush=True)
read = 0
while True:
    read += 1
    version = read % len(toolkit.open(path).log()) + 1 if source == "at" else None
    with open_package(path, version) as connection:
        answers = [
            answer(connection, sql).fetchall()
            for sql in (
                "SELECT title FROM articles",
                "SELECT name FROM actors",
                "SELECT name, count(*) OVER () FROM actor_names",
            )
        ]
    print(json.dumps([version, answers]), flush=True)
"""


def few_rows(number: int) -> dict[str, list[dict]]:
    """Return rows of three tables that all tell the number of their version."""
    rows = {name: small_rows()[name] for name in ("articles", "actors", "actor_names")}
    rows["articles"][0]["title"] = str(number)
    rows["actors"] = [{"actor_id": "ann", "name": str(number), "kind": "person"}]
    rows["actor_names"] = [
        {"actor_id": "ann", "name": f"{number} of {index}"} for index in range(number)
    ]
    return rows


def build_few(folder: Path, number: int, *parts: str) -> None:
    """Write the package of `few_rows` as a build does, in turn as CSV and as Parquet.

    Of `parts`, "database" and "at" name what is written beside the data files.
    """
    staging = folder / BUILD_FOLDER / ".staging"
    tables = {name: sort_and_cast(name, rows) for name, rows in few_rows(number).items()}
    before = folder / DESCRIPTOR_NAME
    descriptor = read_descriptor(before) if before.exists() else default_descriptor()
    staged = stage_package(staging, tables, descriptor, sorted(FORMATS)[number % 2])
    if "database" in parts:
        write_database(staging / database_name(staged), tables, staged)
    if "at" in parts:
        staged_catalog = staging / STORE_FOLDER / CATALOG_NAME
        commit(folder / STORE_FOLDER, tables, staged_catalog=staged_catalog)
    replace_atomically(staging, folder)


def version_told(answers: list) -> int:
    """Return the number of the version that all answers tell; fails where they are at odds."""
    [[title]], [[name]], names = answers
    assert title == name
    assert len(names) == int(title)
    assert all(text.startswith(f"{title} of ") and count == len(names) for text, count in names)
    return int(title)


@pytest.mark.parametrize("source", ["database", "data files", "at"])
def test_each_answer_is_of_one_version_while_builds_go_on(source, tmp_path):
    folder = tmp_path / "package"
    build_few(folder, 1, source)
    program = tmp_path / "reader.py"
    program.write_text(READER)
    with subprocess.Popen(
        [sys.executable, program, folder, source],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
    ) as reader:
        try:
            assert reader.stdout.readline() == "ready\n"
            answers: list = []
            listener = threading.Thread(target=lambda: answers.extend(reader.stdout))
            listener.start()
            built = 1
            while len(answers) < ANSWERS and listener.is_alive():
                built += 1
                build_few(folder, built, source)
                # Builds seldom follow each other at once, and this one leaves the reader no more.
                time.sleep(0.2)
        finally:
            reader.kill()
        listener.join()
    whole = [json.loads(line) for line in answers if line.endswith("\n")]
    told = [version_told(answer) for _, answer in whole]
    asked = [number for number, _ in whole]
    assert told == (asked if source == "at" else sorted(told))
    assert len(told) >= ANSWERS
    assert 1 < built >= max(told)


def test_an_open_connection_keeps_its_version(tmp_path):
    for part in ("database", "data files"):
        folder = tmp_path / part
        build_few(folder, 1, part)
        with open_package(folder) as connection:
            build_few(folder, 2, part)
            build_few(folder, 3, part)
            assert connection.execute("SELECT title FROM articles").fetchall() == [("1",)]
            assert connection.execute("SELECT count(*) FROM actor_names").fetchall() == [(1,)]
            with open_package(folder) as later:
                assert later.execute("SELECT title FROM articles").fetchall() == [("3",)]


def test_a_build_between_descriptor_and_database_is_noticed(tmp_path, monkeypatch):
    from toolkit.store import query

    build_few(tmp_path, 1, "database")
    find, found = query.find_package, []

    def find_and_build(path):
        found.append(find(path))
        if len(found) == 1:
            build_few(tmp_path, 2, "database")
        return found[-1]

    monkeypatch.setattr(query, "find_package", find_and_build)
    assert run_query(tmp_path, "SELECT title FROM articles").fetchall() == [("2",)]
    assert len(found) == 2


def test_what_never_comes_to_rest_is_given_up_in_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr("toolkit.store.steady._LONGEST_WAIT", 0.2)
    build_few(tmp_path, 1)
    descriptor = tmp_path / DESCRIPTOR_NAME

    def change() -> None:
        descriptor.write_text(descriptor.read_text() + "\n")

    with pytest.raises(StoreError, match="faster than it can be read; run the command again"):
        read_steadily(tmp_path, change)


def test_an_error_counts_where_no_build_was_in_the_way(tmp_path):
    build_few(tmp_path, 1)
    (tmp_path / "data" / "actors.parquet").unlink()
    with pytest.raises(StoreError, match="the package lists this file, but it is not there"):
        open_package(tmp_path)


def test_a_swap_is_finished_by_one_program_at_a_time(tmp_path, monkeypatch):
    """A reader waits for the milliseconds in which a build moves its files, and reads then."""
    from toolkit.store import pending_swap

    build_few(tmp_path, 1, "database")
    move, titles, readers = pending_swap._move, [], []

    def move_while_another_reads(staged: Path, place: Path) -> None:
        if not readers:
            sql = "SELECT title FROM articles"
            readers.append(
                threading.Thread(target=lambda: titles.extend(run_query(tmp_path, sql).fetchall()))
            )
            readers[0].start()
            readers[0].join(0.3)
            assert titles == []
        move(staged, place)

    monkeypatch.setattr(pending_swap, "_move", move_while_another_reads)
    build_few(tmp_path, 2, "database")
    readers[0].join()
    assert titles == [("2",)]
    assert not (tmp_path / SWAP_FOLDER).exists()


def test_a_second_build_ends_with_a_sentence_that_names_the_remedy(tmp_path):
    (tmp_path / BUILD_FOLDER).mkdir()
    with (
        FileLock(tmp_path / LOCK_NAME),
        pytest.raises(BuildError, match=r"Another build is writing to .*wait with --wait\."),
    ):
        toolkit.build(PROJECT / "seeds", tmp_path, wait=0.1)


def test_the_seconds_to_wait_are_not_negative(tmp_path):
    with pytest.raises(BuildError, match=r"must be at least 0, not -1"):
        toolkit.build(PROJECT / "seeds", tmp_path, wait=-1)


def test_a_second_build_waits_as_long_as_it_is_told_to(tmp_path):
    (tmp_path / BUILD_FOLDER).mkdir()
    lock = FileLock(tmp_path / LOCK_NAME, thread_local=False)
    lock.acquire()
    threading.Timer(0.5, lock.release).start()
    with pytest.raises(BuildError, match="nowhere"):
        toolkit.build(tmp_path / "nowhere", tmp_path, wait=60)
    assert not lock.is_locked
