"""Rows out of the copy of a version: pages of a table, and one row with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from toolkit.quoting import identifier, identifiers, literal
from toolkit.service.conditions import value_sql
from toolkit.service.problems import NOT_FOUND, Problem
from toolkit.service.selection import Order, Selection
from toolkit.service.served_version import ServedTable

if TYPE_CHECKING:
    import duckdb
    import pyarrow

EVIDENCE_COLUMNS = ("field", "article_id", "char_start", "char_end", "rule")


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a selection, how many it has in all, and the key of the last of them.

    `last` is None where no rows follow, or the table has no key; `follows` says whether some do.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    total: int
    follows: bool
    last: str | None


def read_page(cursor: duckdb.DuckDBPyConnection, selection: Selection) -> Page:
    """Return the page that a selection asks for; raises Problem for an unknown `after`."""
    table = selection.table
    total = _total(cursor, selection)
    selected = tuple(dict.fromkeys([*selection.columns, *table.key]))
    sql = _page_sql(cursor, selection, selected, selection.limit + 1)
    rows = cursor.execute(sql).fetchall()
    follows = len(rows) > selection.limit
    rows = rows[: selection.limit]
    last = None
    if follows and table.key:
        last = "/".join(_as_text(rows[-1][selected.index(name)]) for name in table.key)
    width = len(selection.columns)
    return Page(selection.columns, [row[:width] for row in rows], total, follows, last)


def read_arrow(
    cursor: duckdb.DuckDBPyConnection, selection: Selection
) -> tuple[pyarrow.Table, int]:
    """Return the rows of a selection as an Arrow table, and how many there are in all."""
    total = _total(cursor, selection)
    sql = _page_sql(cursor, selection, selection.columns, selection.limit)
    return cursor.execute(sql).to_arrow_table(), total


def read_row(
    cursor: duckdb.DuckDBPyConnection, table: ServedTable, key: str, *, evidence: bool
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the row with a key, and where each of its values was read; raises Problem.

    The parts of a key are joined with a slash. There is no evidence without `evidence`.
    """
    columns = identifiers(table.columns)
    sql = f"SELECT {columns} FROM {identifier(table.name)} WHERE {_key_condition(table, key)}"
    found = cursor.execute(sql).fetchone()
    if found is None:
        raise _no_row(table, key)
    row = dict(zip(table.columns, found, strict=True))
    return row, _evidence(cursor, table, key) if evidence else []


def find_present_key(cursor: duckdb.DuckDBPyConnection, table: ServedTable, key: str) -> str | None:
    """Return the key that the row of a former one has now, None where there is no such row."""
    found = cursor.execute(
        "SELECT new_id FROM redirects WHERE new_id IS NOT NULL "
        f"AND table_name = {literal(table.name)} AND old_id = {literal(key)}"
    ).fetchone()
    return found[0] if found else None


def _evidence(
    cursor: duckdb.DuckDBPyConnection, table: ServedTable, key: str
) -> list[dict[str, Any]]:
    # With one condition only, the index is used; few rows of other tables have the same key.
    found = cursor.execute(
        f"SELECT table_name, {identifiers(EVIDENCE_COLUMNS)} FROM evidence "
        f"WHERE record_id = {literal(key)}"
    ).fetchall()
    places = [row[1:] for row in found if row[0] == table.name]
    places.sort(key=lambda place: (place[0] or "", *place[1:]))
    return [dict(zip(EVIDENCE_COLUMNS, place, strict=True)) for place in places]


def _total(cursor: duckdb.DuckDBPyConnection, selection: Selection) -> int:
    if not selection.conditions:
        return selection.table.rows
    sql = f"SELECT count(*) FROM {identifier(selection.table.name)}{selection.where}"
    (total,) = cursor.execute(sql).fetchone() or (0,)
    return int(total)


def _page_sql(
    cursor: duckdb.DuckDBPyConnection, selection: Selection, columns: tuple[str, ...], limit: int
) -> str:
    where, offset = selection.where, ""
    if selection.after is not None:
        follows = _follows(cursor, selection, selection.after)
        where = f"{where} AND {follows}" if where else f" WHERE {follows}"
    if selection.offset:
        offset = f" OFFSET {selection.offset}"
    return (
        f"SELECT {identifiers(columns)} FROM {identifier(selection.table.name)}{where}"
        f"{selection.ordered} LIMIT {limit}{offset}"
    )


def _follows(cursor: duckdb.DuckDBPyConnection, selection: Selection, after: str) -> str:
    """Return the condition of the rows that come after the one with a key."""
    table = selection.table
    columns = identifiers(one.column for one in selection.order)
    found = cursor.execute(
        f"SELECT {columns} FROM {identifier(table.name)} WHERE {_key_condition(table, after)}"
    ).fetchone()
    if found is None:
        raise _no_row(table, after)
    before: list[str] = []
    ways = []
    for order, value in zip(selection.order, found, strict=True):
        later = _later(order, value)
        if later is not None:
            ways.append(" AND ".join([*before, later]))
        stated = "NULL" if value is None else _value_sql(value)
        before.append(f"{identifier(order.column)} IS NOT DISTINCT FROM {stated}")
    return f"({' OR '.join(f'({way})' for way in ways)})" if ways else "false"


def _later(order: Order, value: Any) -> str | None:
    """Return the condition of what comes after a value in an order; None where nothing does."""
    if value is None:
        return None
    name, sign = identifier(order.column), "<" if order.descending else ">"
    return f"({name} {sign} {_value_sql(value)} OR {name} IS NULL)"


def _key_condition(table: ServedTable, key: str) -> str:
    """Return the condition that a row has a key; raises Problem where no row can have it."""
    # Only the last part of a key may have a slash in it.
    parts = key.split("/", len(table.key) - 1)
    if not table.key or len(parts) != len(table.key) or "\0" in key:
        raise _no_row(table, key)
    try:
        values = [
            value_sql(table.columns[name], part)
            for name, part in zip(table.key, parts, strict=True)
        ]
    except Problem as problem:
        raise _no_row(table, key) from problem
    names = map(identifier, table.key)
    return " AND ".join(f"{name} = {value}" for name, value in zip(names, values, strict=True))


def _no_row(table: ServedTable, key: str) -> Problem:
    listed = f"/tables/{table.name}.json lists those that there are"
    if not table.key:
        return Problem(NOT_FOUND, f"Table {table.name} has no key to find a row by; {listed}.")
    named = "/".join(f"{{{name}}}" for name in table.key)
    return Problem(
        NOT_FOUND, f"Table {table.name} has no row {key[:200]!r}; write {named}: {listed}."
    )


def _value_sql(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value!r}::DOUBLE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    return literal(str(value))


def _as_text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
