"""`toolkit evaluate`: what a user types, sees and gets back as an exit code."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from accra_articles import TALKS
from commands import one_sentence, run
from conftest import PROJECT

GOLD = PROJECT / "tests" / "gold"
SEEDS = PROJECT / "seeds"
STEM = "seed-basij-2018"


@pytest.fixture
def gold(tmp_path) -> Path:
    """A folder with one annotation, and its text beside it."""
    folder = tmp_path / "gold"
    folder.mkdir()
    shutil.copy(GOLD / f"{STEM}.json", folder)
    shutil.copy(SEEDS / f"{STEM}.txt", folder)
    return folder


def test_a_package_is_measured():
    shown = run("evaluate", str(GOLD), "--package", str(PROJECT))
    assert shown.returncode == 0
    for words in ("precision", "participants", "meeting place", "overall F1", "over 42 articles"):
        assert words in shown.stdout
    assert shown.stderr == ""


def test_texts_beside_the_annotations_are_built_and_measured(gold):
    shown = run("evaluate", str(gold), "--json")
    assert shown.returncode == 0
    report = json.loads(shown.stdout)
    assert report["articles"] == 1
    assert report["missing"] == []
    assert report["f1"]["meetings"]["tp"] == 1
    assert sorted(path.name for path in gold.iterdir()) == [f"{STEM}.json", f"{STEM}.txt"]


def test_a_package_is_not_measured_with_triage_as_it_is_built_already():
    shown = run("evaluate", str(GOLD), "--package", str(PROJECT), "--triage")
    assert shown.returncode == 1
    assert "--triage" in one_sentence(shown)


def test_articles_of_another_folder_are_built_as_one_corpus_and_measured(gold, tmp_path):
    articles = tmp_path / "articles"
    articles.mkdir()
    shutil.move(gold / f"{STEM}.txt", articles)
    (articles / "talks.txt").write_text(TALKS, encoding="utf-8")
    shown = run("evaluate", str(gold), "--articles", str(articles), "--json")
    assert shown.returncode == 0
    assert json.loads(shown.stdout)["f1"]["meetings"]["tp"] == 1


def test_errors_are_shown_with_their_sentences():
    options = ("--package", str(PROJECT), "--errors", "--texts", str(SEEDS))
    shown = run("evaluate", str(GOLD), *options)
    assert shown.returncode == 0
    for words in ("missed in participants: ", "false in ", "should be", ">>"):
        assert words in shown.stdout


def test_errors_are_printed_as_json_too():
    options = ("--package", str(PROJECT), "--errors", "--texts", str(SEEDS), "--json")
    errors = json.loads(run("evaluate", str(GOLD), *options).stdout)["errors"]
    assert {one["kind"] for one in errors} == {"missed", "false", "wrong"}
    located = [one for one in errors if one["char_start"] is not None]
    assert len(located) >= 0.99 * len(errors)
    assert all(one["sentence"] for one in located)


def test_a_wrong_annotation_gives_exit_code_1_and_the_others_are_measured(gold):
    shutil.copy(SEEDS / "seed-iraq-2021.txt", gold)
    (gold / "seed-iraq-2021.json").write_text("{", encoding="utf-8")
    shown = run("evaluate", str(gold), "--json")
    assert shown.returncode == 1
    assert "seed-iraq-2021.json: it is no JSON" in one_sentence(shown)
    report = json.loads(shown.stdout)
    assert report["articles"] == 1
    assert [problem["file"] for problem in report["problems"]] == ["seed-iraq-2021.json"]


def test_an_annotation_of_an_absent_article_gives_exit_code_1_and_counts_as_missed(tmp_path):
    folder = tmp_path / "gold"
    folder.mkdir()
    shutil.copy(GOLD / f"{STEM}.json", folder / "elsewhere.json")
    shown = run("evaluate", str(folder), "--package", str(PROJECT), "--json")
    assert shown.returncode == 1
    assert "elsewhere.json: there is no article elsewhere" in one_sentence(shown)
    report = json.loads(shown.stdout)
    assert report["missing"] == ["elsewhere"]
    assert report["f1"]["actors"]["tp"] == 0
    assert report["f1"]["actors"]["fn"] > 5


def test_an_article_that_the_build_skipped_is_named_with_the_reason(gold):
    shutil.copy(GOLD / f"{STEM}.json", gold / "empty.json")
    (gold / "empty.txt").write_text("", encoding="utf-8")
    shown = run("evaluate", str(gold))
    assert shown.returncode == 1
    assert "empty.json: the build skipped the article empty (" in one_sentence(shown)
    assert "over 2 articles, 1 of them absent" in shown.stdout


def test_annotations_without_texts_or_package_are_refused(gold):
    (gold / f"{STEM}.txt").unlink()
    shown = run("evaluate", str(gold))
    assert shown.returncode == 1
    assert "No text lies beside" in one_sentence(shown)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "nowhere does not exist"),
        ([str(SEEDS)], "holds no annotations"),
        ([str(GOLD), "--package", str(SEEDS)], "is not a data package"),
        ([str(GOLD), "--package", str(PROJECT), "--articles", str(SEEDS)], "name one of them"),
        ([str(GOLD), "--package", str(PROJECT), "--floor", "nowhere.json"], "nowhere.json"),
        ([str(GOLD), "--articles", "nowhere"], "nowhere"),
    ],
)
def test_wrong_usage_is_one_sentence_and_exit_code_1(arguments, words):
    shown = run("evaluate", *arguments)
    assert shown.returncode == 1
    assert words in one_sentence(shown)


def test_a_figure_below_its_floor_gives_exit_code_2(tmp_path):
    floor = tmp_path / "figures.json"
    floor.write_text('{"participants": 1.0, "actors": 0.5}', encoding="utf-8")
    shown = run("evaluate", str(GOLD), "--package", str(PROJECT), "--floor", str(floor))
    assert shown.returncode == 2
    assert "participants is 0." in one_sentence(shown)
    assert "below 1.000" in one_sentence(shown)
