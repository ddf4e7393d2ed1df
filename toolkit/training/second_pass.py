"""The second pass: each encounter read once more, with its cue marked.

A word's vector of the first pass must serve every encounter of the article at once. The second
takes the vectors after the fourth layer, adds a mark to the cue's, and reads on through two
layers of its own: what they say is said of that encounter alone.
"""

from __future__ import annotations

import copy
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor, nn
from torch.nn import functional

from toolkit.parsers.english.reader.pieces import Windows
from toolkit.parsers.english.reader.second_pass import Zone, zone_around
from toolkit.training.encounter_marks import EncounterMark
from toolkit.training.examples import Example
from toolkit.training.labels import RELATIONS, SECOND_HEADS, SECOND_RELATIONS
from toolkit.training.losses import WEIGHTS, choice_loss, pool_by_actor
from toolkit.training.network import (
    DROPOUT,
    MIDDLE_LAYER,
    RELATION_SIZE,
    Network,
    distance_classes,
    word_pieces,
)


@dataclass(frozen=True, slots=True)
class SecondRecipe:
    """How to fit the second pass. The defaults made the shipped weights."""

    epochs: int = 4
    batch: int = 16
    rate: float = 2e-4
    weight_decay: float = 0.01
    warm_up: int = 60
    longest_gradient: float = 5.0
    seed: int = 1


class SecondPass(nn.Module):
    """Two layers over marked vectors, with relations and heads of their own."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        layers = list(network.encoder.encoder.layer)[MIDDLE_LAYER:]
        self.layers = nn.ModuleList(copy.deepcopy(layer) for layer in layers)
        width = network.query.in_features
        self.mark = nn.Parameter(torch.randn(width) * 0.1)
        self.dropout = nn.Dropout(DROPOUT)
        self.heads = nn.ModuleDict(
            {name: copy.deepcopy(network.heads[name]) for name in SECOND_HEADS}
        )
        rows = [RELATIONS.index(name) for name in SECOND_RELATIONS]
        columns = torch.cat(
            [torch.arange(row * RELATION_SIZE, (row + 1) * RELATION_SIZE) for row in rows]
        )
        self.query = _part(network.query, columns)
        self.key = _part(network.key, columns)
        self.key_bias = _part(network.key_bias, torch.tensor(rows))
        self.none = _part(network.none, torch.tensor(rows))
        self.distance = nn.Parameter(network.distance.data[rows].clone())

    def encode(self, middle: Tensor, marked: Tensor, mask: Tensor | None = None) -> Tensor:
        """Return [zones, pieces, width] for the vectors of the middle layer.

        `marked` is 1.0 at the piece of the cue and 0 elsewhere, [zones, pieces]; `mask` is 1
        where a zone has a piece, None where all are equally long.
        """
        hidden = middle + marked[:, :, None] * self.mark
        bias = None
        if mask is not None:
            bias = torch.zeros_like(mask).masked_fill(mask == 0, -1e4)[:, None, None, :]
        for layer in self.layers:
            output = layer(hidden, attention_mask=bias)
            hidden = output[0] if isinstance(output, tuple) else output
        return hidden

    def label(self, head: str, hidden: Tensor) -> Tensor:
        """Return the logits [words, labels] of a head."""
        logits: Tensor = self.heads[head](hidden)
        return logits

    def relate(
        self, relation: str, hidden: Tensor, anchors: Tensor, candidates: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return logits [anchors, candidates] of a relation and those of "none" [anchors]."""
        number = SECOND_RELATIONS.index(relation)
        part = slice(number * RELATION_SIZE, (number + 1) * RELATION_SIZE)
        row = slice(number, number + 1)
        from_, to = hidden[anchors], hidden[candidates]
        query = functional.linear(from_, self.query.weight[part], self.query.bias[part])
        key = functional.linear(to, self.key.weight[part], self.key.bias[part])
        logits = query @ key.T / math.sqrt(RELATION_SIZE)
        apart = candidates[None, :] - anchors[:, None]
        logits = logits + self.distance[number][distance_classes(apart)]
        bias = functional.linear(to, self.key_bias.weight[row], self.key_bias.bias[row])
        none = functional.linear(from_, self.none.weight[row], self.none.bias[row])
        return logits + bias.T, none[:, 0]


def _part(layer: nn.Linear, rows: Tensor) -> nn.Linear:
    part = nn.Linear(layer.in_features, len(rows))
    part.weight.data = layer.weight.data[rows].clone()
    part.bias.data = layer.bias.data[rows].clone()
    return part


@dataclass(frozen=True, slots=True)
class MarkedEncounter:
    """One encounter with the vectors of its zone, [pieces, width] in bfloat16."""

    example: Example
    mark: EncounterMark
    zone: Zone
    middle: Tensor = field(repr=False)


def mark_zones(network: Network, examples: Sequence[Example]) -> list[MarkedEncounter]:
    """Return every encounter of the examples with what the first pass makes of its zone."""
    pieces = word_pieces()
    network.eval()
    found = []
    for example in examples:
        if not example.encounters:
            continue
        windows = pieces.windows(example.words)
        vectors = _middle_vectors(network, windows)
        for mark in example.encounters:
            zone = zone_around(windows, mark.cue)
            middle = vectors[zone.window][zone.start : zone.end]
            found.append(MarkedEncounter(example, mark, zone, middle))
    return found


def _middle_vectors(network: Network, windows: Windows) -> list[Tensor]:
    vectors = []
    for window in windows.windows:
        ids = torch.tensor([window.pieces])
        shapes = torch.tensor([window.shapes])
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            embedded = network.embed(ids, shapes)
            _, middle = network.encode_embedded(embedded, torch.ones_like(ids))
        vectors.append(middle[0].to(torch.bfloat16))
    return vectors


