"""The command line around the trained reader: other parsers, other models, training one."""

from __future__ import annotations

import json

import pytest
from accra_articles import articles
from articles_by_length import copy_shortest
from commands import one_sentence, run

from toolkit.parsers.english.reader.model import FILES

__all__ = ["articles"]


def test_a_folder_without_a_model_is_refused_in_one_sentence(articles, tmp_path):
    shown = run("build", str(articles), "--out", str(tmp_path / "out"), "--model", str(tmp_path))
    assert shown.returncode == 1
    assert "toolkit train" in one_sentence(shown)


def test_an_unknown_parser_is_answered_with_the_known_ones(articles, tmp_path):
    shown = run("build", str(articles), "--out", str(tmp_path / "out"), "--parser", "klingon")
    assert shown.returncode == 1
    assert "english" in one_sentence(shown)


@pytest.mark.training
def test_training_on_a_folder_without_annotations_is_refused_in_one_sentence(articles, tmp_path):
    pytest.importorskip("torch")
    shown = run("train", str(articles), "--out", str(tmp_path / "model"))
    assert shown.returncode == 1
    one_sentence(shown)
    assert not (tmp_path / "model").exists()


@pytest.mark.training
def test_a_trained_model_is_written_reported_and_used(articles, tmp_path):
    pytest.importorskip("torch")
    (tmp_path / "annotated").mkdir()
    annotated, model = copy_shortest(tmp_path / "annotated", 2), tmp_path / "model"
    command = ("train", str(annotated), "--out", str(model), "--validation", "0", "--epochs", "1")
    shown = run(*command, "--json")
    assert shown.returncode == 0, shown.stderr
    assert json.loads(shown.stdout)["articles"] == 2
    assert {path.name for path in model.iterdir()} >= set(FILES)
    out = str(tmp_path / "out")
    assert run("build", str(articles), "--out", out, "--model", str(model)).returncode == 0
