"""The network: what it learns from an example, and that what is written of it reads alike.

Needs the packages of `toolkit[train]`; one epoch over two short articles.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from articles_by_length import copy_longest, copy_shortest
from made_annotation import ANNOTATED

from toolkit.article import Article
from toolkit.parsers.english.reader.model import FILES, HEADS, Model, NoModel
from toolkit.parsers.english.reader_parser import ReaderParser
from toolkit.parsers.english.text.layout import find_blocks
from toolkit.training.annotated import read_annotated
from toolkit.training.base_model import NoTrainingPackages, require_training_packages
from toolkit.training.examples import build_examples
from toolkit.training.labels import LABELS, RELATIONS

try:
    require_training_packages()
except NoTrainingPackages as missing:
    pytest.skip(str(missing), allow_module_level=True)

import onnx
import torch

from toolkit.training.attention import NAME
from toolkit.training.export import export_model
from toolkit.training.fit import Recipe, fit
from toolkit.training.losses import WEIGHTS, ExampleLoss, choice_loss, pool_by_actor
from toolkit.training.network import Network, encode_articles, means_between, word_pieces
from toolkit.training.train import train

pytestmark = pytest.mark.training


@dataclass(frozen=True)
class Trained:
    """A network after one epoch, and the folder where it is written."""

    network: Network
    folder: Path
    articles: tuple[Any, ...]
    losses: tuple[float, ...]


@pytest.fixture(scope="module")
def trained(tmp_path_factory) -> Trained:
    articles, problems = read_annotated([copy_shortest(tmp_path_factory.mktemp("articles"), 2)])
    assert problems == ()
    examples = build_examples(articles)
    network, epochs = fit(examples, recipe=Recipe(epochs=1))
    folder = tmp_path_factory.mktemp("model")
    export_model(network, folder, {"articles": len(articles)})
    losses = tuple(epoch.training_loss for epoch in epochs)
    return Trained(network, folder, articles, losses)


@pytest.fixture(scope="module")
def written(trained) -> Model:
    return Model(trained.folder)


def alike(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return the cosine of the angle between the vectors of each row."""
    lengths = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    return (one * other).sum(axis=1) / lengths


def vectors(network: Network, model: Model, article: Article) -> tuple[np.ndarray, np.ndarray]:
    """Return what the network and the written model make of the words of an article."""
    read = model.read(article.text, find_blocks(article.text))
    with torch.no_grad():
        (hidden,) = encode_articles(network.eval(), [word_pieces().windows(read.words)])
    return hidden.numpy(), read.hidden


def test_an_epoch_has_a_loss(trained):
    (loss,) = trained.losses
    assert np.isfinite(loss)
    assert loss > 0


def test_the_folder_holds_every_file_of_a_model(trained):
    assert sorted(path.name for path in trained.folder.iterdir()) == sorted(FILES)


def test_the_written_model_has_nearly_the_vectors_of_the_network(trained, written):
    for one in trained.articles:
        learned, read = vectors(trained.network, written, one.article)
        assert learned.shape == read.shape
        assert alike(learned, read).mean() > 0.97


def test_a_model_with_other_inputs_is_refused(trained, tmp_path):
    folder = tmp_path / "model"
    shutil.copytree(trained.folder, folder)
    graph = onnx.load(folder / "encoder.onnx")
    graph.graph.input.append(onnx.helper.make_tensor_value_info("mask", 7, [1, None]))
    onnx.save(graph, folder / "encoder.onnx")
    with pytest.raises(NoModel, match="another version"):
        Model(folder)


def test_a_model_without_the_pairs_of_relations_is_refused(trained, tmp_path):
    folder = tmp_path / "model"
    shutil.copytree(trained.folder, folder)
    with np.load(folder / HEADS) as arrays:
        older = {name: arrays[name] for name in arrays.files if name != "pair.weight"}
    np.savez(folder / HEADS, **older)
    with pytest.raises(NoModel, match="another version"):
        Model(folder)


def test_a_parser_reads_with_the_written_model(trained):
    parser = ReaderParser(trained.folder)
    (facts,) = parser.parse([trained.articles[0].article])
    assert facts.failure is None


