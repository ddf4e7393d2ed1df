"""Train a reader: annotated articles in, the folder of a model out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.training.annotated import Annotated, read_annotated
from toolkit.training.base_model import require_training_packages
from toolkit.training.examples import build_examples

if TYPE_CHECKING:
    from toolkit.training.fit import Watch


@dataclass(frozen=True, slots=True)
class TrainingReport:
    """What a training did: its epochs (mean loss a word), articles, and problems of the input."""

    articles: int
    kept_aside: tuple[str, ...]
    epochs: tuple[tuple[float, float | None], ...]
    problems: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON can hold it."""
        return asdict(self)


def is_kept_aside(stem: str, share: float) -> bool:
    """Return whether an article is kept aside for validation, by the digest of its name.

    The same article always falls on the same side, whatever else is there.
    """
    digest = hashlib.sha256(stem.encode()).digest()
    return int.from_bytes(digest[:4], "big") < share * 2**32


def _digest(articles: Sequence[Annotated]) -> str:
    """Return what tells these articles with their annotations from any others."""
    whole = hashlib.sha256()
    for one in articles:
        whole.update(one.article.sha256.encode())
        whole.update(repr(sorted(one.record.items())).encode())
    return whole.hexdigest()


def train(
    data: Sequence[Path],
    out: Path,
    *,
    validation: float = 0.1,
    epochs: int | None = None,
    seed: int | None = None,
    watch: Watch | None = None,
) -> TrainingReport:
    """Train on the annotated articles of the folders `data` and write the model to `out`.

    A share `validation` is kept aside to find the best epoch. Raises NoTrainingPackages where
    the extra is not installed, NoGold where a folder holds no annotations.
    """
    require_training_packages()
    from toolkit.training.export import export_model
    from toolkit.training.fit import Recipe, fit
    from toolkit.training.model_card import write_model_card

    recipe = Recipe()
    recipe = replace(recipe, epochs=epochs or recipe.epochs)
    recipe = replace(recipe, seed=recipe.seed if seed is None else seed)
    articles, problems = read_annotated(data)
    examples = build_examples(articles)
    aside = [one for one in examples if is_kept_aside(one.stem, validation)]
    learned = [one for one in examples if not is_kept_aside(one.stem, validation)]
    network, fitted = fit(learned, aside, recipe, watch)
    stems = tuple(one.stem for one in aside)
    about = {
        "base": "sentence-transformers/all-MiniLM-L6-v2",
        "base_licence": "Apache-2.0",
        "articles": len(learned),
        "kept_aside": stems,
        "data_sha256": _digest(articles),
        "recipe": asdict(recipe),
        "losses": [(epoch.training_loss, epoch.validation_loss) for epoch in fitted],
        "scores": [epoch.score for epoch in fitted],
    }
    config = export_model(network, out, about)
    write_model_card(out, config, {})
    losses = tuple((epoch.training_loss, epoch.validation_loss) for epoch in fitted)
    return TrainingReport(len(learned), stems, losses, problems)
