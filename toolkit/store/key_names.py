"""What an id stands for, in a few words: an actor's name, who met when, which vote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from toolkit.quoting import identifier
from toolkit.store.lake import LAKE
from toolkit.tables import foreign_keys, primary_key, table_names

if TYPE_CHECKING:
    import duckdb

Names = dict[tuple[str, Any], str]
"""The words for a row, by its table and its key."""

_NAMED_PARTICIPANTS = 3


@cache
def actor_columns() -> frozenset[str]:
    """Return the columns that hold the key of an actor, in whichever table."""
    keys = (key for table in table_names() for key in foreign_keys(table))
    return frozenset(column for key in keys if key.reference == "actors" for column in key.columns)


def references(table: str, row: Mapping[str, Any]) -> dict[str, tuple[str, Any]]:
    """Return, by column, the table and key of the named rows that a row is or refers to."""
    if table not in table_names():
        return {}
    found: dict[str, tuple[str, Any]] = {}
    key = primary_key(table)
    if table in _STATEMENTS and len(key) == 1 and row.get(key[0]) is not None:
        found[key[0]] = (table, row[key[0]])
    for reference in foreign_keys(table):
        column = reference.columns[0]
        if reference.reference in _STATEMENTS and row.get(column) is not None:
            found[column] = (reference.reference, row[column])
    if row.get("table_name") in _STATEMENTS and row.get("record_id") is not None:
        found["record_id"] = (row["table_name"], row["record_id"])
    return found


def read_names(
    connection: duckdb.DuckDBPyConnection,
    wanted: Iterable[tuple[str, Any]],
    columns: Mapping[str, tuple[str, ...]],
    at: int | None = None,
) -> Names:
    """Return the names of rows, given by table and key, of the attached store.

    `columns` are those of its tables in the version `at`, by default the one it is attached
    at. A row that this version lacks has no name, nor has any where a column is missing that
    the name is made of.
    """
    import pyarrow

    keys_by_table: dict[str, list[Any]] = {}
    for table, key in sorted(set(wanted)):
        keys_by_table.setdefault(table, []).append(key)
    names: Names = {}
    for table, keys in keys_by_table.items():
        statement, needed = _STATEMENTS[table]
        if not all(set(parts) <= set(columns.get(name, ())) for name, parts in needed.items()):
            continue
        connection.register("wanted", pyarrow.table({"key": keys}))
        version = "" if at is None else f" AT (VERSION => {at})"
        sources = ", ".join(
            f"{name} AS (FROM {LAKE}.main.{identifier(name)}{version})" for name in needed
        )
        rows = connection.execute(f"WITH {sources} {statement}").fetchall()
        connection.unregister("wanted")
        names.update({(table, key): _words(parts) for key, *parts in rows})
    return names


def _words(parts: Iterable[Any]) -> str:
    """Return the parts of a name as one text: `call: Ann Lee, Bo Ray, 2021-10-11`."""
    first, *others = (_text(part) for part in parts if part is not None)
    return f"{first}: {', '.join(others)}" if others else first


def _text(part: Any) -> str:
    if not isinstance(part, list):
        return str(part)
    more = len(part) - _NAMED_PARTICIPANTS
    listed = ", ".join(part[:_NAMED_PARTICIPANTS])
    return f"{listed} and {more} more" if more > 0 else listed


_DAY = (
    "CASE WHEN start_date = end_date THEN start_date::VARCHAR "
    "ELSE start_date || ' to ' || end_date END"
)
_STATEMENTS: dict[str, tuple[str, dict[str, tuple[str, ...]]]] = {
    "actors": (
        "SELECT actor_id, name FROM actors JOIN wanted ON key = actor_id",
        {"actors": ("actor_id", "name")},
    ),
    "articles": (
        "SELECT article_id, coalesce(title, source_path) FROM articles "
        "JOIN wanted ON key = article_id",
        {"articles": ("article_id", "title", "source_path")},
    ),
    "meetings": (
        f"SELECT meeting_id, kind, names, {_DAY} FROM meetings JOIN wanted ON key = meeting_id "
        "LEFT JOIN (SELECT meeting_id, list(name ORDER BY name) AS names "
        "FROM meeting_participants JOIN wanted ON key = meeting_id JOIN actors USING (actor_id) "
        "GROUP BY meeting_id) USING (meeting_id)",
        {
            "meetings": ("meeting_id", "kind", "start_date", "end_date"),
            "meeting_participants": ("meeting_id", "actor_id"),
            "actors": ("actor_id", "name"),
        },
    ),
    "elections": (
        f"SELECT election_id, country || ' ' || kind, {_DAY} FROM elections "
        "JOIN wanted ON key = election_id",
        {"elections": ("election_id", "country", "kind", "start_date", "end_date")},
    ),
}
"""For each table whose rows have names: how they are found, and the columns that it takes."""
