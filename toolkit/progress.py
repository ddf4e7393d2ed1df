"""Progress of long work: a line on a terminal, nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.build_watch import BuildProgress
    from toolkit.training.fit import Epoch, Watch


@contextmanager
def show_progress() -> Iterator[BuildProgress | None]:
    """Give a progress that draws on standard error, None where that is not a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn("{task.fields[count]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=None, count="")

        def show(stage: str, done: int, total: int | None) -> None:
            count = "" if not done else f"{done:,}" if total is None else f"{done:,} of {total:,}"
            bar.update(task, description=stage, count=count)

        yield show


@contextmanager
def show_training() -> Iterator[Watch | None]:
    """Give a watch of training that draws on standard error, None where that is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[losses]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("learning", total=None, losses="")

        def show(epoch: Epoch, epochs: int) -> None:
            losses = f"loss {epoch.training_loss:.3f}"
            if epoch.validation_loss is not None:
                losses += f", kept aside {epoch.validation_loss:.3f}"
            description = f"epoch {epoch.number + 1} of {epochs}"
            bar.update(
                task,
                description=description,
                total=epochs,
                completed=epoch.number + 1,
                losses=losses,
            )

        yield show
