"""The descriptor of any data package: what it may say, and how its files are found."""

from __future__ import annotations

import gzip
import json
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from package_of_rows import ROWS, SCHEMA, entry, write_package

from toolkit.tables import table_names
from toolkit.validation.descriptor import (
    Descriptor,
    NotAPackage,
    Resource,
    find_descriptor,
    is_own_package,
    open_descriptor,
    own_package_problems,
    read_descriptor,
    watched_files,
)
from toolkit.validation.reading.descriptor_text import parse_object
from toolkit.validation.reading.places import Place, find_file
from toolkit.validation.reading.unreadable import Unreadable, shown_name

V2 = "https://datapackage.org/profiles/2.0/datapackage.json"


def without_path(**properties: Any) -> dict[str, Any]:
    return {"name": "rows", "schema": SCHEMA, **properties}


def read(file: Path) -> Descriptor:
    """Return a descriptor in which nothing is wrong."""
    descriptor, problems = read_descriptor(file)
    assert problems == []
    assert descriptor is not None
    return descriptor


def resource_of(folder: Path, made: dict[str, Any], **properties: Any) -> Resource:
    (resource,) = read(write_package(folder, made, **properties)).resources
    return resource


def fault_of(folder: Path, made: dict[str, Any], **properties: Any) -> tuple[str, str]:
    """Return rule and sentence of the one problem that a resource has."""
    descriptor, (problem,) = read_descriptor(write_package(folder, made, **properties))
    assert descriptor is not None
    assert descriptor.resources == ()
    assert problem.table == made.get("name")
    assert problem.message.endswith(".")
    return problem.rule, problem.message


# What a resource is


def test_a_resource_has_its_file_format_and_schema(tmp_path):
    resource = resource_of(tmp_path, entry())
    assert resource.files == (tmp_path / "rows.csv",)
    assert resource.file == tmp_path / "rows.csv"
    assert (resource.format, resource.compression, resource.encoding) == ("csv", None, "utf-8")
    assert resource.schema == SCHEMA
    assert resource.dialect == {}
    assert resource.data is None


def test_a_resource_of_several_paths_has_its_files_in_their_order(tmp_path):
    (tmp_path / "parts").mkdir()
    for name in ("b.csv", "a.csv"):
        (tmp_path / "parts" / name).write_text(ROWS, encoding="utf-8")
    resource = resource_of(tmp_path, entry(path=["parts/b.csv", "parts/a.csv"]))
    assert [file.name for file in resource.files] == ["b.csv", "a.csv"]


@pytest.mark.parametrize("data", [[{"id": 1}], [["id"], [1]], {"a": 1}])
def test_inline_data_are_json_where_nothing_else_is_said(tmp_path, data):
    resource = resource_of(tmp_path, without_path(data=data))
    assert (resource.files, resource.data, resource.format) == ((), data, "json")


def test_inline_text_has_the_format_that_is_stated(tmp_path):
    resource = resource_of(tmp_path, without_path(data=ROWS, format="CSV"))
    assert (resource.data, resource.format) == (ROWS, "csv")
    stated = resource_of(tmp_path, without_path(data=ROWS, mediatype="text/csv; charset=utf-8"))
    assert stated.format == "csv"


def test_inline_text_of_unknown_kind_is_refused(tmp_path):
    rule, message = fault_of(tmp_path, without_path(data=ROWS))
    assert (rule, message.split(":")[1]) == ("descriptor", " state their format.")


def test_the_url_of_version_0_is_a_path(tmp_path):
    resource = resource_of(tmp_path, without_path(url="rows.csv"))
    assert resource.file.name == "rows.csv"
    assert resource.descriptor["path"] == "rows.csv"


@pytest.mark.parametrize(
    ("properties", "format"),
    [
        ({"format": "TSV"}, "tsv"),
        ({"format": ".csv"}, "csv"),
        ({"mediatype": "application/json"}, "csv"),
        ({"path": "table", "mediatype": "text/csv"}, "csv"),
        ({"path": "table", "mediatype": "application/vnd.apache.parquet"}, "parquet"),
        ({"path": "table"}, ""),
        ({"path": "rows.old.csv"}, "csv"),
        ({"path": "rows.TSV"}, "tsv"),
    ],
)
def test_a_format_is_what_is_stated_then_the_ending_then_the_media_type(
    tmp_path, properties, format
):
    (tmp_path / properties.get("path", "rows.csv")).write_text(ROWS, encoding="utf-8")
    assert resource_of(tmp_path, entry(**properties)).format == format


