"""How the outcome of a validation is shown on a terminal."""

from __future__ import annotations

from io import StringIO
from itertools import groupby

from rich.console import Console
from rich.text import Text

from toolkit.printing.terminal import open_console
from toolkit.reports.groups import (
    Group,
    engine_sentences,
    group_problems,
    more_sentences,
    place_of,
    skipped_sentences,
    verdict,
    what_of,
)
from toolkit.validation.report import Report

EXAMPLES = 5
"""Problems of one kind that a terminal shows; --json and --html have them all."""

_STYLES = {"error": "red", "warning": "yellow"}


def print_validation(report: Report) -> None:
    """Print the problems by table and kind, what was checked by whom, and the verdict."""
    _print_report(open_console(), report)


def report_text(report: Report) -> str:
    """Return what `print_validation` prints, without colours."""
    stream = StringIO()
    _print_report(Console(file=stream, color_system=None), report)
    return stream.getvalue()


def _print_report(console: Console, report: Report) -> None:
    print_problems(console, report)
    for line in (*engine_sentences(report), *skipped_sentences(report)):
        console.print(Text(line), soft_wrap=True)
    console.print(Text(verdict(report)), soft_wrap=True)


def print_problems(console: Console, report: Report) -> None:
    """Print the problems of a report: of each kind the remedy, the first ones, and how many."""
    groups = group_problems(report)
    for table, found in groupby(groups, key=lambda group: (group.severity, group.table)):
        console.print(Text(table[1] or "the package", style="bold"), soft_wrap=True)
        for group in found:
            _print_group(console, group)
    for line in more_sentences(report):
        console.print(Text(line), soft_wrap=True)
    if groups:
        console.print()


def _print_group(console: Console, group: Group) -> None:
    title = Text(f"  {group.severity} ", style=_STYLES[group.severity])
    title.append(f"{group.check}: {group.title}", style="default")
    console.print(title, soft_wrap=True)
    for problem in group.problems[:EXAMPLES]:
        place = place_of(problem)
        line = Text("    ")
        line.append(f"{place}: " if place else "", style="dim")
        line.append(what_of(problem))
        console.print(line, soft_wrap=True)
    more = len(group.problems) - EXAMPLES
    if more > 0:
        console.print(f"    and {more:,} more; --json and --html list all", soft_wrap=True)
    if group.remedy:
        console.print(Text(f"    → {group.remedy}"), soft_wrap=True)
