"""What happens in a build as lines of JSON, for a program that watches it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from toolkit.building.report import BuildReport
    from toolkit.building.watch import BuildEvent

BETWEEN_LINES = 1.0
"""Least seconds between two lines that say how far a stage is."""


def log_events(stream: TextIO) -> Callable[[BuildEvent], None]:
    """Return a watcher that writes each event of a build as one line: an object with `event`."""
    last = 0.0

    def write(event: BuildEvent) -> None:
        nonlocal last
        if event.event == "begun":
            last = 0.0
        if event.event == "advanced" and event.seconds - last < BETWEEN_LINES:
            return
        last = event.seconds
        write_line(stream, event.event, **_told(event))

    return write


def log_report(stream: TextIO, report: BuildReport) -> None:
    """Write the last line of a build that was done, whether its tables are valid or not."""
    told = report.to_dict()
    names = ("name", "valid", "changed", "version", "rows", "reading", "inputs", "seconds")
    write_line(
        stream,
        "built",
        **{name: told[name] for name in names},
        skipped=len(report.skipped),
        problems=report.validation.counts,
        stages=told["stages"],
        peak_memory=told["peak_memory"],
    )


def write_line(stream: TextIO, event: str, **values: Any) -> None:
    """Write one object on a line of its own."""
    stream.write(json.dumps({"event": event, **values}, ensure_ascii=False) + "\n")
    stream.flush()


def _told(event: BuildEvent) -> dict[str, Any]:
    """Return what is worth telling of an event beside its name."""
    stage = {"stage": event.stage}
    if event.event == "begun":
        return {**stage, "total": event.total}
    if event.what is not None:
        return {**stage, **asdict(event.what)}
    count = {**stage, "done": event.done, "total": event.total, "skipped": event.skipped}
    if event.event == "ended":
        return {**count, "seconds": round(event.seconds, 3)}
    left = event.seconds_left
    return {
        **count,
        "articles_per_second": round(event.per_second, 1),
        "seconds_left": None if left is None else round(left),
    }
