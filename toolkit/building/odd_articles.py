"""The few articles whose facts break a rule: they are left out, so that the rest is published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow

    from toolkit.validation.report import Problem

MOST_SHARE = 0.01
"""Share of all articles that may be left out. Where more break rules, something else is wrong."""


def odd_articles(
    problems: Iterable[Problem], tables: Mapping[str, pyarrow.Table]
) -> dict[str, Problem]:
    """Return the articles behind the errors of a report, by their ids, each with an error.

    They are those that have evidence of a row with an error. None are returned where an error
    names no row, or no article stands behind its row.
    """
    found: dict[str, Problem] = {}
    for problem in problems:
        if problem.severity != "error":
            continue
        behind = _articles_of(problem, tables["evidence"])
        if not behind:
            return {}
        for article_id in behind:
            found.setdefault(article_id, problem)
    return found


def _articles_of(problem: Problem, evidence: pyarrow.Table) -> list[str]:
    import pyarrow.compute

    if problem.table is None or problem.row is None:
        return []
    if problem.table == "articles":
        return [problem.row]
    key = "evidence_id" if problem.table == "evidence" else "record_id"
    of_row = pyarrow.compute.equal(evidence[key], problem.row)
    if key == "record_id":
        of_table = pyarrow.compute.equal(evidence["table_name"], problem.table)
        of_row = pyarrow.compute.and_(of_row, of_table)
    return sorted(set(evidence["article_id"].filter(of_row).to_pylist()))
