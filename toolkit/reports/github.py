"""The report as annotations of a workflow on GitHub."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from toolkit.reports.lines import locate_problems
from toolkit.validation.report import Report


def write_annotations(report: Report, folder: Path, stream: IO[str]) -> None:
    """Write a workflow command for each problem, which GitHub shows at the line of the file.

    The form is that of "Workflow commands for GitHub Actions".
    """
    for problem, (file, line) in zip(report.problems, locate_problems(report, folder), strict=True):
        where = f"{problem.table}: {problem.rule}" if problem.table else problem.rule
        properties = f"file={_property(file)},line={line},title={_property(where)}"
        row = f"{problem.row}: " if problem.row else ""
        stream.write(f"::{problem.severity} {properties}::{_data(row + problem.message)}\n")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
