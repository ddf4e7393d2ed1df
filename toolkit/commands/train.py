"""The command `train`: a reader of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.commands.answers import FINE, SKIPPED, print_json, say
from toolkit.commands.options import JsonOption


def train(
    data: Annotated[list[Path], typer.Argument(help="Folders of annotated articles.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder of the model; it is made.")],
    validation: Annotated[
        float, typer.Option(help="Share of the articles kept aside, to find the best epoch.")
    ] = 0.1,
    epochs: Annotated[int | None, typer.Option(help="Passes over the articles.")] = None,
    seed: Annotated[int | None, typer.Option(help="Seed of all that is random.")] = None,
    curve: Annotated[
        Path | None,
        typer.Option(help="Train on growing shares too and draw the learning curve here (SVG)."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Train a reader on annotated articles and write it as a model for --model."""
    from toolkit.printing.progress import show_training
    from toolkit.training.train import train as train_model

    with show_training() as watch:
        report = train_model(
            data, out, validation=validation, epochs=epochs, seed=seed, watch=watch
        )
        measured = None
        if curve is not None:
            from toolkit.training.curve_picture import draw_learning_curve
            from toolkit.training.learning_curve import measure_learning_curve

            measured = measure_learning_curve(
                data, validation=validation, epochs=epochs, seed=seed, watch_epoch=watch
            )
            draw_learning_curve(measured.points, curve)
    if as_json:
        print_json(report.to_dict() | ({} if measured is None else {"curve": measured.to_dict()}))
    else:
        from toolkit.printing.training import print_training

        print_training(report, out)
    for problem in report.problems:
        say(problem)
    raise typer.Exit(SKIPPED if report.problems else FINE)
