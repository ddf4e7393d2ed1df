"""A data package on disk, validated: its files by frictionless, its tables by pandera and rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from os import PathLike

from toolkit.tables import table_names
from toolkit.validation.descriptor import (
    Descriptor,
    open_descriptor,
    own_package_problems,
    watched_files,
)
from toolkit.validation.frictionless_check import check_files
from toolkit.validation.load import load_package
from toolkit.validation.reading.encoding import undecodable_byte
from toolkit.validation.report import Problem, Report, sort_problems
from toolkit.validation.rules import read_rules
from toolkit.validation.tables import check_tables

_UNREADABLE = "the files of the package cannot all be read"


def validate_package(
    path: str | PathLike[str], *, texts: Mapping[str, str] | None = None, allow_remote: bool = False
) -> Report:
    """Return the report on the data package in a folder, or of its `datapackage.json`.

    `texts` are the normalised texts of articles by article_id; without them the rules that
    need them are skipped, and the report says so. The network is used only with
    `allow_remote`. Raises NotAPackage where the path holds no package at all; whatever is
    wrong with one that it holds is a problem in the report.
    """
    with open_descriptor(path, allow_remote=allow_remote) as (descriptor, problems):
        if descriptor is not None:
            problems = [*problems, *own_package_problems(descriptor), *_undecodable(descriptor)]
        if descriptor is None or problems:
            return _report_on_files(problems, {}, ran=False)
        with watched_files(descriptor) as changes:
            report = _check(descriptor, texts)
        if changes:
            return _report_on_files(changes, {}, ran=False)
        return report


def _check(descriptor: Descriptor, texts: Mapping[str, str] | None) -> Report:
    problems = check_files(descriptor)
    connection, rows, failures = load_package(descriptor)
    with connection:
        if failures or len(rows) < len(table_names()):
            known = {problem.table for problem in problems}
            problems += [problem for problem in failures if problem.table not in known]
            return _report_on_files(problems, rows, ran=True)
        tables = check_tables(connection, texts)
    return Report(
        sort_problems(_once([*problems, *tables.problems])),
        tables.checked,
        ("frictionless", *tables.ran),
        tables.skipped,
    )


def _undecodable(descriptor: Descriptor) -> Iterator[Problem]:
    for resource in descriptor.resources:
        if resource.format == "csv" and resource.compression is None:
            for file in resource.files:
                if (position := undecodable_byte(file, resource.encoding)) is not None:
                    path = file.relative_to(descriptor.folder)
                    message = f"{path} is not UTF-8 at byte {position}: save it as UTF-8."
                    yield Problem(
                        "error", "frictionless", "encoding", resource.name, None, None, message
                    )


def _report_on_files(problems: list[Problem], rows: Mapping[str, int], *, ran: bool) -> Report:
    skipped = dict.fromkeys(("pandera", *(rule.name for rule in read_rules())), _UNREADABLE)
    if not ran:
        skipped = {"frictionless": _UNREADABLE, **skipped}
    return Report(sort_problems(problems), rows, ("frictionless",) if ran else (), skipped)


def _once(problems: list[Problem]) -> list[Problem]:
    """Return the problems less those that a check before has reported of the same cell."""
    first: dict[tuple[str | None, str, str | None], str] = {}
    kept: list[Problem] = []
    for problem in problems:
        if problem.row is not None:
            cell = (problem.table, problem.row, problem.column)
            if first.setdefault(cell, problem.check) != problem.check:
                continue
        kept.append(problem)
    return kept
