"""Where the rows of problems stand in their files, which rules and models name by their key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.quoting import identifier
from toolkit.validation.report import Problem

if TYPE_CHECKING:
    import duckdb

FIRST_ROW = 2
"""The number of the first row after the header, as frictionless counts."""


def locate_rows(
    connection: duckdb.DuckDBPyConnection,
    problems: Iterable[Problem],
    keys: Mapping[str, tuple[str, ...]],
    first_rows: Mapping[str, int | None] | None = None,
) -> list[Problem]:
    """Return problems with the number, the cells and the value of the rows that they name.

    `keys` are the primary keys of tables whose rows were loaded in the order of their files, and
    `first_rows` the numbers of their first ones, 2 by default. The problems of other tables, and
    of rows that are not there, stay as they are.
    """
    listed = list(problems)
    wanted: dict[str, set[str]] = {}
    for problem in listed:
        if problem.number is None and problem.row is not None and keys.get(problem.table or ""):
            wanted.setdefault(problem.table or "", set()).add(problem.row)
    rows: dict[tuple[str, str], tuple[int, tuple[str | None, ...]]] = {}
    columns: dict[str, list[str]] = {}
    for table, named in wanted.items():
        first = (first_rows or {}).get(table) or FIRST_ROW
        columns[table], found = _rows(connection, table, keys[table], named, first)
        for key, number, *cells in found:
            rows.setdefault((table, key), (number, tuple(cells)))
    located = []
    for problem in listed:
        place = (problem.table or "", problem.row or "")
        if problem.number is None and place in rows:
            number, row = rows[place]
            names = columns[place[0]]
            value = row[names.index(problem.column)] if problem.column in names else None
            problem = replace(problem, number=number, value=value, cells=row)
        located.append(problem)
    return located


def _rows(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    key: tuple[str, ...],
    named: set[str],
    first: int,
) -> tuple[list[str], list[tuple[str, int, *tuple[str | None, ...]]]]:
    parts = ", ".join(map(identifier, key))
    found = connection.execute(
        f"SELECT concat_ws('/', {parts}), rowid + {first}, "
        f"COLUMNS(*)::VARCHAR FROM {identifier(table)} "
        f"WHERE list_contains(?, concat_ws('/', {parts})) ORDER BY rowid",
        [sorted(named)],
    )
    names = [column[0] for column in found.description or ()][2:]
    return names, found.fetchall()
