"""Fit both passes of the reader, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.training.examples import Example
from toolkit.training.fit import Epoch, Recipe, Watch, fit
from toolkit.training.network import Network
from toolkit.training.second_pass import SecondPass, SecondRecipe, fit_second_pass


@dataclass(frozen=True, slots=True)
class FittedReader:
    """Both passes, and how their fitting went."""

    network: Network
    epochs: tuple[Epoch, ...]
    second: SecondPass
    second_recipe: SecondRecipe
    second_losses: tuple[tuple[float, float | None], ...]


def fit_reader(
    learned: Sequence[Example],
    aside: Sequence[Example] = (),
    recipe: Recipe | None = None,
    watch: Watch | None = None,
) -> FittedReader:
    """Return both passes fitted to `learned`; the examples `aside` choose the best epochs."""
    recipe = recipe or Recipe()
    network, epochs = fit(learned, aside, recipe, watch)
    second_recipe = SecondRecipe(seed=recipe.seed)
    second, losses = fit_second_pass(network, learned, aside, second_recipe)
    return FittedReader(network, epochs, second, second_recipe, losses)