def _long(values: Sequence[int]) -> Tensor:
    return torch.tensor(list(values), dtype=torch.long)


def encounter_losses(
    network: SecondPass, one: MarkedEncounter, hidden: Tensor
) -> dict[str, Tensor]:
    """Return the weighted losses of one encounter whose zone's pieces have vectors `hidden`."""
    example, mark, zone = one.example, one.mark, one.zone
    # Words are counted from the first of the zone; each has the vector of its first piece.
    words = network.dropout(hidden[_long(zone.pieces)])
    cue = _long([mark.cue - zone.first])

    def inside(positions: Sequence[int]) -> list[int]:
        return [at for at, word in enumerate(positions) if zone.holds(word)]

    labels = {
        "certainty": mark.certainty,
        "meeting_kind": mark.kind,
        "meeting_optional": int(mark.is_optional),
        "meeting_status": mark.status,
    }
    found = {
        head: functional.cross_entropy(network.label(head, words[cue]), _long([label]))
        for head, label in labels.items()
    }
    mentions = example.mentions
    here = inside([mention.first for mention in mentions])
    if here:
        at = _long([mentions[i].first - zone.first for i in here])
        actors = sorted({mentions[i].actor for i in here})
        columns = _long([actors.index(mentions[i].actor) for i in here])
        weight = torch.tensor([[0.5 if a in mark.optional else 1.0 for a in actors]])
        for relation, wanted in (("hub", mark.hub | mark.spoke), ("spoke", mark.spoke)):
            logits, _ = network.relate(relation, words, cue, at)
            pooled = pool_by_actor(logits, columns, len(actors))
            right = torch.tensor([[float(actor in wanted) for actor in actors]])
            found[relation] = functional.binary_cross_entropy_with_logits(
                pooled, right, weight, reduction="sum"
            )
        if mark.knows_source:
            source = [n for n, i in enumerate(here) if mentions[i].actor == mark.source]
            found["source"] = choice_loss(*network.relate("source", words, cue, at), [source])
    candidates = example.candidates
    for relation, positions, chosen, known in (
        ("mdate", candidates.date_words, mark.dates, mark.knows_date),
        ("mplace", candidates.place_words, mark.places, mark.knows_place),
    ):
        near = inside(positions)
        if near and known:
            at = _long([positions[i] - zone.first for i in near])
            right_ones = [n for n, i in enumerate(near) if i in chosen]
            found[relation] = choice_loss(*network.relate(relation, words, cue, at), [right_ones])
    return {name: WEIGHTS[name] * loss for name, loss in found.items()}


def _loss(network: SecondPass, batch: Sequence[MarkedEncounter]) -> Tensor:
    longest = max(len(one.middle) for one in batch)
    width = batch[0].middle.shape[1]
    middle = torch.zeros(len(batch), longest, width, dtype=torch.bfloat16)
    mask = torch.zeros(len(batch), longest, dtype=torch.bfloat16)
    marked = torch.zeros_like(mask)
    for row, one in enumerate(batch):
        middle[row, : len(one.middle)] = one.middle
        mask[row, : len(one.middle)] = 1
        marked[row, one.zone.cue] = 1
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = network.encode(middle, marked, mask)
    total = torch.zeros(())
    for row, one in enumerate(batch):
        for loss in encounter_losses(network, one, hidden[row].float()).values():
            total = total + loss
    return total


def fit_second_pass(
    network: Network,
    examples: Sequence[Example],
    validation: Sequence[Example] = (),
    recipe: SecondRecipe | None = None,
) -> tuple[SecondPass, tuple[tuple[float, float | None], ...]]:
    """Return the second pass over a fitted network, and its losses an encounter by epoch.

    The network stays as it is. With examples kept aside, the best epoch is returned.
    """
    recipe = recipe or SecondRecipe()
    torch.manual_seed(recipe.seed)
    chance = random.Random(recipe.seed)
    second = SecondPass(network)
    learned = mark_zones(network, examples)
    aside = mark_zones(network, validation)
    optimizer = torch.optim.AdamW(
        second.parameters(), lr=recipe.rate, weight_decay=recipe.weight_decay, fused=True
    )
    steps = recipe.epochs * math.ceil(len(learned) / recipe.batch)

    def rate(step: int) -> float:
        return min(1.0, (step + 1) / recipe.warm_up) * max(0.02, 1 - step / max(1, steps))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    losses: list[tuple[float, float | None]] = []
    best: tuple[float, dict[str, Tensor]] | None = None
    for _ in range(recipe.epochs if learned else 0):
        second.train()
        total = 0.0
        shuffled = chance.sample(learned, len(learned))
        for first in range(0, len(shuffled), recipe.batch):
            batch = shuffled[first : first + recipe.batch]
            loss = _loss(second, batch)
            optimizer.zero_grad()
            torch.autograd.backward(loss / len(batch))
            torch.nn.utils.clip_grad_norm_(second.parameters(), recipe.longest_gradient)
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
        kept = _mean_loss(second, aside, recipe.batch)
        losses.append((total / len(learned), kept))
        if kept is not None and (best is None or kept < best[0]):
            copied = {name: value.clone() for name, value in second.state_dict().items()}
            best = (kept, copied)
    if best is not None:
        second.load_state_dict(best[1])
    second.eval()
    return second, tuple(losses)


def _mean_loss(
    network: SecondPass, encounters: Sequence[MarkedEncounter], size: int
) -> float | None:
    if not encounters:
        return None
    network.eval()
    total = 0.0
    with torch.no_grad():
        for first in range(0, len(encounters), size):
            total += float(_loss(network, encounters[first : first + size]))
    return total / len(encounters)
