"""What validation says: problems, and the one report that gathers them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from toolkit.tables import table_names

Severity = Literal["error", "warning"]
Check = Literal["frictionless", "pandera", "rule"]

MOST_ROWS = 100
"""How many rows one check of one column names; the others are counted in one problem more."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where it is wrong, and what to do about it.

    `rule` names what is broken within `check` (a constraint, a type of error, a file of
    `schemas/rules/`). `row` is the primary key of the row, composite keys joined with "/";
    `row` and `column` are None where the whole table or file is meant, `table` where the
    whole package is.
    """

    severity: Severity
    check: Check
    rule: str
    table: str | None
    row: str | None
    column: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a validation.

    `checked` counts the rows of each table that was read, `ran` names the checks that ran
    and `skipped` those that did not, with the reason.
    """

    problems: tuple[Problem, ...]
    checked: Mapping[str, int] = field(default_factory=dict)
    ran: tuple[str, ...] = ()
    skipped: Mapping[str, str] = field(default_factory=dict)

    @property
    def valid(self) -> bool:
        """Whether there is no error; warnings do not count."""
        return self.counts["error"] == 0

    @property
    def counts(self) -> dict[str, int]:
        """Number of problems by severity: keys `error` and `warning`."""
        counts = {"error": 0, "warning": 0}
        for problem in self.problems:
            counts[problem.severity] += 1
        return counts

    def to_dict(self) -> dict[str, Any]:
        """Return the report as values of JSON, the same for the same outcome."""
        return {
            "valid": self.valid,
            "counts": self.counts,
            "checked": dict(self.checked),
            "ran": list(self.ran),
            "skipped": dict(self.skipped),
            "problems": [asdict(problem) for problem in self.problems],
        }


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems with errors first, then in the order of tables, rows and columns."""
    position = {name: number for number, name in enumerate(table_names())}

    def order(problem: Problem) -> tuple[object, ...]:
        return (
            problem.severity != "error",
            -1 if problem.table is None else position.get(problem.table, len(position)),
            problem.table or "",
            problem.row or "",
            problem.column or "",
            problem.check,
            problem.rule,
            problem.message,
        )

    return tuple(sorted(problems, key=order))
