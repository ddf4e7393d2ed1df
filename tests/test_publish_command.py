"""`toolkit publish`: which release, what is in it, and what a user sees and gets as exit code."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from commands import one_sentence, run
from conftest import PROJECT
from published_release import hostile_rows, record
from released_package import build, files_of, grown_rows
from sample_tables import sample_rows

import toolkit
from toolkit.publish.errors import PublishError
from toolkit.site.static_server import serve_folder
from toolkit.store.extension import Extension, connect_with_extension, load_extension


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> Path:
    """A package whose releases 0.1.0 and 0.2.0 were published beside it, and that has grown."""
    folder = tmp_path_factory.mktemp("publish") / "package"
    for version, rows in (("0.1.0", sample_rows()), ("0.2.0", hostile_rows())):
        build(folder, rows)
        record(folder, version)
        assert toolkit.open(folder).publish(folder.parent / "shelf").version == version
    build(folder, grown_rows())
    return folder


@pytest.fixture(scope="module")
def shelf(package) -> Path:
    """The folder that the releases were published in."""
    return package.parent / "shelf"


def test_a_release_is_published_not_what_came_since(shelf):
    assert json.loads((shelf / "latest.json").read_text()) == {"version": "0.2.0", "path": "0.2.0/"}
    descriptor = json.loads((shelf / "0.2.0" / "datapackage.json").read_text(encoding="utf-8"))
    assert descriptor["version"] == "0.2.0"
    assert "red-bloc" not in (shelf / "0.2.0" / "data" / "actors.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "path",
    [
        *("data/meetings.csv", "data/meetings.parquet", "parley.duckdb", "parley.ducklake"),
        *("parley.sqlite", "parley.xlsx", "datapackage.json", "data-dictionary.md"),
        *("CITATION.cff", "SHA256SUMS", "ro-crate-metadata.json", "metadata/croissant.json"),
        *("metadata/dcat.jsonld", "metadata/prov.json", "exports/popolo.json"),
        *("index.html", "changes.html", "sql.html", "tables/meetings.html"),
    ],
)
def test_a_release_has_every_form_of_its_data(shelf, path):
    assert (shelf / "0.2.0" / path).stat().st_size > 0


def test_a_release_is_whole_by_its_own_list_and_a_valid_package(shelf):
    command = ["sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS"]
    subprocess.run(command, cwd=shelf / "0.2.0", check=True)
    listed = (shelf / "0.2.0" / "SHA256SUMS").read_text().splitlines()
    assert len(listed) == len(files_of(shelf / "0.2.0")) - 1
    assert toolkit.validate(shelf / "0.2.0").valid


def test_the_same_release_has_the_same_bytes_and_a_zip_file_of_it_too(shelf, package, tmp_path):
    copied = shutil.copytree(package, tmp_path / "elsewhere")
    done = toolkit.open(copied).publish(f"zip:{tmp_path / 'release.zip'}")
    with zipfile.ZipFile(tmp_path / "release.zip") as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    expected = files_of(shelf / "0.2.0")
    assert packed == {f"parley-0.2.0/{path}": expected[path] for path in expected}
    assert (len(done.uploaded), done.latest) == (len(expected) - 1, None)


def test_an_older_release_still_has_the_same_bytes_and_is_not_the_latest_again(shelf, package):
    before = files_of(shelf)
    shown = run("publish", str(shelf), "--version", "v0.1.0", cwd=package)
    assert (shown.returncode, shown.stderr) == (0, "")
    first, second = shown.stdout.splitlines()
    assert first.startswith(f"0.1.0 is published at {shelf / '0.1.0'}: 0 files written")
    assert second == "The latest there is still 0.2.0."
    assert files_of(shelf) == before
    assert not (shelf / "0.1.0" / "changes.html").exists()


def test_the_lines_of_the_documentation_load_a_release_from_where_it_lies(shelf, tmp_path):
    page = (PROJECT / "docs" / "publish.md").read_text(encoding="utf-8")
    with serve_folder(shelf) as home:
        blocks = [
            (kind, lines.replace("https://data.example.org", home))
            for kind, lines in re.findall(r"```(sql|python|sh)\n(.*?)```", page, re.DOTALL)
        ]
        with connect_with_extension() as connection:
            load_extension(connection, Extension("httpfs", "HTTP", "duckdb_extension_httpfs"))
            for lines in (lines for kind, lines in blocks if kind == "sql"):
                assert connection.execute(lines).fetchone() is not None
        for lines in (lines for kind, lines in blocks if kind == "python"):
            read: dict[str, Any] = {}
            exec(lines, read)
            assert len(read["meetings"]) == 1
        for lines in (lines for kind, lines in blocks if kind == "sh"):
            subprocess.run(["bash", "-euc", lines], cwd=tmp_path, check=True, capture_output=True)
    assert [kind for kind, _ in blocks] == ["sql", "sql", "python", "sh"]


def test_a_version_that_was_not_released_is_refused_with_the_remedy(package, tmp_path):
    shown = run("publish", str(tmp_path / "shelf"), "--version", "3", cwd=package)
    assert shown.returncode == 1
    assert "3 is not released; take one of 0.1.0, 0.2.0, or release" in one_sentence(shown)
    build(tmp_path / "new", sample_rows())
    with pytest.raises(PublishError, match=r"has no release to publish; .*`toolkit release`"):
        toolkit.open(tmp_path / "new").publish(tmp_path / "shelf")
    with pytest.raises(PublishError, match="nowhere is no folder"):
        toolkit.open(package).publish(tmp_path / "shelf", vendor_assets=tmp_path / "nowhere")
    assert not (tmp_path / "shelf").exists()
