"""Both engines of validation give one verdict: frictionless's, and the specification's."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from awkward_package import (
    FILES,
    FOLDER,
    expected_defects,
    read_cases,
    shown_defects,
    write_package,
)
from frictionless import FrictionlessException, Package

from toolkit.validation.defect import Defect
from toolkit.validation.fast.judge import judge_fast
from toolkit.validation.frictionless_engine import judge_with_frictionless

with (FOLDER / "specification.csv").open(encoding="utf-8", newline="") as _lines:
    BY_SPECIFICATION = {row["case"]: row for row in csv.DictReader(_lines)}
CASES = read_cases(*FILES)


def plain_verdict(folder: Path) -> set[Defect] | None:
    """Return what frictionless says of a package by itself, None where it fails."""
    try:
        report = Package(str(folder / "datapackage.json")).validate()
    except (FrictionlessException, Exception):
        return None
    found = {Defect(None, error.type) for error in report.errors}
    for task in report.tasks:
        for error in task.errors:
            fields = getattr(error, "field_names", [getattr(error, "field_name", "")])
            row = getattr(error, "row_number", None)
            found.add(Defect(task.name, error.type, row, ", ".join(fields) or None))
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_fast_engine_finds_what_is_wrong_with_each_awkward_table(file: Path, tmp_path: Path):
    cases = read_cases(file)
    judgement = judge_fast(write_package(cases, tmp_path))
    expected = expected_defects(cases)
    assert shown_defects(judgement.defects, expected) == expected
    assert judgement.left == {}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_frictionless_finds_what_is_wrong_with_each_awkward_table(file: Path, tmp_path: Path):
    cases = {name: case for name, case in read_cases(file).items() if not case.get("left")}
    judgement = judge_with_frictionless(write_package(cases, tmp_path))
    expected = expected_defects(cases)
    assert shown_defects(judgement.defects, expected) == expected
    assert judgement.left == {}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_frictionless_by_itself_says_the_same_of_what_is_not_listed(file: Path, tmp_path: Path):
    cases = {n: case for n, case in read_cases(file).items() if n not in BY_SPECIFICATION}
    write_package(cases, tmp_path)
    expected = expected_defects(cases)
    assert shown_defects(plain_verdict(tmp_path) or (), expected) == expected


@pytest.mark.parametrize("name", BY_SPECIFICATION)
def test_frictionless_by_itself_leaves_the_specification_where_it_is_listed(
    name: str, tmp_path: Path
):
    cases = {name: CASES[name]}
    write_package(cases, tmp_path)
    found = plain_verdict(tmp_path)
    expected = expected_defects(cases)
    assert found is None or shown_defects(found, expected) != expected


def test_the_listed_cases_are_sorted_and_each_is_of_the_corpus():
    assert list(BY_SPECIFICATION) == sorted(BY_SPECIFICATION)
    assert BY_SPECIFICATION.keys() <= CASES.keys()
    assert all(all(row.values()) for row in BY_SPECIFICATION.values())
