"""Print what a training did, for a person."""

from __future__ import annotations

from pathlib import Path

from toolkit.printing.terminal import empty_table, open_console
from toolkit.training.train import TrainingReport


def print_training(report: TrainingReport, out: Path) -> None:
    """Print the losses of each epoch and where the model lies."""
    console = open_console()
    table = empty_table("epoch", "loss", "kept aside", right=("epoch", "loss", "kept aside"))
    for number, (training, aside) in enumerate(report.epochs, start=1):
        table.add_row(str(number), f"{training:.3f}", "" if aside is None else f"{aside:.3f}")
    console.print(table)
    console.print(
        f"Trained on {report.articles:,} articles, {len(report.kept_aside):,} kept aside; "
        f"the model is in {out}. Use it with --model {out}."
    )
