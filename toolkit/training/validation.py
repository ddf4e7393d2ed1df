"""How well a network reads articles kept aside: F1 over what it labels and whom it relates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from toolkit.training.examples import Example
from toolkit.training.losses import pool_by_actor
from toolkit.training.network import Network
from toolkit.training.vote_marks import UNKNOWN

_TAGGED = ("mention", "title", "cue")
_OTHERS = ("contender", "contender_outcome", "number", "participants")


@dataclass(slots=True)
class Tally:
    """Right, false and missed decisions of one head."""

    right: int = 0
    false: int = 0
    missed: int = 0

    def add(self, expected: Tensor, found: Tensor) -> None:
        """Count labels; 0 stands for nothing said."""
        same = expected == found
        self.right += int((same & (expected > 0)).sum())
        self.false += int((~same & (found > 0)).sum())
        self.missed += int((~same & (expected > 0)).sum())

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 where nothing was right."""
        whole = 2 * self.right + self.false + self.missed
        return 2 * self.right / whole if whole else 0.0


class Validation:
    """Counts the decisions of a network on examples, head by head."""

    def __init__(self) -> None:
        self.tallies = {head: Tally() for head in (*_TAGGED, *_OTHERS)}

    @property
    def score(self) -> float:
        """Mean F1 over the heads, from 0 to 1."""
        return sum(tally.f1 for tally in self.tallies.values()) / len(self.tallies)

    def add(self, network: Network, example: Example, hidden: Tensor) -> None:
        """Count the decisions on one example whose words have the vectors `hidden`."""
        for head in _TAGGED:
            found = network.label(head, hidden).argmax(1)
            self.tallies[head].add(torch.tensor(example.tags[head]), found)
        if example.candidates.numbers:
            words = torch.tensor(example.candidates.number_words)
            found = network.label("number", hidden[words]).argmax(1)
            self.tallies["number"].add(torch.tensor(example.number_labels), found)
        if example.mentions:
            self._add_relations(network, example, hidden)

    def _add_relations(self, network: Network, example: Example, hidden: Tensor) -> None:
        actors = sorted({mark.actor for mark in example.mentions})
        columns = torch.tensor([actors.index(mark.actor) for mark in example.mentions])
        words = torch.tensor([mark.first for mark in example.mentions])

        known = torch.tensor(example.contender_outcomes)
        ended = network.label("contender_outcome", hidden[words]).argmax(1)
        told = known != UNKNOWN
        self.tallies["contender_outcome"].add(known[told], ended[told])

        def pooled(relation: str, anchors: Sequence[int]) -> Tensor:
            logits, _ = network.relate(
                relation, hidden, torch.tensor(list(anchors)), words, example.ranks
            )
            return pool_by_actor(logits, columns, len(actors))

        if example.encounters:
            logits = pooled("hub", [mark.cue for mark in example.encounters])
            wanted = torch.tensor(
                [[int(a in mark.hub | mark.spoke) for a in actors] for mark in example.encounters]
            )
            self.tallies["participants"].add(wanted, (logits > 0).long())
        names = set(words.tolist())
        figures = [m for m in example.figures if m.contender in actors and m.word not in names]
        if figures:
            best = pooled("contender", [mark.word for mark in figures]).argmax(1)
            right = torch.tensor(
                [actors.index(m.contender) for m in figures if m.contender is not None]
            )
            self.tallies["contender"].add(right + 1, best + 1)
