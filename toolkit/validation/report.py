"""What validation says: problems, and the one report that gathers them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from toolkit.tables import table_names

Severity = Literal["error", "warning"]
Check = Literal["schema", "pandera", "rule"]
"""Who found a problem: the files held against their descriptor, a model, a rule in SQL."""

MOST_ROWS = 100
"""How many rows one rule, or one check of a model, names; the others are one problem more."""

MOST_PROBLEMS = 1000
"""How many problems of a resource are named by default; the others are counted."""

ENGINES_DISAGREE = "engines-disagree"
"""The rule of a problem that only one of two engines has found."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where it is wrong, and what to do about it.

    `rule` names what is broken within `check`: a constraint, a type of error of frictionless, a
    file of rules. `row` is the primary key of the row, composite keys joined with "/", None
    where it has none that can be read. `number` is the number of the row in its file, counted
    from 1 with the header, and `value` the text of the cell. `row`, `number` and `column` are
    None where the whole table or file is meant, `table` where the whole package is. `cells` are
    all cells of the row, where they were at hand; they make no difference between problems.
    """

    severity: Severity
    check: Check
    rule: str
    table: str | None
    row: str | None
    column: str | None
    message: str
    number: int | None = None
    value: str | None = None
    cells: tuple[str | None, ...] = field(default=(), compare=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the problem as values of JSON, without the cells around it."""
        return {
            "severity": self.severity,
            "check": self.check,
            "rule": self.rule,
            "table": self.table,
            "row": self.row,
            "column": self.column,
            "number": self.number,
            "value": self.value,
            "message": self.message,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a validation.

    `checked` counts the rows of each table that was read, `ran` names the checks that ran
    and `skipped` those that did not, with the reason. By resource, `engines` says which engine
    judged it, `left` why the fast one could not, `more` how many errors are not named one by
    one, and `files` its first file as the descriptor names it. `columns` are those that
    the cells of a problem's row stand in. `fail_on` is the least severity that makes a package
    invalid.
    """

    problems: tuple[Problem, ...]
    checked: Mapping[str, int] = field(default_factory=dict)
    ran: tuple[str, ...] = ()
    skipped: Mapping[str, str] = field(default_factory=dict)
    engines: Mapping[str, str] = field(default_factory=dict)
    left: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, int] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fail_on: Severity = "error"

    @property
    def valid(self) -> bool:
        """Whether there is no error nor, if `fail_on` says so, a warning."""
        counts = self.counts
        return not counts["error"] and not (self.fail_on == "warning" and counts["warning"])

    @property
    def counts(self) -> dict[str, int]:
        """Number of problems by severity: keys `error` and `warning`."""
        counts = {"error": sum(self.more.values()), "warning": 0}
        for problem in self.problems:
            counts[problem.severity] += 1
        return counts

    @property
    def rules(self) -> dict[str, int]:
        """Number of problems that are named, by the rule that they break, sorted by its name."""
        return dict(sorted(Counter(problem.rule for problem in self.problems).items()))

    def to_dict(self) -> dict[str, Any]:
        """Return the report as values of JSON, the same for the same outcome.

        `schemas/reports/validation.json` is the JSON Schema of it.
        """
        return {
            "valid": self.valid,
            "fail_on": self.fail_on,
            "counts": self.counts,
            "rules": self.rules,
            "checked": dict(self.checked),
            "engines": dict(self.engines),
            "left": dict(self.left),
            "more": dict(self.more),
            "files": dict(self.files),
            "ran": list(self.ran),
            "skipped": dict(self.skipped),
            "problems": [problem.to_dict() for problem in self.problems],
        }


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems: errors first, then by table, number and key of the row, and column."""
    position = {name: number for number, name in enumerate(table_names())}

    def order(problem: Problem) -> tuple[object, ...]:
        return (
            problem.severity != "error",
            -1 if problem.table is None else position.get(problem.table, len(position)),
            problem.table or "",
            problem.number or 0,
            problem.row or "",
            problem.column or "",
            problem.check,
            problem.rule,
            problem.message,
        )

    return tuple(sorted(problems, key=order))