@pytest.mark.parametrize(
    ("path", "stated", "compression", "format"),
    [
        ("rows.csv.gz", {}, "gz", "csv"),
        ("rows.csv.zip", {}, "zip", "csv"),
        ("rows.zip", {"format": "csv"}, "zip", "csv"),
        ("packed.csv", {"compression": "gz"}, "gz", "csv"),
        ("packed.csv", {"compression": "no"}, None, "csv"),
    ],
)
def test_a_compression_is_what_is_stated_or_the_ending(tmp_path, path, stated, compression, format):
    (tmp_path / path).write_bytes(gzip.compress(ROWS.encode()))
    resource = resource_of(tmp_path, entry(path=path, **stated))
    assert (resource.compression, resource.format) == (compression, format)


@pytest.mark.parametrize(
    ("content", "stated", "encoding"),
    [
        (ROWS.encode(), {}, "utf-8"),
        (ROWS.encode("latin-1"), {"encoding": "ISO-8859-1"}, "ISO-8859-1"),
        (ROWS.encode("utf-16"), {}, "utf-16"),
        (ROWS.encode("utf-32"), {}, "utf-32"),
        (ROWS.encode("utf-8-sig"), {}, "utf-8"),
        (ROWS.encode("latin-1"), {}, "utf-8"),
        (b"", {}, "utf-8"),
    ],
)
def test_an_encoding_is_what_is_stated_or_what_its_mark_says(tmp_path, content, stated, encoding):
    file = write_package(tmp_path, entry(**stated))
    (tmp_path / "rows.csv").write_bytes(content)
    assert read(file).resources[0].encoding == encoding


@pytest.mark.parametrize("dialect", [{"delimiter": ";"}, {"csv": {"delimiter": ";"}}, {}, None])
def test_a_dialect_stays_as_it_was_written(tmp_path, dialect):
    assert resource_of(tmp_path, entry(dialect=dialect)).dialect == (dialect or {})


def test_a_resource_without_a_schema_is_no_table(tmp_path):
    made = entry()
    del made["schema"]
    assert resource_of(tmp_path, made).schema is None


# Schemas and dialects elsewhere


def test_a_schema_and_a_dialect_may_stand_in_files_of_the_package(tmp_path):
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "rows.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
    (tmp_path / "dialect.yaml").write_text("delimiter: ';'\n", encoding="utf-8")
    made = entry(schema="schemas/rows.json", dialect="dialect.yaml")
    descriptor = read(write_package(tmp_path, made))
    (resource,) = descriptor.resources
    assert (resource.schema, resource.dialect) == (SCHEMA, {"delimiter": ";"})
    assert resource.descriptor["schema"] == SCHEMA
    assert descriptor.properties["resources"] == [resource.descriptor]


def test_a_schema_may_be_a_pointer_into_the_descriptor(tmp_path):
    made = entry(schema="#/shared/one~1two~0/0")
    assert resource_of(tmp_path, made, shared={"one/two~": [SCHEMA]}).schema == SCHEMA


