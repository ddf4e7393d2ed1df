"""Progress of long work: a line on a terminal, nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.building.watch import BuildEvent, BuildProgress, Watcher
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
def show_build(instead: Watcher | None = None) -> Iterator[Watcher | None]:
    """Give a watcher of a build that draws on standard error, None where that is no terminal.

    With `instead`, that is given and nothing is drawn. Else it shows the stage, how much of it is
    done, articles a second, the time left where the total is known, and the problems so far.
    """
    if instead is not None or not sys.stderr.isatty():
        yield instead
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        TextColumn("{task.fields[count]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=None, count="")

        def show(event: BuildEvent) -> None:
            if event.event == "begun":
                bar.reset(task, description=event.stage, total=event.total, count="")
            elif event.event != "ended":
                bar.update(task, completed=event.done, count=", ".join(_counted(event)))

        yield show


def _counted(event: BuildEvent) -> Iterator[str]:
    """Yield what a person wants to know of a stage that goes on."""
    total = "" if event.total is None else f" of {event.total:,}"
    yield f"{event.done:,}{total} articles"
    if event.per_second:
        yield f"{event.per_second:,.1f} a second"
    if event.seconds_left is not None:
        yield f"{timedelta(seconds=round(event.seconds_left))} left"
    if event.skipped:
        yield f"{event.skipped:,} skipped"


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
