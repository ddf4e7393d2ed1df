"""In which line of its file a row of CSV begins, which line breaks in cells set apart."""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from toolkit.validation.report import Report


def locate_problems(report: Report, folder: Path) -> list[tuple[str, int]]:
    """Return file and line of every problem of a report, in its order.

    `folder` is that of the descriptor; files are relative to the working folder where they lie
    below it. A problem of no row has line 1, one of no file the descriptor.
    """
    wanted: dict[str, set[int]] = {}
    for problem in report.problems:
        if problem.table and problem.table in report.files and problem.number is not None:
            wanted.setdefault(problem.table, set()).add(problem.number)
    lines = {
        table: first_lines(folder / report.files[table], numbers)
        for table, numbers in wanted.items()
    }
    located: list[tuple[str, int]] = []
    for problem in report.problems:
        table = problem.table or ""
        named = report.files.get(table, "datapackage.json")
        file = named if "://" in named else shown_path(folder / named)
        located.append((file, lines.get(table, {}).get(problem.number or 0, 1)))
    return located


def first_lines(file: Path, numbers: Iterable[int]) -> dict[int, int]:
    """Return the first line of rows of a file by their numbers, both counted from 1.

    In a file that is not CSV, or can't be read, a row's number is taken for its line.
    """
    wanted = sorted(set(numbers))
    lines = {number: number for number in wanted}
    if file.suffix.lower() != ".csv" or not wanted:
        return lines
    csv.field_size_limit(sys.maxsize)
    try:
        # Delimiters, quotes and line ends are the same bytes in UTF-8 and in Latin-1.
        with file.open(encoding="latin-1", newline="") as stream:
            reader = csv.reader(stream)
            read = 0
            for number in wanted:
                for _ in islice(reader, number - 1 - read):
                    pass
                lines[number] = reader.line_num + 1
                read = number - 1
    except (OSError, csv.Error):
        pass
    return lines


def shown_path(file: Path) -> str:
    """Return a path relative to the working folder, or whole where it lies elsewhere."""
    relative = os.path.relpath(file)
    return Path(str(file.resolve()) if relative.startswith("..") else relative).as_posix()
