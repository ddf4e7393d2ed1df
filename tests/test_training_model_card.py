"""The card of a model says what it is, from its configuration and its figures."""

from __future__ import annotations

import json

import pytest

from toolkit.training.model_card import read_figures, write_model_card

CONFIGURATION = {
    "base": "sentence-transformers/all-MiniLM-L6-v2",
    "base_licence": "Apache-2.0",
    "articles": 1204,
    "kept_aside": ["t1-01-port-strike", "t2-07-two-rounds"],
    "data_sha256": "9f" * 32,
    "recipe": {"epochs": 14, "encoder_rate": 2e-4, "seed": 1},
    "losses": [[2.5, 1.75], [1.25, None]],
    "labels": {"cue": ["O", "cue"], "optional": ["no", "yes"]},
    "relations": ["holder", "org"],
    "sha256": {"heads.npz": "ab" * 32},
}
FIGURES = {
    "kept aside": {"overall": 0.8, "actors": 0.91, "meeting place": 0.75, "loss": 0.4},
    "gold": {"overall": 0.7777, "actors": 0.9},
}


@pytest.fixture
def card(tmp_path):
    (tmp_path / "heads.npz").write_bytes(b"x" * 2048)
    return write_model_card(tmp_path, CONFIGURATION, FIGURES).read_text(encoding="utf-8")


def test_a_card_is_the_readme_of_its_folder(tmp_path):
    assert write_model_card(tmp_path, CONFIGURATION, FIGURES) == tmp_path / "README.md"


def test_a_card_counts_what_the_model_says(card):
    assert "2 heads that label words and 2 relations" in card


def test_a_card_names_the_base_and_its_licence(card):
    assert "sentence-transformers/all-MiniLM-L6-v2 (licence: Apache-2.0)" in card


def test_a_card_counts_the_articles_learned_from_and_kept_aside(card):
    assert "Articles learned from: 1,204." in card
    assert "epoch: 2; `config.json` names them" in card
    assert "9f" * 32 in card


def test_a_card_gives_the_recipe_and_the_loss_of_each_epoch(card):
    assert "| encoder rate | 0.0002 |" in card
    assert "| 1 | 2.500 | 1.750 |" in card
    assert "| 2 | 1.250 | – |" in card


def test_a_card_has_a_column_of_figures_for_each_set_of_articles(card):
    assert "| F1 | kept aside | gold |" in card
    assert "| overall | 0.800 | 0.778 |" in card
    assert "| meeting place | 0.750 | – |" in card


def test_the_loss_of_a_curve_is_no_share_of_right_values(card):
    assert "| loss |" not in card


def test_a_card_lists_the_files_with_their_sizes_and_digests(card):
    assert f"| `heads.npz` | 2,048 | `{'ab' * 32}` |" in card


def test_a_card_says_what_the_model_is_for_and_where_it_ends(card):
    for heading in ("## Use", "## Limits", "## Licence"):
        assert heading in card


def test_a_card_without_figures_says_that_nothing_was_measured(tmp_path):
    card = write_model_card(tmp_path, CONFIGURATION, {}).read_text(encoding="utf-8")
    assert "Not measured." in card


def test_a_card_of_a_bare_configuration_says_what_is_unknown(tmp_path):
    card = write_model_card(tmp_path, {}, {}).read_text(encoding="utf-8")
    assert "The base is unknown" in card
    assert "Unknown: `config.json` does not say." in card


def test_a_card_says_the_licence_and_the_data_that_the_configuration_tells(tmp_path):
    told = {**CONFIGURATION, "licence": "Apache License 2.0.", "data": "Letters of two mayors."}
    card = write_model_card(tmp_path, told, {}).read_text(encoding="utf-8")
    assert card.endswith("Apache License 2.0.\n")
    assert "Letters of two mayors." in card


def test_the_same_configuration_gives_the_same_card(tmp_path, card):
    assert write_model_card(tmp_path, CONFIGURATION, FIGURES).read_text(encoding="utf-8") == card


def test_figures_are_read_from_what_evaluate_prints(tmp_path):
    path = tmp_path / "gold.json"
    path.write_text(json.dumps({"overall_f1": 0.8, "figures": {"overall": 0.8}}))
    assert read_figures(path) == {"overall": 0.8}


def test_a_file_without_figures_is_refused_with_the_remedy(tmp_path):
    path = tmp_path / "other.json"
    path.write_text("[]")
    with pytest.raises(ValueError, match="toolkit evaluate --json"):
        read_figures(path)
