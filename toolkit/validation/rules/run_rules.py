"""The rules across tables, run: ours in `schemas/rules/`, and those that a user adds.

`toolkit.validation.rules.rule_file` tells what a rule is. Those of users look the same and run in a
database that is locked first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from toolkit.error_cause import cause_of
from toolkit.tables import schema_folder, table_names, table_schema
from toolkit.validation.report import MOST_ROWS, Problem
from toolkit.validation.rules.locked_queries import (
    MOST_SECONDS,
    TooSlow,
    limit_time,
    lock_down,
)
from toolkit.validation.rules.rule_file import Rule, read_rule
from toolkit.validation.rules.rule_views import tables_at_hand, views_for_rules
from toolkit.validation.wording import more_rows_message

if TYPE_CHECKING:
    import duckdb

_NO_TEXTS = "the articles' texts are not at hand"
_COLUMNS = ("row", "column", "message")


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """The problems that the rules found, which ran, and which did not and why."""

    problems: tuple[Problem, ...]
    ran: tuple[str, ...]
    skipped: Mapping[str, str]


@cache
def read_rules() -> tuple[Rule, ...]:
    """Return the rules of `schemas/rules/`, sorted by name.

    Raises ValueError for a file whose header is not as `rule_file` describes.
    """
    return tuple(read_rule(path) for path in sorted((schema_folder() / "rules").glob("*.sql")))


def our_schemas() -> dict[str, dict[str, Any]]:
    """Return the Table Schemas of the data model by table, for rules on its packages."""
    return {name: table_schema(name) for name in table_names()}


def run_rules(
    connection: duckdb.DuckDBPyConnection,
    texts: Mapping[str, str] | None = None,
    rules: tuple[Rule, ...] | None = None,
    *,
    schemas: Mapping[str, Mapping[str, Any]] | None = None,
    seconds: float = MOST_SECONDS,
) -> RuleOutcome:
    """Run the rules, by default all of ours, on a database that holds the tables of a package.

    `schemas` are the Table Schemas of the package by the name of their table, by default those
    of the data model. A table of them that the database does not hold could not be read: the
    rules that need it are skipped. `texts` are the normalised texts of articles by article_id;
    without them the rules that need them are skipped, and of an article without a text nothing
    is said that needs it.

    Where a rule of a user is among them, the database is locked first, for good: no SQL on it
    reaches a file or the network any more. Such a rule is stopped after `seconds`. One that
    cannot run is a problem of its own; the others run all the same.
    """
    described = our_schemas() if schemas is None else schemas
    chosen = read_rules() if rules is None else rules
    if any(not rule.is_ours for rule in chosen):
        lock_down(connection)
    at_hand = tables_at_hand(connection)
    problems: list[Problem] = []
    ran: list[str] = []
    skipped: dict[str, str] = {}
    with views_for_rules(connection, described, at_hand, texts or {}):
        for rule in _checked_headers(chosen, described):
            if rule.fault is not None:
                problems.append(_fault_problem(rule, rule.fault))
                continue
            if rule.needs == "texts" and texts is None:
                skipped[rule.name] = _NO_TEXTS
                continue
            absent = _absent_tables(connection, rule, described.keys() - at_hand)
            if absent:
                skipped[rule.name] = f"the table {absent[0]} could not be read"
                continue
            try:
                problems.extend(_rule_problems(connection, rule, seconds))
            except _CannotRun as error:
                problems.append(_fault_problem(rule, str(error)))
                continue
            ran.append(rule.name)
    return RuleOutcome(tuple(problems), tuple(ran), skipped)


class _CannotRun(Exception):  # noqa: N818 - the name says what the rule does
    """The query of a user's rule is wrong; the message says so in one sentence."""


def _checked_headers(
    rules: tuple[Rule, ...], schemas: Mapping[str, Mapping[str, Any]]
) -> Iterator[Rule]:
    """Return the rules, with a fault where the package has no such table or two share a name."""
    seen: set[str] = set()
    for rule in rules:
        fault = rule.fault
        if fault is None and rule.name in seen:
            fault = f"{rule.file}: another rule is called {rule.name} too: rename one."
        if fault is None and rule.table is not None and rule.table not in schemas:
            known = ", ".join(schemas)
            fault = f"{rule.file}: there is no table {rule.table}: name one of {known}, or all."
        seen.add(rule.name)
        yield replace(rule, fault=fault)


def _absent_tables(
    connection: duckdb.DuckDBPyConnection, rule: Rule, missing: frozenset[str] | set[str]
) -> list[str]:
    """Return the tables that a rule needs of those that the database does not hold."""
    if not missing:
        return []
    import duckdb

    if rule.table is not None and rule.table in missing:
        return [rule.table]
    # Who looks for a row among all records would miss those of the absent tables.
    if re.search(r"\brecords\b", rule.query):
        return sorted(missing)
    try:
        return sorted(missing & connection.get_table_names(rule.query))
    except duckdb.Error:
        # DuckDB names no tables where it cannot bind a column, as one of a missing table.
        return sorted(name for name in missing if name in rule.query)


def _rule_problems(
    connection: duckdb.DuckDBPyConnection, rule: Rule, seconds: float
) -> tuple[Problem, ...]:
    """Return what a rule finds; raises _CannotRun where the query of a user's rule fails."""
    if rule.is_ours:
        return tuple(_found_problems(connection, rule))
    import duckdb

    try:
        with limit_time(connection, seconds):
            return tuple(_found_problems(connection, rule))
    except TooSlow:
        raise _CannotRun(
            f"{rule.file}: the query was stopped after {seconds:g} seconds: make it cheaper."
        ) from None
    except duckdb.PermissionException:
        raise _CannotRun(
            f"{rule.file}: the query reads or writes a file: a rule may only read the tables "
            "of the package, so read those."
        ) from None
    except duckdb.Error as error:
        raise _CannotRun(
            f"{rule.file}: the query cannot run ({cause_of(error)}): correct it."
        ) from None


def _found_problems(connection: duckdb.DuckDBPyConnection, rule: Rule) -> Iterator[Problem]:
    relation = connection.sql(rule.query)
    wanted = (*_COLUMNS, "table") if rule.table is None else _COLUMNS
    missing = [name for name in wanted if name not in relation.columns]
    if missing:
        raise _CannotRun(
            f"{rule.file}: the query returns no column {', '.join(missing)}: "
            f"return {', '.join(wanted)}."
        )
    names = relation.columns
    found = relation.order('"row", "column", message').limit(MOST_ROWS + 1).fetchall()
    for values in found[:MOST_ROWS]:
        row = dict(zip(names, values, strict=True))
        yield Problem(
            rule.severity,
            "rule",
            rule.name,
            _text(row["table"]) if rule.table is None else rule.table,
            _text(row["row"]),
            _text(row["column"]),
            _text(row["message"]) or f"The row breaks the rule {rule.name}: correct it.",
        )
    if len(found) > MOST_ROWS:
        counted = relation.aggregate("count(*)").fetchall()[0][0]
        message = more_rows_message(None, counted - MOST_ROWS)
        yield Problem(rule.severity, "rule", rule.name, rule.table, None, None, message)


def _fault_problem(rule: Rule, fault: str) -> Problem:
    return Problem("error", "rule", rule.name, None, None, None, fault)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