def test_a_pointer_may_lead_to_the_path_of_a_file(tmp_path):
    (tmp_path / "rows.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
    resource = resource_of(tmp_path, entry(schema="#/shared"), shared="rows.json")
    assert resource.schema == SCHEMA


@pytest.mark.parametrize(
    ("schema", "rule", "said"),
    [
        ("#/shared/none", "descriptor", "has no part #/shared/none"),
        ("#/shared/list/9", "descriptor", "has no part"),
        ("#/shared/circle", "descriptor", "in a circle (#/shared/circle to #/shared/back to"),
        ("#/resources/0/schema", "descriptor", "in a circle"),
        ("#/shared/list", "descriptor", "neither an object nor a path"),
        ("schemas/none.json", "missing-file", "schemas/none.json is missing"),
        ("../outside.json", "unsafe-path", "leads out of the package"),
        ("https://example.org/schema.json", "remote-path", "is on a network"),
        ("broken.json", "descriptor", "broken.json is not valid JSON (line 1"),
        (["rows.json"], "descriptor", "neither an object nor a path"),
        (7, "descriptor", "neither an object nor a path"),
        ({"$ref": "rows.json"}, "descriptor", "refers on with $ref"),
    ],
)
def test_a_schema_that_is_nowhere_is_refused(tmp_path, schema, rule, said):
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    shared = {"circle": "#/shared/back", "back": "#/shared/circle", "list": [1]}
    found, message = fault_of(tmp_path, entry(schema=schema), shared=shared)
    assert found == rule
    assert said in message


# Paths


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("https://example.org/rows.csv", "remote-path"),
        ("s3://bucket/rows.csv", "remote-path"),
        ("file:///etc/passwd", "remote-path"),
        ("/etc/passwd", "unsafe-path"),
        ("//server/share/rows.csv", "unsafe-path"),
        ("..", "unsafe-path"),
        ("data/../../rows.csv", "unsafe-path"),
        ("data\\..\\..\\rows.csv", "unsafe-path"),
        ("C:\\rows.csv", "unsafe-path"),
        ("\\rows.csv", "unsafe-path"),
        ("C:rows.csv", "unsafe-path"),
        ("rows\0.csv", "unsafe-path"),
        ("rows\n.csv", "unsafe-path"),
        ("none.csv", "missing-file"),
        ("rows.csv/below", "missing-file"),
        ("x" * 5000, "missing-file"),
        (".", "missing-file"),
        ("", "descriptor"),
        ([], "descriptor"),
        (["rows.csv", 3], "descriptor"),
        (["rows.csv", "https://example.org/rows.csv"], "descriptor"),
        ({"a": 1}, "descriptor"),
        (["rows.csv", "../rows.csv"], "unsafe-path"),
    ],
)
def test_a_path_that_is_none_of_a_file_in_the_package_is_refused(tmp_path, path, rule):
    found, message = fault_of(tmp_path / "package", entry(path=path))
    assert found == rule
    assert len(message) < 300


def test_version_2_forbids_hidden_folders_and_version_1_does_not(tmp_path):
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "rows.csv").write_text(ROWS, encoding="utf-8")
    made = entry(path=".hidden/rows.csv")
    assert resource_of(tmp_path, made).file.name == "rows.csv"
    rule, message = fault_of(tmp_path, made, **{"$schema": V2})
    assert (rule, "lies in a hidden folder" in message) == ("unsafe-path", True)


def test_a_link_within_the_package_is_followed_and_one_out_of_it_is_not(tmp_path):
    file = write_package(tmp_path / "package", entry(path="within.csv"))
    (tmp_path / "outside.csv").write_text(ROWS, encoding="utf-8")
    within = tmp_path / "package" / "within.csv"
    within.symlink_to("rows.csv")
    assert read(file).resources[0].file == within
    within.unlink()
    within.symlink_to("../outside.csv")
    _, (problem,) = read_descriptor(file)
    assert (problem.rule, "a link out of the package" in problem.message) == ("unsafe-path", True)


def test_both_path_and_data_or_neither_is_refused(tmp_path):
    assert "both path and data" in fault_of(tmp_path, entry(data=[]))[1]
    assert "has no path" in fault_of(tmp_path, without_path())[1]


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_no_path_is_ever_found_outside_the_package(path):
    folder = Path(__file__).parent / "gold"
    content = {"resources": [{"name": "x", "path": path}]}
    properties = parse_object(json.dumps(content).encode(), "datapackage.json")
    with suppress(Unreadable):
        found = find_file(Place(folder), properties["resources"][0]["path"] or ".")
        assert found.resolve().is_relative_to(folder.resolve())


# Where the descriptor is


