"""Both engines of validation give one verdict: frictionless's, and the specification's.

The corpus in `awkward_packages/` says what is wrong with each of its tables. Beyond it, packages
are made up: a few by default, as many as `PARLEY_PACKAGES` says for a long run, other ones each
time.
"""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Set
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
from frictionless import Package
from hypothesis import HealthCheck, given, settings
from made_packages import MadePackage, packages

from toolkit.validation.by_frictionless.engine import judge_with_frictionless
from toolkit.validation.compare_engines import Disagreement, compare
from toolkit.validation.defect import Defect, Judgement
from toolkit.validation.fast.judge import judge_fast

with (FOLDER / "specification.csv").open(encoding="utf-8", newline="") as _lines:
    BY_SPECIFICATION = {row["case"]: row for row in csv.DictReader(_lines)}
CASES = read_cases(*FILES)
PACKAGES = int(os.environ.get("PARLEY_PACKAGES", "12"))


def plain_verdict(folder: Path) -> set[Defect] | None:
    """Return what frictionless says of a package by itself, None where it fails."""
    try:
        report = Package(str(folder / "datapackage.json")).validate()
    except Exception:
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
    expected = expected_defects({n: case for n, case in cases.items() if not case.get("left")})
    assert shown_defects(judgement.defects, expected) == expected
    left = expected_defects({n: case for n, case in cases.items() if case.get("left")})
    assert judgement.left.keys() == left.keys()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_frictionless_finds_what_is_wrong_with_each_awkward_table(file: Path, tmp_path: Path):
    cases = read_cases(file)
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


def details(judgement: Judgement, names: Set[str]) -> set[tuple[object, ...]]:
    """Return what a report shows of the defects of some tables."""
    return {
        (defect.place, defect.constraint, defect.cell, defect.cells)
        for defect in judgement.defects
        if defect.resource in names
    }


@settings(
    max_examples=PACKAGES,
    deadline=None,
    derandomize="PARLEY_PACKAGES" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(packages())
def test_the_engines_agree_on_packages_that_are_made_up(package: MadePackage):
    with tempfile.TemporaryDirectory() as folder:
        descriptor = package.write(Path(folder))
        fast, other = judge_fast(descriptor), judge_with_frictionless(descriptor)
    assert compare(fast, other) == ()
    both = fast.rows.keys() & other.rows.keys()
    assert {name: fast.rows[name] for name in both} == {name: other.rows[name] for name in both}
    alike = both - fast.more.keys() - other.more.keys()
    assert details(fast, alike) == details(other, alike)


def test_a_defect_that_one_engine_finds_is_a_disagreement():
    one, another = Defect("t", "type-error", 3, "a"), Defect("t", "blank-row", 2)
    assert compare(Judgement((one, another)), Judgement((one,))) == (Disagreement(another, "fast"),)
    assert compare(Judgement(), Judgement((one,))) == (Disagreement(one, "other"),)


def test_only_the_places_of_defects_are_compared():
    one = Defect("t", "constraint-error", 3, "a", "minimum", "0", "too small", ("0",))
    another = Defect("t", "constraint-error", 3, "a", "enum", "0")
    assert compare(Judgement((one, one)), Judgement((another,))) == ()


def test_what_an_engine_leaves_is_not_compared():
    one, another = Defect("t", "type-error", 3, "a"), Defect("u", "type-error", 3, "a")
    fast = Judgement((one,), left={"u": "it holds keys of arrays"})
    assert compare(fast, Judgement((one, another))) == ()


def test_the_comparison_ends_where_one_engine_names_no_more():
    defects = tuple(Defect("t", "type-error", row, "a") for row in range(2, 12))
    last = Defect("t", "row-count")
    fast = Judgement((*defects[:4], last), more={"t": 6})
    assert compare(fast, Judgement(defects)) == ()
    wrong = Judgement((Defect("t", "blank-row", 3), *defects[:4]), more={"t": 6})
    assert [d.defect.type for d in compare(wrong, Judgement(defects))] == ["blank-row"]


@pytest.mark.parametrize("limit", [1, 3])
def test_both_engines_name_the_first_defects_and_count_the_others(limit: int, tmp_path: Path):
    cases = {"integers": CASES["integers"], "dates": CASES["dates"]}
    descriptor = write_package(cases, tmp_path)
    fast, other = (
        judge_fast(descriptor, limit=limit),
        judge_with_frictionless(descriptor, limit=limit),
    )
    expected = {name: len(texts) - limit for name, texts in expected_defects(cases).items()}
    assert dict(fast.more) == dict(other.more) == expected
    assert [d.place for d in fast.defects] == [d.place for d in other.defects]
    assert compare(fast, other) == ()
