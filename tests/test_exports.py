"""Writing a version in another community's format: which there are, where to, always the same."""

from __future__ import annotations

import io
import json

import pytest
from commands import one_sentence, run
from exported import EXAMPLES, exported, made_rows, published
from hypothesis import given
from released_package import build
from sample_tables import TEXT, sample_rows
from typer.testing import CliRunner

import toolkit
from toolkit.cli import app
from toolkit.publish.errors import PublishError
from toolkit.publish.exports.formats import EXPORTS, write_exports
from toolkit.publish.exports.lines import Lines, read_lines
from toolkit.store.errors import QueryError

NAMES = [export.name for export in EXPORTS]


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exports")
    build(folder, sample_rows())
    return folder


def test_the_formats_are_sorted_and_their_files_have_different_names():
    assert sorted(NAMES) == NAMES
    assert len({export.file_name for export in EXPORTS}) == len(EXPORTS)


def test_without_a_format_the_formats_are_listed():
    shown = CliRunner().invoke(app, ["export"], env={"COLUMNS": "200"})
    assert shown.exit_code == 0
    assert all(name in shown.stdout for name in NAMES)
    listed = json.loads(CliRunner().invoke(app, ["export", "--json"]).stdout)
    assert [entry["name"] for entry in listed] == NAMES
    assert set(listed[0]) == {"name", "title", "file_name", "media_type"}


def test_an_export_goes_to_standard_output_or_to_a_file(package, tmp_path):
    printed = CliRunner().invoke(app, ["export", "graphml", "--package", str(package)])
    assert printed.stdout_bytes == exported("graphml")
    toolkit.open(package).export("graphml", tmp_path / "graph.xml")
    assert (tmp_path / "graph.xml").read_bytes() == printed.stdout_bytes
    assert [path.name for path in tmp_path.iterdir()] == ["graph.xml"]


def test_an_export_is_of_the_version_that_is_named(package):
    stream = io.BytesIO()
    toolkit.open(package).export("graphml", stream, at=1)
    assert stream.getvalue() == exported("graphml")
    with pytest.raises(QueryError, match="99"):
        toolkit.open(package).export("graphml", io.BytesIO(), at=99)


def test_an_unknown_format_is_answered_with_the_known_ones(package):
    shown = run("export", "rdf", cwd=package)
    assert shown.returncode == 1
    assert ", ".join(NAMES) in one_sentence(shown)


def test_a_place_that_cannot_be_written_is_named_and_nothing_is_left(package, tmp_path):
    with pytest.raises(PublishError, match="absent"):
        toolkit.open(package).export("plover", tmp_path / "absent" / "events.csv")
    (tmp_path / "taken").mkdir()
    with pytest.raises(PublishError, match="taken"):
        toolkit.open(package).export("plover", tmp_path / "taken")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_a_release_has_every_export_under_its_file_name(tmp_path):
    with published() as version:
        written = write_exports(version, tmp_path / "exports")
    assert [path.name for path in written] == [export.file_name for export in EXPORTS]
    for export, path in zip(EXPORTS, written, strict=True):
        assert path.read_bytes() == exported(export.name)


def test_the_order_in_which_rows_were_stored_changes_no_byte():
    reverse = {name: list(reversed(table)) for name, table in sample_rows().items()}
    for name in NAMES:
        assert exported(name, reverse) == exported(name), name


@EXAMPLES
@given(made_rows())
def test_rows_asked_for_a_few_at_a_time_are_the_same_rows_in_the_same_order(rows):
    part = Lines(
        "SELECT meeting_id || actor_id FROM meeting_participants WHERE {within} ORDER BY ALL",
        "meeting_participants",
        "meeting_id",
    )
    with published(rows) as version:
        read = [
            [text for texts in read_lines(version.connection, part, size) for text in texts]
            for size in (1, 2, 3, 1000)
        ]
    assert read[0] == read[1] == read[2] == read[3]
    assert len(read[0]) == len(rows["meeting_participants"])


def test_neither_a_sentence_of_an_article_nor_an_address_that_is_none_of_the_web_is_exported():
    rows = sample_rows()
    rows["articles"][0]["url"] = "javascript:alert(1)"
    for name in NAMES:
        written = exported(name, rows).decode()
        assert "javascript" not in written, name
        assert not any(words in written for words in TEXT.split(". ")), name
