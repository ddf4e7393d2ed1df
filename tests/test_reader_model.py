"""The trained model at run time: its files, its numbers, its errors."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from toolkit.parsers.english.reader.model import (
    CONFIG,
    FILES,
    SHIPPED,
    Model,
    NoModel,
    load_model,
)
from toolkit.parsers.english.reader_parser import ReaderParser
from toolkit.parsers.english.text.layout import find_blocks
from toolkit.training.labels import LABELS, RELATIONS

TEXT = "President Ana Duarte met Milos Petrov in Lisbon on Monday.\n\nThey spoke for an hour."


@pytest.fixture(scope="module")
def model() -> Model:
    return load_model()


def hidden(model: Model, text: str) -> np.ndarray:
    return model.read(text, find_blocks(text)).hidden


def test_a_folder_without_a_model_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(NoModel, match=r"has no .*; name a folder") as caught:
        Model(tmp_path)
    assert str(caught.value).count(". ") == 0


@pytest.mark.parametrize("name", FILES)
def test_the_message_names_the_file_that_is_missing(tmp_path, name: str):
    for other in FILES:
        if other != name:
            (tmp_path / other).touch()
    with pytest.raises(NoModel, match=rf"has no {name};"):
        Model(tmp_path)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("share", [0, 2])
def test_a_file_that_is_cut_short_is_named_with_the_remedy(tmp_path, name: str, share: int):
    for other in FILES:
        (tmp_path / other).symlink_to(SHIPPED / other)
    whole = (SHIPPED / name).read_bytes()
    (tmp_path / name).unlink()
    (tmp_path / name).write_bytes(whole[: len(whole) // share] if share else b"")
    with pytest.raises(NoModel, match=rf"{name} can't be read \(.*`toolkit train`") as caught:
        Model(tmp_path)
    assert "\n" not in str(caught.value)


def test_a_parser_of_a_folder_without_a_model_says_so_at_once(tmp_path):
    with pytest.raises(NoModel):
        ReaderParser(tmp_path)


def test_a_model_is_loaded_once(model):
    assert load_model() is model


def test_the_same_text_has_the_same_numbers_whenever_it_is_read(model):
    first = hidden(model, TEXT)
    hidden(model, "Something else was read in between.")
    assert np.array_equal(hidden(model, TEXT), first)
    assert np.array_equal(hidden(Model(SHIPPED), TEXT), first)


def test_every_word_of_a_text_longer_than_a_window_has_a_vector(model):
    scores = model.read(TEXT * 60, find_blocks(TEXT * 60))
    assert scores.hidden.shape == (len(scores.words), 384)
    assert np.isfinite(scores.hidden).all()


def test_a_text_without_words_has_no_vectors(model):
    assert hidden(model, "").shape == (0, 384)


def test_a_wrapped_paragraph_has_the_numbers_of_one_on_one_line(model):
    line = "The two ministers sat together for an hour in the old customs house by the river " * 3
    wrapped = line.replace("customs house", "customs\nhouse").strip()
    assert np.array_equal(hidden(model, wrapped), hidden(model, line.strip()))


def test_the_model_says_all_that_training_teaches(model):
    assert model.heads.labels == LABELS
    assert model.heads.relations == RELATIONS


def test_the_digest_of_the_model_is_part_of_the_parsers_version(model):
    assert len(model.digest) == 12
    assert ReaderParser().version.endswith(model.digest)


@pytest.mark.parametrize("name", [name for name in FILES if name != CONFIG])
def test_the_shipped_files_are_those_that_the_configuration_names(model, name: str):
    digest = hashlib.sha256((SHIPPED / name).read_bytes()).hexdigest()
    assert model.config["sha256"][name] == digest
