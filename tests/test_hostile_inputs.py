"""Whatever is in a file, it is read or skipped with its reason, in bounded time and memory."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from bounded_reading import Reader, Reading, running_reader
from hostile_inputs import READ, SKIPPED, TEXT, Maker

from toolkit.sources import Skipped, read_inputs

MOST_SECONDS = 20.0
"""Processor time of one hostile input; the slowest take two on a machine that is at rest."""
MOST_MEBIBYTES = 300
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with running_reader() as reader:
        yield reader


def read_hostile(reader: Reader, maker: Maker, folder: Path, name: str) -> Reading:
    """Read a hostile input; it ends without an error and takes no more than it may."""
    path = maker(folder)
    reading = reader.read(path, unprivileged=name == "unreadable permissions")
    # Python's own way to remove a folder calls itself for each that lies in it.
    subprocess.run(["rm", "-rf", str(path)], check=True)
    assert reading.error == ""
    assert reading.cpu_seconds < MOST_SECONDS
    assert reading.mebibytes < MOST_MEBIBYTES
    assert reading.items, "it is neither read nor skipped"
    for item in reading.items:
        assert item.kind == "Article" or not CONTROL.search(item.said)
        assert not CONTROL.search(item.source_path)
    return reading


@pytest.mark.parametrize("name", READ)
def test_what_can_be_read_of_a_hostile_input_is_read(reader, tmp_path, name):
    reading = read_hostile(reader, READ[name], tmp_path, name)
    assert reading.articles
    assert TEXT[:20] in reading.articles[0].said.replace("\u200b", "")


@pytest.mark.parametrize("name", SKIPPED)
def test_what_can_not_be_read_is_skipped_with_its_reason(reader, tmp_path, name):
    reason, maker = SKIPPED[name]
    reading = read_hostile(reader, maker, tmp_path, name)
    assert reading.articles == ()
    assert reading.skipped
    assert any(re.search(reason, item.said) for item in reading.skipped), reading.skipped[0]


def test_a_file_that_disappears_while_others_are_read_is_skipped(tmp_path):
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(f"{TEXT} {name}")
    items = read_inputs([tmp_path])
    assert next(items).source_path == "a.txt"
    (tmp_path / "b.txt").unlink()
    skipped, last = items
    assert isinstance(skipped, Skipped)
    assert skipped.reason == "it cannot be read (No such file or directory)"
    assert last.source_path == "c.txt"


def test_a_folder_that_disappears_while_others_are_read_is_skipped(tmp_path):
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(f"{TEXT} {name}")
    items = read_inputs([tmp_path])
    assert next(items).source_path == "a/a.txt"
    (tmp_path / "b" / "a.txt").unlink()
    (tmp_path / "b").rmdir()
    assert [item.source_path for item in items][-1] == "c/a.txt"
