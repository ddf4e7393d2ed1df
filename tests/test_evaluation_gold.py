"""The project's gold: annotations of the seeds, and the figures that are never to fall."""

from __future__ import annotations

import json

import pytest
from conftest import PROJECT

import toolkit
from toolkit.evaluation import read_floor, shortfalls
from toolkit.evaluation.floor import NoFloor
from toolkit.evaluation.gold_files import read_gold

GOLD = PROJECT / "tests" / "gold"
FLOOR = PROJECT / "tests" / "figures_reader.json"


@pytest.fixture(scope="module")
def evaluation():
    return toolkit.evaluate(GOLD, package=PROJECT)


def test_every_seed_is_annotated_and_nothing_else():
    seeds = {path.stem for path in (PROJECT / "seeds").glob("*.txt")}
    gold = read_gold(GOLD)
    assert gold.problems == ()
    assert set(gold.accounts) == seeds


def test_the_committed_package_reaches_every_recorded_figure(evaluation):
    """The figures in the file only ever rise: write better ones there, never lesser ones."""
    assert evaluation.problems == ()
    assert [str(one) for one in shortfalls(evaluation.figures, read_floor(FLOOR))] == []


def test_the_figures_of_all_tables_are_recorded(evaluation):
    assert set(read_floor(FLOOR)) >= {"overall", *evaluation.figures.tallies}


def test_the_figures_of_a_report_are_a_floor_that_its_package_reaches(evaluation, tmp_path):
    path = tmp_path / "figures.json"
    path.write_text(json.dumps(evaluation.to_dict()["figures"]), encoding="utf-8")
    assert shortfalls(evaluation.figures, read_floor(path)) == ()


def test_a_figure_below_its_floor_is_named_with_both_values(evaluation):
    (one,) = shortfalls(evaluation.figures, {"meetings": 1.0, "actors": 0.1})
    assert (one.figure, one.least) == ("meetings", 1.0)
    assert str(one).startswith("meetings is 0.")


def test_a_floor_for_a_figure_that_was_not_measured_is_refused(evaluation):
    with pytest.raises(NoFloor, match=r"'meting'.*meetings"):
        shortfalls(evaluation.figures, {"meting": 0.5})


@pytest.mark.parametrize("text", ["{", "[0.5]", '{"meetings": "much"}', '{"meetings": true}'])
def test_a_file_that_is_no_floor_is_refused_with_its_name(text, tmp_path):
    path = tmp_path / "figures.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NoFloor, match=r"figures\.json"):
        read_floor(path)
