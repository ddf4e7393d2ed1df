"""The tables of a database, validated: each column by pandera, then the rules across tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from toolkit.tables import table_names
from toolkit.validation.pandera_check import check_columns
from toolkit.validation.report import Problem, Report, sort_problems
from toolkit.validation.rules.run_rules import read_rules, run_rules

if TYPE_CHECKING:
    import duckdb

_WRONG_COLUMNS = "the tables do not have the columns of the data model"


def validate_tables(
    connection: duckdb.DuckDBPyConnection, texts: Mapping[str, str] | None = None
) -> list[Problem]:
    """Return what is wrong with the tables of a database that holds all of the data model.

    `texts` are the normalised texts of articles by article_id, for the rules on spans. Foreign
    keys are left to those who hold them: a database that declares them, or frictionless in
    `validate_package`.
    """
    return list(check_tables(connection, texts).problems)


def check_tables(
    connection: duckdb.DuckDBPyConnection, texts: Mapping[str, str] | None = None
) -> Report:
    """Return the report on the tables of a database, with the checks that ran and their rows.

    Rules are skipped where a column is missing or of another type, as they could not run.
    """
    problems = check_columns(connection)
    rows = {
        name: connection.sql(f'SELECT count(*) FROM "{name}"').fetchall()[0][0]
        for name in table_names()
    }
    if any(problem.rule in ("column", "type") for problem in problems):
        skipped = {rule.name: _WRONG_COLUMNS for rule in read_rules()}
        return Report(sort_problems(problems), rows, ("pandera",), skipped)
    outcome = run_rules(connection, texts)
    return Report(
        sort_problems([*problems, *outcome.problems]),
        rows,
        ("pandera", *outcome.ran),
        outcome.skipped,
    )
