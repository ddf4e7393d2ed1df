"""Nothing slips through: what breaks a rule is reported at its place, what breaks none is not.

Each mutation of the package of this repository is made so as to break a known rule, or none: that
is the oracle. Many cells are changed at once, each in a row that no other mutation has to do
with; files and the descriptor one at a time.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from random import Random

import pytest
from conftest import PROJECT
from mutated_package import Expected, Tables, read_tables, write_tables
from mutations_of_cells import CELLS
from mutations_of_files import CORRUPTIONS, write_harmless
from mutations_of_rules import RULES

from toolkit.texts import read_texts
from toolkit.validation import Report, validate_package
from toolkit.validation.rules.run_rules import read_rules

MUTATIONS = int(os.environ.get("PARLEY_MUTATIONS", 50))
"""How many corruptions are tried; 2000 is the long run."""

SEED = int(os.environ.get("PARLEY_SEED", 20261122))
IN_A_BATCH = 25


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return read_texts([PROJECT / "seeds"])


def missed(report: Report, expected: list[tuple[str, Expected]]) -> list[str]:
    """Return what was to be reported and was not."""
    return [
        f"{name}: {one}"
        for name, one in expected
        if not any(one.is_met_by(problem) for problem in report.problems)
    ]


def mutated(
    seed: int, count: int, kinds: tuple[Callable, ...], *arguments: object
) -> tuple[Tables, list[tuple[str, Expected]]]:
    """Return tables with some mutations, and where each has to be reported."""
    tables = read_tables(seed)
    expected: list[tuple[str, Expected]] = []
    for _ in range(20 * count):
        kind = tables.random.choice(kinds)
        if (one := kind(tables, *arguments)) is not None:
            expected.append((getattr(kind, "__qualname__", ""), one))
        if len(expected) == count:
            break
    return tables, expected


def batches(of_all: float) -> list[tuple[int, int]]:
    """Return the seed and the size of each batch of a part of all mutations."""
    count = max(1, round(MUTATIONS * of_all))
    sizes = [min(IN_A_BATCH, count - begun) for begun in range(0, count, IN_A_BATCH)]
    return [(SEED + number, size) for number, size in enumerate(sizes)]


@pytest.mark.parametrize(("seed", "count"), batches(0.5))
def test_a_cell_that_breaks_its_schema_is_reported_at_its_place(tmp_path, seed, count):
    tables, expected = mutated(seed, count, CELLS)
    report = validate_package(write_tables(tmp_path / "made", tables), limit=100_000)
    assert len(expected) == count
    assert missed(report, expected) == []


@pytest.mark.parametrize(("seed", "count"), batches(0.4))
def test_rows_that_contradict_each_other_are_reported_at_their_place(tmp_path, texts, seed, count):
    tables, expected = mutated(seed, count, RULES, texts)
    report = validate_package(write_tables(tmp_path / "made", tables), texts=texts)
    assert "span_in_text" in report.ran, report.problems[:3]
    assert missed(report, expected) == []


def corruptions() -> list[tuple[str, int]]:
    """Return files and descriptors to corrupt: all kinds in turn, beginning where chance says."""
    begin = Random(SEED).randrange(len(CORRUPTIONS))
    return [
        (CORRUPTIONS[(begin + number) % len(CORRUPTIONS)].__name__, SEED + number)
        for number in range(round(MUTATIONS * 0.1))
    ]


@pytest.mark.parametrize(("name", "seed"), corruptions())
def test_a_file_or_descriptor_that_was_corrupted_is_reported(tmp_path, name, seed):
    (corrupt,) = (kind for kind in CORRUPTIONS if kind.__name__ == name)
    expected = corrupt(tmp_path / "made", Random(seed))
    report = validate_package(tmp_path / "made")
    assert not report.valid
    assert missed(report, [(name, expected)]) == [], report.problems[:5]


@pytest.mark.parametrize("seed", [seed for seed, _ in batches(0.5)[:: max(1, MUTATIONS // 400)]])
def test_what_breaks_nothing_is_not_reported(tmp_path, texts, seed):
    assert write_harmless(tmp_path / "made", Random(seed)) > 60
    report = validate_package(tmp_path / "made", texts=texts)
    assert [problem for problem in report.problems if problem.severity == "error"] == []
    assert report.checked == {name: len(rows) for name, rows in read_tables(0).rows.items()}
    assert "span_in_text" in report.ran


def test_every_rule_is_broken_by_a_mutation():
    elsewhere = {
        "article_text_unchanged",  # a digest that is wrong breaks the rule of the key too
        "meeting_has_two_participants",
        "name_stands_for_one_actor",
        "turnout_within_range",  # the schema says the same
    }
    lengths = read_texts([PROJECT / "seeds"])
    broken: set[str] = set()
    for kind in RULES:
        # Few rows can break some rules: each kind has a package of its own.
        tables = read_tables(SEED)
        tries = (kind(tables, lengths) for _ in range(200))
        one = next((one for one in tries if one is not None), None)
        assert one is not None, kind
        broken |= set(one.rules)
    assert broken | elsewhere == {rule.name for rule in read_rules()}
