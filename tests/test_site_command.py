"""The command `toolkit site`: the pages of a version in a folder, or served to this computer."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.request
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import PROJECT
from released_package import build, corrected_rows, grown_rows, release
from typer.testing import CliRunner

import toolkit
from toolkit.cli import app
from toolkit.publish.errors import PublishError
from toolkit.site.static_server import serve_folder


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a package whose release 0.1.0 has an actor less than the version it has now."""
    folder = tmp_path_factory.mktemp("released") / "package"
    build(folder, corrected_rows())
    release(folder, "0.1.0")
    build(folder, grown_rows())
    return folder


@pytest.fixture(scope="module")
def site(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "site"
    return toolkit.open(package).write_site(out).parent


def run(*arguments: str | Path):
    return CliRunner().invoke(app, ["site", *map(str, arguments)])


def test_the_site_of_what_is_not_released_is_written_with_its_database(site: Path):
    assert (site / "actors/red-bloc.html").is_file()
    assert "sql.html" in (site / "index.html").read_text(encoding="utf-8")
    assert (site / "parley.duckdb").is_file()


def test_what_changed_since_the_last_release_is_among_the_pages(site: Path):
    assert "red-bloc" in (site / "changes.html").read_text(encoding="utf-8")


def test_the_site_of_a_release_is_written(package: Path, tmp_path: Path):
    done = run("--package", package, "--at", "0.1.0", "--out", tmp_path / "site", "--json")

    index = Path(json.loads(done.stdout)["index"])
    assert index == tmp_path / "site/index.html"
    assert not (index.parent / "actors/red-bloc.html").exists()
    assert not (index.parent / "changes.html").exists()


def test_a_folder_that_is_not_empty_is_left_as_it_is(package: Path, tmp_path: Path):
    (tmp_path / "mine.txt").write_text("mine")

    with pytest.raises(PublishError, match="is not empty; name a new or an empty folder"):
        toolkit.open(package).write_site(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_libraries_that_are_absent_are_told_before_a_page_is_written(package: Path, tmp_path: Path):
    with pytest.raises(PublishError, match="npm install"):
        toolkit.open(package).write_site(tmp_path / "site", vendor_assets=tmp_path)
    assert not (tmp_path / "site").exists()


def test_a_site_that_cannot_be_written_leaves_the_one_before(package: Path):
    kept = package / "build/site/index.html"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text("before")

    assert run("--package", package, "--at", "9.9.9").exit_code != 0
    assert kept.read_text() == "before"
    assert run("--package", package).stdout.strip() == str(kept)
    assert kept.read_text() != "before"


def test_the_site_is_served_until_it_is_interrupted(package: Path, tmp_path: Path):
    command = [sys.executable, "-m", "toolkit.cli", "site", "--serve", "--port", "0"]
    code = "import sys; from toolkit.cli import main; sys.argv = ['toolkit', *sys.argv[1:]]; main()"
    served = subprocess.Popen(
        [sys.executable, "-c", code, *command[3:], "--package", str(package)],
        env={**os.environ, "PYTHONPATH": str(PROJECT), "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        address = served.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(address, timeout=10) as answer:
            assert b"<h1>" in answer.read()
        served.send_signal(signal.SIGINT)
        assert served.wait(timeout=20) == 0
    finally:
        served.kill()
        served.communicate()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("asked", "status", "body"),
    [
        (None, 200, b"0123456789"),
        ("bytes=2-4", 206, b"234"),
        ("bytes=7-", 206, b"789"),
        ("bytes=-3", 206, b"789"),
        ("bytes=8-99", 206, b"89"),
        ("bytes=10-", 416, b""),
        ("bytes=4-2", 416, b""),
    ],
)
def test_parts_of_files_are_served_as_asked(
    tmp_path: Path, asked: str | None, status: int, body: bytes
):
    (tmp_path / "digits.duckdb").write_bytes(b"0123456789")
    with serve_folder(tmp_path) as address:
        connection = HTTPConnection(urlsplit(address).netloc, timeout=10)
        connection.request("GET", "/digits.duckdb", headers={"Range": asked} if asked else {})
        answer = connection.getresponse()

        assert (answer.status, answer.read()) == (status, body)
        connection.close()


def test_nothing_outside_the_folder_is_served(tmp_path: Path):
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "site").mkdir()
    with serve_folder(tmp_path / "site") as address:
        connection = HTTPConnection(urlsplit(address).netloc, timeout=10)
        for path in ("/../secret.txt", "/%2e%2e/secret.txt", "//../secret.txt"):
            connection.request("GET", path, headers={"Range": "bytes=0-"})
            answer = connection.getresponse()
            assert (answer.status, b"secret" in answer.read()) == (404, False)
        connection.close()
