"""The card of a trained model: what it is, what it learned from, how well it reads, its limits.

It is written as `README.md` into the model's folder, from `config.json` and figures.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from toolkit.evaluation.figures import TABLES
from toolkit.training.curve_point import LOSS

CARD = "README.md"
"""Name of the card in a model's folder."""

_ROWS = ("overall", *TABLES)
_NOT_MEASURED = "–"

_USES = """\
It finds in English political news who met whom, where and when, which posts people hold, and
what was reported of elections, for `toolkit build`. It says what words mean: which name an actor
and of which kind, which state an encounter, who takes part, what a number counts and whose it is.
Days, numbers, countries and the joining of names are computed by rules outside the model.

It is not for decisions about single people, nor a source of facts: what it finds is what a text
seems to say. Look at the sentence (`toolkit explain`) before relying on a row."""

_LIMITS = """\
- English only, and news prose: other kinds of text were not measured.
- A window has 510 pieces of words, some 340 words; a longer article is read in windows that
  overlap, and what is told far apart may not be joined.
- Kinds of actors, wordings and layouts of results that are rare in the articles it learned from
  are found less often.
- The words are read without capitals but with the shape of each word; names that look like
  common words are harder.
- Probabilities are not calibrated.
- The encoder's weights are 8-bit numbers of 7 bits' range, for processors without instructions
  for 8-bit products. Rounding can still differ in the last digits between kinds of
  processors; a decision near a tie can then fall otherwise."""


def write_model_card(
    folder: Path,
    config: Mapping[str, Any],
    figures: Mapping[str, Mapping[str, float]],
) -> Path:
    """Write the card into a model's folder and return its path.

    `config` is the model's `config.json`; what it lacks is left out or said to be unknown.
    Beside what a training writes there it may have `name`, `licence`, `data` (a sentence on the
    articles) and `command` (how to train the same model). `figures` maps what was measured on
    ("articles kept aside") to figures by name, as `toolkit evaluate --json` has them.
    """
    sections = (
        ("", [f"# {config.get('name', 'A reader for Parley')}", _summary(config)]),
        ("Use", [_USES]),
        ("What it learned from", _data(config)),
        ("How it was trained", _training(config)),
        ("How well it reads", _scores(figures)),
        ("Limits", [_LIMITS]),
        ("Files", _files(folder, config)),
        ("Licence", [_licence(config)]),
    )
    parts = [
        "\n\n".join([f"## {heading}", *body] if heading else body)
        for heading, body in sections
        if body
    ]
    path = folder / CARD
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    return path


def read_figures(path: Path) -> dict[str, float]:
    """Return the figures that `toolkit evaluate --json` printed into a file.

    Raises ValueError where the file holds none.
    """
    record = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(record, dict) or not isinstance(record.get("figures"), dict):
        raise ValueError(f"{path} has no figures; write the output of toolkit evaluate --json.")
    return {str(name): float(value) for name, value in record["figures"].items()}


def _summary(config: Mapping[str, Any]) -> str:
    heads = len(config.get("labels", ()))
    relations = len(config.get("relations", ()))
    return (
        f"An encoder with {heads} heads that label words and {relations} relations between words, "
        "read with onnxruntime. It runs on a processor, offline."
    )


def _data(config: Mapping[str, Any]) -> list[str]:
    parts = []
    if "data" in config:
        parts.append(str(config["data"]))
    if "articles" in config:
        aside = len(config.get("kept_aside", ()))
        parts.append(
            f"Articles learned from: {config['articles']:,}. Kept aside to choose the best epoch: "
            f"{aside:,}; `config.json` names them."
        )
    if "data_sha256" in config:
        parts.append(f"SHA-256 of all articles with their annotations: `{config['data_sha256']}`.")
    return parts or ["Unknown: `config.json` does not say."]


def _training(config: Mapping[str, Any]) -> list[str]:
    parts = [
        f"The base is {config.get('base', 'unknown')} "
        f"(licence: {config.get('base_licence', 'unknown')}); all of it was trained further, "
        "with the heads, on all labels at once."
    ]
    if "command" in config:
        parts.append(f"    {config['command']}")
    if config.get("recipe"):
        recipe = config["recipe"]
        rows = [(name.replace("_", " "), str(value)) for name, value in recipe.items()]
        parts.append(_table(("recipe", ""), rows))
    if config.get("losses"):
        losses = [(str(number), *map(_value, p)) for number, p in enumerate(config["losses"], 1)]
        parts.append(_table(("epoch", "loss a word, learned from", "kept aside"), losses))
    return parts


def _scores(figures: Mapping[str, Mapping[str, float]]) -> list[str]:
    if not figures:
        return ["Not measured. `toolkit evaluate GOLD --model DIR` does it."]
    parts = ["F1 of rows; `overall` is the mean of the six:"]
    parts.append(_figure_table("F1", _ROWS, figures))
    values = dict.fromkeys(n for own in figures.values() for n in own if n not in (*_ROWS, LOSS))
    if values:
        parts.append("Of the rows that were found, the share with the right value:")
        parts.append(_figure_table("value", values, figures))
    return parts


def _figure_table(
    label: str, names: Iterable[str], figures: Mapping[str, Mapping[str, float]]
) -> str:
    rows = [(name, *(_value(own.get(name)) for own in figures.values())) for name in names]
    return _table((label, *figures), rows)


def _files(folder: Path, config: Mapping[str, Any]) -> list[str]:
    rows = []
    for name, digest in config.get("sha256", {}).items():
        path = folder / name
        size = f"{path.stat().st_size:,}" if path.is_file() else "missing"
        rows.append((f"`{name}`", size, f"`{digest}`"))
    return [_table(("file", "bytes", "SHA-256"), rows)] if rows else []


def _licence(config: Mapping[str, Any]) -> str:
    if "licence" in config:
        return str(config["licence"])
    return (
        f"The base is under {config.get('base_licence', 'a licence of its own')}. The articles "
        "that the model learned from have licences of their own; who publishes the model says "
        "which one it has."
    )


def _value(value: float | None) -> str:
    return _NOT_MEASURED if value is None else f"{value:.3f}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
