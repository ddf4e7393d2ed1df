"""The problems of a report, gathered by what they have in common, and how a place is said."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.validation.report import Problem, Report, Severity
from toolkit.validation.wording import split_sentence


@dataclass(frozen=True, slots=True)
class Group:
    """The problems of one kind: of one table and column, that break the same rule."""

    severity: Severity
    check: str
    rule: str
    table: str | None
    column: str | None
    problems: tuple[Problem, ...]

    @property
    def remedy(self) -> str:
        """What to do about all of them, "" where their sentences don't say."""
        return split_sentence(self.problems[0].message)[1]

    @property
    def title(self) -> str:
        """Rule and column, with the number of problems where there are several."""
        where = f" in {self.column}" if self.column else ""
        many = f", {len(self.problems):,} times" if len(self.problems) > 1 else ""
        return f"{self.rule}{where}{many}"


def group_problems(report: Report) -> tuple[Group, ...]:
    """Return the problems of a report in groups, table by table, in the order of the report."""
    gathered: dict[tuple[object, ...], list[Problem]] = {}
    for problem in report.problems:
        kind = (problem.severity, problem.table, problem.check, problem.rule, problem.column)
        gathered.setdefault(kind, []).append(problem)
    return tuple(
        Group(
            problems[0].severity,
            problems[0].check,
            problems[0].rule,
            problems[0].table,
            problems[0].column,
            tuple(problems),
        )
        for problems in gathered.values()
    )


def place_of(problem: Problem) -> str:
    """Return which row a problem is in: its number, its key or both, "" for none."""
    number = "" if problem.number is None else f"row {problem.number}"
    if number and problem.row:
        return f"{number} ({problem.row})"
    return number or problem.row or ""


def what_of(problem: Problem) -> str:
    """Return what is wrong, without the remedy that its group gives."""
    return split_sentence(problem.message)[0]


def verdict(report: Report) -> str:
    """Return the outcome in one line: valid or not, checks, tables, rows, problems."""
    counts = report.counts
    numbers = (
        (len(report.ran), "check"),
        (len(report.checked), "table"),
        (sum(report.checked.values()), "row"),
        (counts["error"], "error"),
        (counts["warning"], "warning"),
    )
    said = (f"{number:,} {word}{'' if number == 1 else 's'}" for number, word in numbers)
    return f"{'valid' if report.valid else 'invalid'}: {', '.join(said)}"


def engine_sentences(report: Report) -> list[str]:
    """Return which engine judged how many resources, and why some were left to frictionless."""
    tables_by_engine: dict[str, list[str]] = {}
    for name, engine in report.engines.items():
        tables_by_engine.setdefault(engine, []).append(name)
    said = [
        f"judged by {engine}: {len(names):,} resources"
        if len(names) > 3
        else f"judged by {engine}: {', '.join(names)}"
        for engine, names in sorted(tables_by_engine.items())
    ]
    said += [f"{name} was left to frictionless, as {why}" for name, why in report.left.items()]
    return said


def skipped_sentences(report: Report) -> list[str]:
    """Return what was not checked, one sentence for each reason."""
    checks_by_reason: dict[str, list[str]] = {}
    for check, reason in report.skipped.items():
        checks_by_reason.setdefault(reason, []).append(check)
    return [
        f"not checked, as {reason}: {', '.join(checks)}"
        for reason, checks in checks_by_reason.items()
    ]


def more_sentences(report: Report) -> list[str]:
    """Return how many errors of each table are not named."""
    return [
        f"{name}: {count:,} more errors are not named; --limit names more"
        for name, count in report.more.items()
        if count
    ]
