"""How `toolkit evaluate` shows its figures, and what was missed, false or wrong."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from toolkit.printing.terminal import empty_table, marked_words, open_console

if TYPE_CHECKING:
    from toolkit.evaluation import Evaluation
    from toolkit.evaluation.discrepancies import Discrepancy
    from toolkit.evaluation.figures import Figures

MOST_PROBLEMS = 20
"""Faults of annotations that are said; the JSON report has them all."""


def print_evaluation(evaluation: Evaluation) -> None:
    """Print each discrepancy that was asked for, the figures, and the mean of the six F1."""
    console = open_console()
    _print_discrepancies(console, evaluation.discrepancies)
    _print_figures(console, evaluation.figures)
    absent = f", {len(evaluation.missing)} of them absent" if evaluation.missing else ""
    console.print(
        f"overall F1 {evaluation.figures.overall:.3f} over {evaluation.articles} articles{absent}",
        soft_wrap=True,
    )


def _print_figures(console: Console, figures: Figures) -> None:
    counts = ("precision", "recall", "F1", "right", "false", "missed")
    rows = empty_table("table", *counts, right=counts)
    for name, tally in figures.tallies.items():
        shares = (tally.precision, tally.recall, tally.f1)
        numbers = (tally.right, tally.false, tally.missed)
        rows.add_row(name, *(f"{share:.3f}" for share in shares), *(f"{n:,}" for n in numbers))
    console.print(rows)
    values = empty_table("value", "accuracy", "right", "of", right=("accuracy", "right", "of"))
    for name, accuracy in figures.accuracies.items():
        if accuracy.share is not None:
            values.add_row(name, f"{accuracy.share:.3f}", f"{accuracy.right:,}", f"{accuracy.of:,}")
    console.print(values)


def _print_discrepancies(console: Console, every: Iterable[Discrepancy]) -> None:
    for article, found in groupby(every, key=lambda one: one.article):
        console.print(f"[bold]{escape(article)}[/]", soft_wrap=True)
        for one in found:
            values = ""
            if one.figure is not None:
                values = f": {one.figure} is {one.found}, should be {one.expected}"
            text = f"  {one.kind} in {one.table}: {one.row}{values}"
            console.print(escape(text), soft_wrap=True)
            _print_place(console, one)


def _print_place(console: Console, one: Discrepancy) -> None:
    if one.char_start is None:
        return
    rule = f", {one.rule}" if one.rule else ""
    place = f"{one.char_start}-{one.char_end}{rule}"
    console.print(Padding(escape(place), (0, 0, 0, 4)), style="dim")
    if one.sentence is not None:
        words = marked_words(one.sentence, one.mark_start or 0, one.mark_end or 0)
        console.print(Padding(words, (0, 0, 0, 4)))