def test_a_descriptor_may_be_written_as_yaml(tmp_path):
    write_package(tmp_path, entry()).unlink()
    file = tmp_path / "datapackage.yaml"
    file.write_text(
        "name: made\ncreated: 2021-05-10\nresources:\n- name: rows\n  path: rows.csv\n",
        encoding="utf-8",
    )
    assert find_descriptor(tmp_path) == file
    descriptor = read(file)
    assert descriptor.resources[0].file == tmp_path / "rows.csv"
    assert descriptor.properties["created"] == "2021-05-10", "a day is text, as in JSON"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [1\n", "is not valid YAML (line 2)"),
        ("a: &b [1]\nresources: *b\n", "uses an alias"),
        ("a: &b [*b]\n", "uses an alias"),
        ("a: 1\na: 2\n", "has the key a twice"),
        ("1: 2\n", "has the key 1"),
        ("a: !!python/object/apply:os.system [ls]\n", "is not valid YAML"),
        ("[" * 5000, "nested too deeply"),
        ("? [a]\n: 1\n", "is not valid YAML"),
    ],
)
def test_yaml_that_says_more_than_json_can_is_refused(text, said):
    with pytest.raises(Unreadable) as raised:
        parse_object(text.encode(), "datapackage.yaml")
    assert said in raised.value.message


@pytest.mark.parametrize("prefix", ["", "made-1.0/"])
def test_a_package_in_a_zip_file_is_read_from_it(tmp_path, prefix):
    write_package(tmp_path / "made", entry(schema="rows.json"))
    (tmp_path / "made" / "rows.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
    archive = tmp_path / "made.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        for file in sorted((tmp_path / "made").iterdir()):
            opened.write(file, prefix + file.name)
        opened.writestr(f"{prefix}unasked.csv", "x")
    with open_descriptor(archive) as (descriptor, problems):
        assert problems == []
        (resource,) = descriptor.resources
        assert resource.file.read_text(encoding="utf-8") == ROWS
        assert resource.schema == SCHEMA
        assert not (descriptor.folder / "unasked.csv").exists()
    assert not resource.file.exists(), "nothing is left behind"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["made", "made.zip"]


def test_a_file_that_is_not_in_the_archive_is_missing(tmp_path):
    archive = tmp_path / "made.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        content = {"resources": [entry(), entry(name="up", path="../rows.csv")]}
        opened.writestr("datapackage.json", json.dumps(content))
    with open_descriptor(archive) as (_, problems):
        assert [problem.rule for problem in problems] == ["missing-file", "unsafe-path"]


def test_an_archive_without_a_descriptor_is_no_package(tmp_path):
    archive = tmp_path / "made.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("rows.csv", ROWS)
    with pytest.raises(NotAPackage, match="put one at its top"), open_descriptor(archive):
        pass


@pytest.mark.parametrize("name", ["nowhere", "/dev/null", "rows.csv", "with\0nul"])
def test_what_is_no_package_is_said_to_be_none(tmp_path, name):
    write_package(tmp_path, entry())
    with pytest.raises(NotAPackage, match=r": name|: make it readable"):
        find_descriptor(tmp_path / name)


# Our own packages


def test_a_package_is_ours_with_articles_and_half_of_the_tables(tmp_path):
    names = ["articles", *(name for name in table_names() if name != "articles")]
    half = names[: len(names) // 2]
    for listed, ours in [(names, True), (half, True), (half[1:], False), (half[:-1], False)]:
        file = write_package(tmp_path, *(entry(name=name) for name in listed))
        assert is_own_package(read(file)) is ours


def test_a_package_of_ours_lacks_tables_and_schemas(tmp_path):
    made = entry(name="articles")
    del made["schema"]
    problems = own_package_problems(read(write_package(tmp_path, made)))
    assert {problem.rule for problem in problems} == {"descriptor", "missing-table"}
    assert len(problems) == len(table_names())


# Files that change


def test_a_file_that_changes_while_it_is_read_is_a_problem(tmp_path):
    descriptor = read(write_package(tmp_path, entry()))
    with watched_files(descriptor) as problems:
        assert descriptor.resources[0].file.read_text(encoding="utf-8") == ROWS
    assert problems == []
    with watched_files(descriptor) as problems, (tmp_path / "rows.csv").open("a") as stream:
        stream.write("3,Bo\n")
    assert [(problem.table, problem.rule) for problem in problems] == [("rows", "file-changed")]
    with watched_files(descriptor) as problems:
        (tmp_path / "rows.csv").unlink()
    assert [problem.rule for problem in problems] == ["file-changed"]


def test_a_name_is_shown_short_and_without_control_characters():
    assert shown_name("a\x1b[31m\n\0") == "a\\x1b[31m\\n\\x00"
    assert len(shown_name("x" * 10_000)) == 120
