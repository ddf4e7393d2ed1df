"""Frictionless as an engine: what its errors become, and what it never does."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from awkward_package import write_descriptor, write_package
from frictionless import Schema

from toolkit.validation.by_frictionless.engine import judge_with_frictionless
from toolkit.validation.by_frictionless.metadata import metadata_defects
from toolkit.validation.by_frictionless.xml_patterns import python_pattern
from toolkit.validation.defect import Defect
from toolkit.validation.descriptor import Descriptor

PEOPLE = {
    "fields": {"id": "integer", "age": {"type": "integer", "constraints": {"minimum": 0}}},
    "lines": ["id,age", "1,30", "x,-1", "2"],
}


def described(folder: Path, **entry: Any) -> Descriptor:
    """Return a package of one table of people, whose entry in the descriptor is changed."""
    (folder / "people.csv").write_text("id\n1\n", encoding="utf-8")
    schema = {"fields": [{"name": "id", "type": "integer"}]}
    stated = {"name": "people", "path": "people.csv", "schema": schema}
    return write_descriptor([stated | entry], folder)


def test_an_error_becomes_a_defect_with_its_cell_and_its_row(tmp_path: Path):
    judgement = judge_with_frictionless(write_package({"people": PEOPLE}, tmp_path))
    assert [(d.row, d.field, d.type, d.constraint, d.cell, d.cells) for d in judgement.defects] == [
        (3, "id", "type-error", None, "x", ("x", "-1")),
        (3, "age", "constraint-error", "minimum", "-1", ("x", "-1")),
        (4, "age", "missing-cell", None, "", ("2",)),
    ]
    assert judgement.rows == {"people": 3}


def test_a_reference_that_leads_nowhere_has_the_fields_and_the_cells_of_its_key(tmp_path: Path):
    key = {"fields": ["a", "b"], "reference": {"fields": ["c", "d"]}}
    case = {
        "fields": dict.fromkeys("abcd", "string"),
        "schema": {"foreignKeys": [key]},
        "lines": ["a,b,c,d", "1,2,1,2", "3,4,1,2"],
    }
    (defect,) = judge_with_frictionless(write_package({"t": case}, tmp_path)).defects
    assert (defect.row, defect.field, defect.cell) == (3, "a, b", "3, 4")


def test_only_the_tables_that_are_asked_for_are_judged(tmp_path: Path):
    descriptor = write_package({"people": PEOPLE, "others": PEOPLE}, tmp_path)
    judgement = judge_with_frictionless(descriptor, names=["others"])
    assert {defect.resource for defect in judgement.defects} == {"others"}
    assert list(judgement.rows) == ["others"]


def test_a_resource_without_schema_has_only_its_size_and_hash_compared(tmp_path: Path):
    descriptor = described(tmp_path, schema=None, bytes=3, hash="sha1:00")
    judgement = judge_with_frictionless(descriptor)
    assert [defect.type for defect in judgement.defects] == ["byte-count", "hash-count"]
    assert judgement.rows == {}


def test_a_format_that_frictionless_does_not_read_is_left(tmp_path: Path):
    judgement = judge_with_frictionless(described(tmp_path, format="sav"))
    assert judgement.left == {"people": "frictionless does not read the format sav"}


def test_a_spreadsheet_is_left_where_its_reader_is_not_installed(tmp_path: Path):
    descriptor = described(tmp_path, path="people.ods")
    (tmp_path / "people.ods").write_bytes(b"")
    assert find_spec("ezodf") is None
    reason = "frictionless reads ods only with the package ezodf"
    assert judge_with_frictionless(descriptor).left == {"people": reason}


def test_a_file_that_has_gone_is_a_defect(tmp_path: Path):
    descriptor = described(tmp_path)
    (tmp_path / "people.csv").unlink()
    (defect,) = judge_with_frictionless(descriptor).defects
    assert (defect.resource, defect.type) == ("people", "scheme-error")


def test_frictionless_reads_as_ever_outside_of_the_engine(tmp_path: Path):
    judge_with_frictionless(described(tmp_path))
    schema = Schema.from_descriptor({"fields": [{"name": "a", "type": "integer"}]})
    assert schema.get_field("a").read_cell("1_000")[0] == 1000


def test_the_first_table_of_a_process_is_read_as_specified(tmp_path: Path):
    write_package({"people": {"fields": {"id": "integer"}, "lines": ["id", "1_000"]}}, tmp_path)
    code = (
        "import sys; from pathlib import Path; from toolkit import validation\n"
        "from toolkit.validation.descriptor import read_descriptor\n"
        "from toolkit.validation.by_frictionless.engine import judge_with_frictionless\n"
        "descriptor, _ = read_descriptor(Path(sys.argv[1]) / 'datapackage.json')\n"
        "print(*[d.type for d in judge_with_frictionless(descriptor).defects])\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    assert ran.stdout == "type-error\n"


def test_nothing_is_asked_of_a_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*arguments: object) -> None:
        raise AssertionError(f"a connection to {arguments} was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    descriptor = described(tmp_path, profile="https://example.org/profile.json")
    assert metadata_defects(descriptor) == ()
    assert judge_with_frictionless(descriptor).defects == ()


@pytest.mark.parametrize(
    ("field", "type_", "note"),
    [
        ({"type": "integr"}, "field-error", 'field type "integr" is not supported'),
        (
            {"constraints": {"minLength": 1}},
            "field-error",
            'constraint "minLength" is not supported by type "integer"',
        ),
        (
            {"constraints": {"minimum": "a few"}},
            "field-error",
            'constraint "minimum" is "a few", which is no integer',
        ),
        (
            {"type": "string", "constraints": {"pattern": "(a"}},
            "field-error",
            'constraint "pattern" is "(a", which is no regular expression',
        ),
    ],
)
def test_a_field_that_cannot_be_is_a_defect_of_the_descriptor(
    field: dict[str, Any], type_: str, note: str, tmp_path: Path
):
    schema = {"fields": [{"name": "id", "type": "integer"} | field]}
    (defect,) = metadata_defects(described(tmp_path, schema=schema))
    assert (defect.resource, defect.type, defect.note) == ("people", type_, note)
    assert judge_with_frictionless(described(tmp_path, schema=schema)).defects == ()


def test_a_key_of_no_field_is_a_defect_of_the_descriptor(tmp_path: Path):
    schema = {"fields": [{"name": "id", "type": "integer"}], "primaryKey": ["key"]}
    (defect,) = metadata_defects(described(tmp_path, schema=schema))
    assert (defect.resource, defect.type) == ("people", "schema-error")


def test_what_is_wrong_with_the_package_is_a_defect_of_no_resource(tmp_path: Path):
    descriptor = described(tmp_path)
    changed = Descriptor(
        tmp_path, {**descriptor.properties, "created": "last week"}, descriptor.resources
    )
    note = 'property "created" is not valid "datetime"'
    assert metadata_defects(changed) == (Defect(None, "package-error", note=note),)


@pytest.mark.parametrize(
    ("pattern", "matching", "others"),
    [
        (r"\p{Lu}\p{Ll}+", ["Äb", "Ab"], ["äb", "A", "1a"]),
        (r"[\p{L}-]+", ["é-a"], ["a b", "1"]),
        (r"\P{L}+", ["12"], ["1a"]),
        (r"\i\c*", ["_a-1", "ä.b"], ["1a", "-", "a b"]),
        (r"[^\p{Nd}]", ["a"], ["1", "٣"]),
    ],
)
def test_classes_of_xml_schema_are_written_for_python(
    pattern: str, matching: list[str], others: list[str]
):
    read = re.compile(python_pattern(pattern))
    assert [text for text in [*matching, *others] if read.fullmatch(text)] == matching


@pytest.mark.parametrize("pattern", ["[a-z]+", r"\d{4}", "a|b", "(a", r"\p{IsGreek}"])
def test_all_other_patterns_are_left_as_they_are(pattern: str):
    assert python_pattern(pattern) == pattern
