"""Fit the network to examples: batches, schedule, validation, early stopping."""

from __future__ import annotations

import math
import random
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from toolkit.parsers.english.reader.pieces import Windows
from toolkit.training.examples import Example
from toolkit.training.losses import ExampleLoss
from toolkit.training.network import Network, encode_articles, word_pieces
from toolkit.training.swapped_names import pool_names, swap_names
from toolkit.training.validation import Validation


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to fit. The defaults made the shipped weights.

    `other_names` is the share of examples that are read with the names of others. `threads` is
    part of it because sums depend on how they are shared out, not on how many cores there are.
    The weights are the mean of those after the best epoch and the ones before it, `mean_of` in
    all, which read unseen articles better than any of them (Izmailov et al., "Averaging Weights
    Leads to Wider Optima and Better Generalization", 2018).
    """

    epochs: int = 6
    batch: int = 8
    encoder_rate: float = 2e-4
    head_rate: float = 2e-3
    weight_decay: float = 0.01
    warm_up: float = 0.1
    longest_gradient: float = 5.0
    mean_of: int = 3
    other_names: float = 0.5
    patience: int = 3
    threads: int = 2
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Epoch:
    """One pass over the examples: mean loss a word, in training and on those kept aside.

    `score` is the mean F1 of the decisions on those kept aside, see `validation`.
    """

    number: int
    training_loss: float
    validation_loss: float | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """An example with its windows."""

    example: Example
    windows: Windows


Watch = Callable[[Epoch, int], None]
"""Called after each epoch with it and the number of all epochs."""


def _batches(examples: Sequence[_Read], size: int, chance: random.Random) -> list[list[_Read]]:
    """Return batches of examples of like length in random order."""
    shuffled = chance.sample(examples, len(examples))
    batches = []
    for first in range(0, len(shuffled), size * 8):
        near = sorted(shuffled[first : first + size * 8], key=lambda one: len(one.example.words))
        batches += [near[at : at + size] for at in range(0, len(near), size)]
    return chance.sample(batches, len(batches))


def _encode(network: Network, batch: Sequence[_Read]) -> list[Tensor]:
    # The encoder computes in bfloat16 where the processor can: several times as fast.
    with torch.autocast("cpu", dtype=torch.bfloat16):
        return encode_articles(network, [one.windows for one in batch])


def _loss(network: Network, batch: Sequence[_Read], vectors: Sequence[Tensor]) -> Tensor:
    """Return the summed loss of a batch whose words have these vectors."""
    total = torch.zeros(())
    for one, hidden in zip(batch, vectors, strict=True):
        for loss in ExampleLoss(network, one.example, hidden).losses().values():
            total = total + loss
    return total


def _validate(network: Network, examples: Sequence[_Read], size: int) -> tuple[float, float] | None:
    """Return the mean loss a word and the score on the examples kept aside, if there are any."""
    if not examples:
        return None
    network.eval()
    loss, validation = 0.0, Validation()
    with torch.no_grad():
        for first in range(0, len(examples), size):
            batch = examples[first : first + size]
            vectors = _encode(network, batch)
            loss += float(_loss(network, batch, vectors))
            for one, hidden in zip(batch, vectors, strict=True):
                validation.add(network, one.example, hidden)
    return loss / sum(len(one.example.words) for one in examples), validation.score


def fit(
    examples: Sequence[Example],
    validation: Sequence[Example] = (),
    recipe: Recipe | None = None,
    watch: Watch | None = None,
) -> tuple[Network, tuple[Epoch, ...]]:
    """Return the fitted network and its epochs.

    With examples kept aside for validation, the best epoch is the one with the least loss there,
    and fitting ends when `patience` epochs have brought nothing better; without, it is the last.
    The same examples and recipe give the same weights on the same kind of processor.
    """
    recipe = recipe or Recipe()
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(recipe.threads)
    # Two threads add up the gradients of picked rows in an order left to chance otherwise.
    torch.use_deterministic_algorithms(True)
    chance = random.Random(recipe.seed)
    pieces = word_pieces()
    read = [_Read(one, pieces.windows(one.words)) for one in examples]
    aside = [_Read(one, pieces.windows(one.words)) for one in validation]
    pool = pool_names(examples)
    network = Network()
    in_encoder = [p for name, p in network.named_parameters() if name.startswith("encoder.")]
    in_heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [
            {"params": in_encoder, "lr": recipe.encoder_rate},
            {"params": in_heads, "lr": recipe.head_rate},
        ],
        weight_decay=recipe.weight_decay,
        fused=True,
    )
    steps = recipe.epochs * math.ceil(len(read) / recipe.batch)

    def rate(step: int) -> float:
        return min(1.0, (step + 1) / (recipe.warm_up * steps)) * max(0.02, 1 - step / steps)

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    epochs: list[Epoch] = []
    latest: deque[dict[str, Tensor]] = deque(maxlen=recipe.mean_of)
    least, best = math.inf, list(latest)
    for number in range(recipe.epochs):
        network.train()
        total = words = 0.0
        named = [
            _Read(one.example, pieces.windows_of(swap_names(one.example, pool, chance)))
            if chance.random() < recipe.other_names
            else one
            for one in read
        ]
        for batch in _batches(named, recipe.batch, chance):
            loss = _loss(network, batch, _encode(network, batch))
            count = sum(len(one.example.words) for one in batch)
            optimizer.zero_grad()
            # Ten a word keeps the gradients near the length at which they are cut.
            torch.autograd.backward(10 * loss / count)
            torch.nn.utils.clip_grad_norm_(network.parameters(), recipe.longest_gradient)
            optimizer.step()
            schedule.step()
            total, words = total + float(loss.detach()), words + count
        validated = _validate(network, aside, recipe.batch)
        epoch = Epoch(number, total / words, *(validated or (None, None)))
        epochs.append(epoch)
        if watch is not None:
            watch(epoch, recipe.epochs)
        latest.append({name: value.clone() for name, value in network.state_dict().items()})
        aside_loss = epoch.validation_loss
        if aside_loss is None or aside_loss < least:
            least, best = math.inf if aside_loss is None else aside_loss, list(latest)
        elif _is_stuck(epochs, recipe.patience):
            break
    network.load_state_dict(_mean(best))
    network.eval()
    return network, tuple(epochs)


def _mean(states: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """Return the mean of the weights; what is no weight is that of the last."""
    return {
        name: sum((state[name] for state in states), torch.zeros_like(last)) / len(states)
        if last.is_floating_point()
        else last
        for name, last in states[-1].items()
    }


def _is_stuck(epochs: Sequence[Epoch], patience: int) -> bool:
    losses = [math.inf if one.validation_loss is None else one.validation_loss for one in epochs]
    return len(losses) > patience and min(losses[-patience:]) > min(losses)
