"""How well a model reads, seen beside unseen: learned from, kept aside, held out, and the gold.

    python benchmarks/accuracy.py [--model DIR] [--data training/articles]
                                  [--held-out training/held_out] [--gold tests/gold]
                                  [--articles seeds] [--page docs/accuracy.md ...] [--card]

Each set is built as one corpus and measured as `toolkit evaluate` does it. Which articles were
kept aside stands in the model's `config.json`; of those that it learned from, as many are
measured. Prints tables in Markdown; `--page` writes them into pages, between the marks that these
have (`<!-- f1 -->` and `<!-- /f1 -->`, likewise `values` and `errors`); `--card` writes the model's
card with the figures. Takes some minutes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from toolkit.evaluation import Evaluation
from toolkit.evaluation.evaluation import evaluate
from toolkit.parsers.english.reader.model import CONFIG, SHIPPED
from toolkit.parsers.english.reader_parser import ReaderParser
from toolkit.training.model_card import write_model_card

PROJECT = Path(__file__).resolve().parent.parent
ABOUT_SHIPPED = {
    "name": "The reader of Parley",
    "data": "2,805 English articles written for this project, with invented persons and, but for "
    "some, invented parties, annotated with actors, posts, meetings and results "
    "(`training/articles` in the project's repository, CC BY 4.0).",
    "command": "toolkit train training/articles --out DIR",
    "licence": "Apache License 2.0, that of the base and of the toolkit.",
}
"""What the card of the shipped model says beyond its configuration."""

SEEN, UNSEEN, HELD_OUT, GOLD = "learned from", "kept aside", "held out", "gold"


def chosen(data: Path, kept_aside: Sequence[str], most: int | None) -> dict[str, list[str]]:
    """Return the names of the articles of `data` to measure: kept aside, and as many learned."""
    names = sorted(
        (path.stem for path in data.glob("*.json")),
        key=lambda stem: hashlib.sha256(stem.encode()).digest(),
    )
    unseen = [stem for stem in names if stem in set(kept_aside)][:most]
    seen = [stem for stem in names if stem not in set(kept_aside)][: len(unseen)]
    return {SEEN: seen, UNSEEN: unseen}


def evaluate_some(data: Path, stems: Iterable[str], model: Path) -> Evaluation:
    """Return how well the articles of these names are read, built as one corpus."""
    with tempfile.TemporaryDirectory() as folder:
        for stem in stems:
            for path in data.glob(f"{stem}.*"):
                shutil.copy(path, folder)
        return evaluate(folder, errors=True, parser=partial(ReaderParser, model))


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def row_table(measured: Mapping[str, Evaluation]) -> str:
    """Return the F1 of each kind of row, with precision and recall."""
    every = [one.figures for one in measured.values()]
    rows = [["**overall**", *(f"**{figures.overall:.2f}**" for figures in every)]]
    for name in every[0].tallies:
        tallies = [figures.tallies[name] for figures in every]
        rows.append([name, *(f"{t.f1:.2f} ({t.precision:.2f}, {t.recall:.2f})" for t in tallies)])
    heads = [f"{name}, {one.articles} articles" for name, one in measured.items()]
    return table(["F1 (precision, recall)", *heads], rows)


def value_table(measured: Mapping[str, Evaluation]) -> str:
    """Return the share of right values among the rows that were found."""
    every = [one.figures.accuracies for one in measured.values()]
    names = dict.fromkeys(name for accuracies in every for name in accuracies)

    def share(accuracies: Mapping[str, object], name: str) -> str:
        value = getattr(accuracies.get(name), "share", None)
        return "–" if value is None else f"{value:.2f}"

    rows = [[name, *(share(accuracies, name) for accuracies in every)] for name in names]
    return table(["value right", *measured], rows)


def error_table(measured: Mapping[str, Evaluation]) -> str:
    """Return how many rows were missed or false and how many values wrong, most unseen first."""
    counts = {
        name: Counter(f"{one.figure or one.table}, {one.kind}" for one in evaluation.discrepancies)
        for name, evaluation in measured.items()
        if name != SEEN
    }
    kinds = {kind for counted in counts.values() for kind in counted}
    in_order = sorted(kinds, key=lambda kind: (-counts[UNSEEN][kind], kind))
    rows = [[kind, *(f"{counted[kind]:,}" for counted in counts.values())] for kind in in_order]
    return table(["error", *counts], rows)


def with_blocks(page: str, blocks: Mapping[str, str]) -> str:
    """Return the page with each block between its marks; a block without marks is left out."""
    for name, content in blocks.items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        page = pattern.sub(partial(_between, content), page)
    return page


def _between(content: str, marks: re.Match[str]) -> str:
    return f"{marks[1]}{content}{marks[2]}"


def main() -> None:
    """Measure, print, and write what is asked for."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--model", type=Path, default=SHIPPED)
    arguments.add_argument("--data", type=Path, default=PROJECT / "training" / "articles")
    arguments.add_argument(
        "--held-out", type=Path, default=PROJECT / "training" / "held_out", metavar="FOLDER"
    )
    arguments.add_argument("--gold", type=Path, default=PROJECT / "tests" / "gold")
    arguments.add_argument("--articles", type=Path, default=PROJECT / "seeds")
    arguments.add_argument("--most", type=int, help="at most so many articles of the data")
    arguments.add_argument("--page", type=Path, nargs="*", default=[], help="pages to write into")
    arguments.add_argument("--card", action="store_true", help="write the card of the model")
    options = arguments.parse_args()
    config = json.loads((options.model / CONFIG).read_text(encoding="utf-8"))
    measured = {}
    for name, stems in chosen(options.data, config["kept_aside"], options.most).items():
        if not stems:
            raise SystemExit(f"{options.data} has no article that was {name}; name its folder.")
        print(f"reading {len(stems)} articles {name}", file=sys.stderr)
        measured[name] = evaluate_some(options.data, stems, options.model)
    print("reading the articles held out and the gold", file=sys.stderr)
    parser = partial(ReaderParser, options.model)
    measured[HELD_OUT] = evaluate(options.held_out, errors=True, parser=parser)
    measured[GOLD] = evaluate(options.gold, articles=options.articles, errors=True, parser=parser)
    blocks = {
        "f1": row_table(measured),
        "values": value_table(measured),
        "errors": error_table(measured),
    }
    print("\n".join(blocks.values()))
    for path in options.page:
        page = path.read_text(encoding="utf-8")
        path.write_text(with_blocks(page, blocks), encoding="utf-8")
    if options.card:
        figures = {name: one.figures.by_name() for name, one in measured.items()}
        shipped = options.model.resolve() == SHIPPED.resolve()
        write_model_card(options.model, config | (ABOUT_SHIPPED if shipped else {}), figures)


if __name__ == "__main__":
    main()
