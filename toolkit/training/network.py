"""The network that is trained: the base encoder, word shapes, and the heads over it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from toolkit.parsers.english.reader.pieces import Windows, WordPieces
from toolkit.parsers.english.reader.words import SHAPES
from toolkit.training.base_model import base_model_folder
from toolkit.training.labels import LABELS, RELATIONS

RELATION_SIZE = 96
"""Width of the space in which a relation compares two words."""
DROPOUT = 0.1
MIDDLE_LAYER = 4
"""Layer whose output the second pass reads."""
WORD_DROPOUT = 0.1
"""Share of pieces that are hidden while learning."""
_HIDDEN, _FIRST_WORD = 103, 998
_NEAR, _DISTANCES = 4, 16


def distance_classes(apart: Tensor) -> Tensor:
    """Return the class of each signed distance in words, as `reader.scores` has it."""
    size = apart.abs()
    far = _NEAR + torch.floor(2 * torch.log2(size.clamp(min=1) / _NEAR)).long()
    near = torch.where(size < _NEAR, size, far.clamp(max=_DISTANCES - 2))
    return near + _DISTANCES * (apart > 0).long()


class Network(nn.Module):
    """Encoder and heads. `encode` gives one vector a piece, the heads judge words by theirs."""

    def __init__(self, base: Path | None = None) -> None:
        super().__init__()
        from safetensors.torch import load_file
        from transformers import BertConfig, BertModel

        folder = base or base_model_folder()
        config = BertConfig.from_pretrained(folder)
        # Dropout inside attention keeps torch from its fast path on a CPU.
        config.attention_probs_dropout_prob = 0.0
        config.hidden_dropout_prob = DROPOUT
        self.encoder = BertModel(config, add_pooling_layer=False)
        weights = load_file(folder / "model.safetensors")
        self.encoder.load_state_dict(
            {
                name.removeprefix("bert."): value
                for name, value in weights.items()
                if "pooler" not in name and "position_ids" not in name
            },
            strict=False,
        )
        width = config.hidden_size
        self.shapes = nn.Embedding(SHAPES, width)
        nn.init.normal_(self.shapes.weight, std=0.02)
        self.dropout = nn.Dropout(DROPOUT)
        self.heads = nn.ModuleDict(
            {name: nn.Linear(width, len(labels)) for name, labels in LABELS.items()}
        )
        self.query = nn.Linear(width, RELATION_SIZE * len(RELATIONS))
        self.key = nn.Linear(width, RELATION_SIZE * len(RELATIONS))
        self.key_bias = nn.Linear(width, len(RELATIONS))
        self.none = nn.Linear(width, len(RELATIONS))
        self.distance = nn.Parameter(torch.zeros(len(RELATIONS), 2 * _DISTANCES))

    def embed(self, pieces: Tensor, shapes: Tensor) -> Tensor:
        """Return the vectors [windows, pieces, width] of the pieces and of their words' shapes."""
        vectors: Tensor = self.encoder.embeddings.word_embeddings(pieces) + self.shapes(shapes)
        return vectors

    def encode(self, pieces: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """Return [windows, pieces, width] for windows padded to one length."""
        if self.training:
            pieces = self._drop_words(pieces, mask)
        return self.encode_embedded(self.embed(pieces, shapes), mask)[0]

    def encode_embedded(self, embedded: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return the output of the last layer and that of the middle one, for embedded pieces."""
        output = self.encoder(
            inputs_embeds=embedded, attention_mask=mask, output_hidden_states=True
        )
        return output.last_hidden_state, output.hidden_states[MIDDLE_LAYER]

    def _drop_words(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """Return the pieces with some hidden, so that names are told by what is around them."""
        hidden = (torch.rand(pieces.shape) < WORD_DROPOUT) & (mask > 0) & (pieces > _FIRST_WORD)
        return torch.where(hidden, torch.full_like(pieces, _HIDDEN), pieces)

    def label(self, head: str, hidden: Tensor) -> Tensor:
        """Return the logits [words, labels] of a head."""
        logits: Tensor = self.heads[head](hidden)
        return logits

    def relate(
        self, relation: str, hidden: Tensor, anchors: Tensor, candidates: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return the logits [anchors, candidates] of a relation and those of "none" [anchors]."""
        number = RELATIONS.index(relation)
        part = slice(number * RELATION_SIZE, (number + 1) * RELATION_SIZE)
        row = slice(number, number + 1)
        from_, to = hidden[anchors], hidden[candidates]
        query = functional.linear(from_, self.query.weight[part], self.query.bias[part])
        key = functional.linear(to, self.key.weight[part], self.key.bias[part])
        logits = query @ key.T / math.sqrt(RELATION_SIZE)
        apart = candidates[None, :] - anchors[:, None]
        logits = logits + self.distance[number][distance_classes(apart)]
        logits = (
            logits + functional.linear(to, self.key_bias.weight[row], self.key_bias.bias[row]).T
        )
        none = functional.linear(from_, self.none.weight[row], self.none.bias[row])
        return logits, none[:, 0]


def encode_articles(network: Network, articles: Sequence[Windows]) -> list[Tensor]:
    """Return for each article the vectors of its words, [words, width] in float32."""
    windows = [window for article in articles for window in article.windows]
    longest = max(len(window.pieces) for window in windows)
    pieces = torch.zeros(len(windows), longest, dtype=torch.long)
    shapes = torch.zeros_like(pieces)
    mask = torch.zeros_like(pieces)
    for row, window in enumerate(windows):
        length = len(window.pieces)
        pieces[row, :length] = torch.tensor(window.pieces)
        shapes[row, :length] = torch.tensor(window.shapes)
        mask[row, :length] = 1
    hidden = network.encode(pieces, shapes, mask)
    found, first = [], 0
    for article in articles:
        rows = torch.tensor([window for window, _ in article.places], dtype=torch.long) + first
        columns = torch.tensor([place for _, place in article.places], dtype=torch.long)
        found.append(hidden[rows, columns].float())
        first += len(article.windows)
    return found


def word_pieces() -> WordPieces:
    """Return the splitter into the pieces of the base."""
    return WordPieces(base_model_folder() / "tokenizer.json")