def test_the_same_articles_give_the_same_model(tmp_path):
    # Only in longer articles do two threads add up gradients of the same row at one time.
    copy_longest(tmp_path, 8)
    articles, _ = read_annotated([tmp_path])
    one, again = (fit(build_examples(articles), recipe=Recipe(epochs=1))[0] for _ in range(2))
    for name, value in one.state_dict().items():
        assert torch.equal(value, again.state_dict()[name]), name


def test_training_as_the_command_does_it_reports_what_it_did(tmp_path):
    out = tmp_path / "model"
    (tmp_path / "articles").mkdir()
    report = train([copy_shortest(tmp_path / "articles", 2)], out, validation=0.0, epochs=1)
    assert (report.articles, report.kept_aside, report.problems) == (2, (), ())
    assert Model(out).config["articles"] == 2


def test_every_head_and_relation_has_a_weight():
    assert set(WEIGHTS) == set(LABELS) | set(RELATIONS)


def test_every_loss_of_an_example_is_a_finite_number():
    (example,) = build_examples([ANNOTATED])
    network = Network().eval()
    with torch.no_grad():
        (hidden,) = encode_articles(network, [word_pieces().windows(example.words)])
        losses = ExampleLoss(network, example, hidden).losses()
    assert {"mention", "cue", "hub", "number", "contender", "title", "holder"} <= set(losses)
    assert all(torch.isfinite(loss) and loss >= 0 for loss in losses.values())


def test_the_relations_of_the_written_model_are_those_of_the_network(trained, written):
    article = trained.articles[0].article
    scores = written.read(article.text, find_blocks(article.text))
    anchors, candidates = [3, 10], [0, 3, 5, 20]
    hidden = torch.from_numpy(scores.hidden)
    for relation in RELATIONS:
        with torch.no_grad():
            logits, none = trained.network.relate(
                relation, hidden, torch.tensor(anchors), torch.tensor(candidates), scores.ranks
            )
        learned = torch.cat([logits, none[:, None]], 1).numpy()
        assert np.allclose(learned, scores.relate(relation, anchors, candidates), atol=0.05)


def test_between_two_words_stand_those_between_them_in_either_order():
    vectors = torch.arange(12.0).reshape(6, 2)
    found = means_between(vectors, torch.tensor([1, 4]), torch.tensor([4, 1, 2, 5]))
    for row, anchor in enumerate([1, 4]):
        for column, candidate in enumerate([4, 1, 2, 5]):
            low, high = sorted((anchor, candidate))
            inside = vectors[low + 1 : high]
            mean = inside.mean(0) if len(inside) else torch.zeros(2)
            assert torch.allclose(found[row, column], mean)


def test_attention_learns_as_that_of_the_library_does():
    torch.manual_seed(1)
    attention = NAME, "eager"
    gradients = []
    network = Network().eval()
    embedded, mask = torch.randn(2, 9, 384) * 0.1, torch.ones(2, 9, dtype=torch.long)
    mask[1, 6:] = 0
    for name in attention:
        network.encoder.config._attn_implementation = name
        given = embedded.clone().requires_grad_()
        (network.encode_embedded(given, mask) * mask[:, :, None]).square().sum().backward()
        gradients.append(given.grad)
    ours, theirs = gradients
    assert (ours - theirs).abs().max() < 1e-5 * theirs.abs().max()


def test_a_right_choice_costs_less_than_a_wrong_one():
    logits, none = torch.tensor([[5.0, 0.0]]), torch.tensor([0.0])
    assert choice_loss(logits, none, [[0]]) < choice_loss(logits, none, [[1]])
    assert choice_loss(logits, none, [[0]]) < choice_loss(logits, none, [[]])


def test_what_is_not_known_costs_nothing():
    assert choice_loss(torch.tensor([[5.0, 0.0]]), torch.tensor([0.0]), [None]) == 0


def test_the_mentions_of_an_actor_are_pooled():
    logits = torch.tensor([[0.0, 0.0, 3.0]])
    pooled = pool_by_actor(logits, torch.tensor([0, 0, 1]), 2)
    assert torch.allclose(pooled, torch.tensor([[np.log(2.0), 3.0]], dtype=torch.float32))
