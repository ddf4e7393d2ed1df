"""Formats of other distributions, and what is loaded for the formats of our own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PROJECT

BODY = "MONROVIA - The two ministers met on Tuesday and agreed to meet again."

READER = '''
"""Articles with a word before them that counts for nothing."""
from toolkit.sources.document import Document

def read(stream, source_path):
    word, _, text = stream.read().decode().partition(" ")
    if word == "broken":
        raise RuntimeError("never seen such a file")
    yield Document(source_path, text, {"title": word})
'''


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a folder like those where packages are installed, with one that reads .word files."""
    folder = tmp_path / "site"
    information = folder / "word_reader-1.0.dist-info"
    information.mkdir(parents=True)
    (folder / "word_reader.py").write_text(READER)
    (information / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: word-reader\nVersion: 1.0\n"
    )
    (information / "entry_points.txt").write_text(
        "[parley.sources]\nword = word_reader:read\ntxt = word_reader:read\nlost = no_such:read\n"
    )
    return folder


def run(code: str, *arguments: str | Path, site: Path | None = None) -> str:
    path = [str(PROJECT), *([str(site)] if site else []), *sys.path]
    return subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sys\nsys.path[:0] = {path!r}\n{code}",
            *map(str, arguments),
        ],
        check=True,
        capture_output=True,
        text=True,
    ).stdout


READ = "from toolkit.sources import read_inputs\nfor one in read_inputs(sys.argv[1:]): print(one)"


def test_a_distribution_adds_a_format_by_an_entry_point(site: Path, tmp_path: Path):
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.WORD").write_text(f"Hello {BODY}")
    said = run(READ, articles, site=site)
    assert said.startswith(f"Article(source_path='a.WORD', text='{BODY}', title='Hello', ")


def test_a_registered_format_is_read_in_archives_and_never_in_place_of_ours(site, tmp_path):
    import gzip

    (tmp_path / "a.word.gz").write_bytes(gzip.compress(f"Hello {BODY}".encode()))
    (tmp_path / "b.txt").write_text(f"Words before {BODY}")
    said = run(READ, tmp_path / "a.word.gz", tmp_path / "b.txt", site=site)
    assert f"source_path='a.word.gz', text='{BODY}'" in said
    assert f"source_path='b.txt', text='Words before {BODY}'" in said


def test_a_reader_that_fails_or_is_not_there_costs_its_file_alone(site: Path, tmp_path: Path):
    for name, text in (("a.word", "broken"), ("b.lost", BODY), ("c.txt", BODY)):
        (tmp_path / name).write_text(text)
    said = run(READ, *(tmp_path / name for name in ("a.word", "b.lost", "c.txt")), site=site)
    first, second, third = said.splitlines()
    assert "Skipped(source_path='a.word', reason='what reads .word failed (RuntimeError)'" in first
    assert "reason='a package that reads .lost is missing (no_such)'" in second
    assert "source_path='c.txt'" in third


def test_a_build_of_texts_loads_nothing_of_the_other_formats(tmp_path: Path):
    (tmp_path / "a.txt").write_text(BODY)
    (tmp_path / "b.jsonl").write_text('{"text": "The ministers spoke on the telephone on Friday."}')
    code = (
        f"{READ}\nothers = {{'trafilatura', 'lxml', 'fastwarc', 'backports.zstd', 'pyarrow', "
        "'tarfile', 'htmldate'}\nprint(sorted(others & set(sys.modules)))"
    )
    assert run(code, tmp_path).splitlines()[-1] == "[]"
