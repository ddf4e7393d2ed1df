"""The network that is trained: the base encoder, word shapes, and the heads over it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from toolkit.parsers.english.reader.pieces import Windows, WordPieces
from toolkit.parsers.english.reader.ranks import CLASSES as DISTANCES
from toolkit.parsers.english.reader.ranks import MEASURES, Ranks, classes_between
from toolkit.parsers.english.reader.word_classes import CLASSES
from toolkit.parsers.english.reader.words import SHAPES
from toolkit.training.attention import register_attention
from toolkit.training.base_model import base_model_folder
from toolkit.training.labels import LABELS, RELATIONS

RELATION_SIZE = 96
"""Width of the space in which a relation compares two words."""
PAIR_SIZE = 64
"""Width of the layer in which a relation weighs both words together with what is between them."""
DROPOUT = 0.1
WORD_DROPOUT = 0.1
"""Share of pieces that are hidden while learning."""
_HIDDEN, _FIRST_WORD = 103, 998


class Relation(nn.Module):
    """Judges pairs of words by their vectors and by what stands between them."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.query = nn.Linear(width, RELATION_SIZE)
        self.key = nn.Linear(width, RELATION_SIZE)
        self.key_bias = nn.Linear(width, 1)
        self.none = nn.Linear(width, 1)
        self.distance = nn.Parameter(torch.zeros(len(MEASURES), DISTANCES))
        self.pair_anchor = nn.Linear(width, PAIR_SIZE)
        self.pair_candidate = nn.Linear(width, PAIR_SIZE, bias=False)
        self.pair_between = nn.Linear(width, PAIR_SIZE, bias=False)
        self.pair_distance = nn.Parameter(torch.empty(len(MEASURES), DISTANCES, PAIR_SIZE))
        nn.init.normal_(self.pair_distance, std=0.02)
        self.pair = nn.Linear(PAIR_SIZE, 1, bias=False)

    def forward(
        self, hidden: Tensor, anchors: Tensor, candidates: Tensor, between: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return logits [anchors, candidates], and [anchors] for "none" of them.

        `hidden` are the vectors of all words, `between` the classes of the distances,
        [measures, anchors, candidates].
        """
        first, second = hidden[anchors], hidden[candidates]
        logits = self.query(first) @ self.key(second).T / math.sqrt(RELATION_SIZE)
        pairs = self.pair_anchor(first)[:, None] + self.pair_candidate(second)[None]
        pairs = pairs + means_between(self.pair_between(hidden), anchors, candidates)
        for table, pair_table, classes in zip(
            self.distance, self.pair_distance, between, strict=True
        ):
            logits = logits + table[classes]
            pairs = pairs + pair_table[classes]
        logits = logits + self.pair(torch.relu(pairs))[..., 0] + self.key_bias(second).T
        return logits, self.none(first)[:, 0]


def means_between(vectors: Tensor, anchors: Tensor, candidates: Tensor) -> Tensor:
    """Return [anchors, candidates, width]: the mean vector of the words between two, or zeros."""
    sums = functional.pad(vectors.cumsum(0), (0, 0, 1, 0))
    after = torch.minimum(anchors[:, None], candidates[None]) + 1
    until = torch.maximum(torch.maximum(anchors[:, None], candidates[None]), after)
    return (sums[until] - sums[after]) / (until - after).clamp(min=1)[..., None]


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
        # Words are hidden instead, which costs next to nothing; drawing numbers costs a tenth.
        config.hidden_dropout_prob = 0.0
        config._attn_implementation = register_attention()
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
        self.classes = nn.Linear(len(CLASSES), width, bias=False)
        nn.init.normal_(self.classes.weight, std=0.02)
        self.dropout = nn.Dropout(DROPOUT)
        self.heads = nn.ModuleDict(
            {name: nn.Linear(width, len(labels)) for name, labels in LABELS.items()}
        )
        self.relations = nn.ModuleDict({name: Relation(width) for name in RELATIONS})

    def encode(self, pieces: Tensor, shapes: Tensor, classes: Tensor, mask: Tensor) -> Tensor:
        """Return [windows, pieces, width] for windows padded to one length.

        `classes` has the bits of the classes of each piece's word.
        """
        if self.training:
            pieces = self._drop_words(pieces, mask)
        bits = classes[:, :, None] >> torch.arange(len(CLASSES)) & 1
        vectors: Tensor = self.encoder.embeddings.word_embeddings(pieces) + self.shapes(shapes)
        return self.encode_embedded(vectors + self.classes(bits.float()), mask)

    def encode_embedded(self, embedded: Tensor, mask: Tensor | None = None) -> Tensor:
        """Return the output of the last layer for embedded pieces, all of them without a mask."""
        output: Tensor = self.encoder(inputs_embeds=embedded, attention_mask=mask)[0]
        return output

    def _drop_words(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """Return the pieces with some hidden, so that names are told by what is around them."""
        hidden = (torch.rand(pieces.shape) < WORD_DROPOUT) & (mask > 0) & (pieces > _FIRST_WORD)
        return torch.where(hidden, torch.full_like(pieces, _HIDDEN), pieces)

    def label(self, head: str, hidden: Tensor) -> Tensor:
        """Return the logits [words, labels] of a head."""
        logits: Tensor = self.heads[head](hidden)
        return logits

    def relate(
        self, relation: str, hidden: Tensor, anchors: Tensor, candidates: Tensor, ranks: Ranks
    ) -> tuple[Tensor, Tensor]:
        """Return the logits [anchors, candidates] of a relation and those of "none" [anchors].

        `ranks` are those of the article's words, as `reader.ranks` counts them.
        """
        between = torch.from_numpy(classes_between(ranks, anchors.tolist(), candidates.tolist()))
        result: tuple[Tensor, Tensor] = self.relations[relation](
            hidden, anchors, candidates, between
        )
        return result


def encode_articles(network: Network, articles: Sequence[Windows]) -> list[Tensor]:
    """Return for each article the vectors of its words, [words, width] in float32."""
    windows = [window for article in articles for window in article.windows]
    longest = max(len(window.pieces) for window in windows)
    pieces = torch.zeros(len(windows), longest, dtype=torch.long)
    shapes = torch.zeros_like(pieces)
    classes = torch.zeros_like(pieces)
    mask = torch.zeros_like(pieces)
    for row, window in enumerate(windows):
        length = len(window.pieces)
        pieces[row, :length] = torch.tensor(window.pieces)
        shapes[row, :length] = torch.tensor(window.shapes)
        classes[row, :length] = torch.tensor(window.classes)
        mask[row, :length] = 1
    hidden = network.encode(pieces, shapes, classes, mask)
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
