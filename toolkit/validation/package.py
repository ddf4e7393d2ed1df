"""A data package on disk, validated: its files by an engine, its tables by pandera and rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from os import PathLike

from toolkit.table_schema import fields_of
from toolkit.validation.defect_problems import problems_of
from toolkit.validation.descriptor import (
    Descriptor,
    find_descriptor,
    is_own_package,
    open_descriptor,
    own_package_problems,
    watched_files,
)
from toolkit.validation.engines import Engine, judge
from toolkit.validation.loaded_tables import check_own_tables, check_user_rules, own_checks
from toolkit.validation.report import (
    MOST_PROBLEMS,
    Problem,
    Report,
    Severity,
    sort_problems,
)
from toolkit.validation.rules.user_rules import read_user_rules, rules_beside

_UNREADABLE = "the files of the package cannot all be read"


def validate_package(
    path: str | PathLike[str],
    *,
    engine: Engine = "fast",
    texts: Mapping[str, str] | None = None,
    rules: str | PathLike[str] | None = None,
    allow_remote: bool = False,
    limit: int = MOST_PROBLEMS,
    fail_on: Severity = "error",
) -> Report:
    """Return the report on the data package in a folder, or of its `datapackage.json`.

    Any package is held against its own descriptor, by the `engine` "fast" (which leaves to
    frictionless what it does not cover), "frictionless", or "both", where every difference is an
    error; then against the rules in SQL of the folder `rules` beside its descriptor, and of
    the folder that the argument `rules` names. A package of this toolkit's tables needs all of
    them, and is held against their models and their rules too. `texts` are the normalised texts
    of articles by article_id; without them the rules that need them are skipped, and the report
    says so. The network is used only for remote files, where `allow_remote` says that it may be.
    `limit` is the most problems that an engine names of a resource, `fail_on` the least severity
    that makes the package invalid.

    Raises NotAPackage where the path holds no package at all, and ValueError for an unknown
    engine or a folder of rules that is not there; whatever is wrong with a package is a problem
    in the report.
    """
    users = rules_beside(find_descriptor(path).parent)
    if rules is not None:
        users = (*users, *read_user_rules(rules))
    with open_descriptor(path, allow_remote=allow_remote) as (descriptor, problems):
        is_own = descriptor is not None and is_own_package(descriptor)
        checks = (*(own_checks() if is_own else ()), *(rule.name for rule in users))
        if descriptor is not None and is_own:
            problems = [*problems, *own_package_problems(descriptor)]
        if descriptor is None or problems:
            report = _report_unread(problems, ("schema", *checks))
        else:
            with watched_files(descriptor) as changes:
                report = _judge(descriptor, engine, limit)
                if not report.ran:
                    report = _report_unread([*report.problems], ("schema", *checks))
                else:
                    if is_own:
                        report = _joined(report, check_own_tables(descriptor, texts))
                    if users:
                        report = _joined(report, check_user_rules(descriptor, texts, users))
            if changes:
                report = _report_unread(changes, ("schema", *checks))
        return replace(_with_files(report, descriptor), fail_on=fail_on)


def _judge(descriptor: Descriptor, engine: Engine, limit: int) -> Report:
    """Return the report on descriptor and files."""
    from toolkit.validation.by_frictionless.metadata import metadata_defects

    if defects := metadata_defects(descriptor):
        return Report(sort_problems(problems_of(defects, descriptor)))
    verdict = judge(descriptor, engine, limit)
    return Report(
        sort_problems(verdict.problems),
        verdict.rows,
        ("schema",),
        engines=verdict.engines,
        left=verdict.left,
        more=verdict.more,
    )


def _joined(report: Report, tables: Report) -> Report:
    """Return the report on the files with that on the tables."""
    # An engine has said, row by row, why a table does not load.
    known = {problem.table for problem in report.problems}
    added = [one for one in tables.problems if one.rule != "source-error" or one.table not in known]
    return replace(
        report,
        problems=sort_problems(_once([*report.problems, *added])),
        checked={**report.checked, **tables.checked},
        ran=(*report.ran, *tables.ran),
        skipped={**report.skipped, **tables.skipped},
    )


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


def _report_unread(problems: list[Problem], checks: tuple[str, ...]) -> Report:
    return Report(sort_problems(problems), skipped=dict.fromkeys(checks, _UNREADABLE))


def _with_files(report: Report, descriptor: Descriptor | None) -> Report:
    if descriptor is None:
        return report
    paths = {one.name: one.descriptor.get("path") for one in descriptor.resources if one.files}
    files = {name: str(path[0] if isinstance(path, list) else path) for name, path in paths.items()}
    columns = {
        one.name: tuple(str(field.get("name", "")) for field in fields_of(one.schema or {}))
        for one in descriptor.resources
    }
    return replace(report, files=files, columns=columns)
