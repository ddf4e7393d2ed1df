"""Progress of long work: a line on a terminal, nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.build_package import BuildProgress


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
