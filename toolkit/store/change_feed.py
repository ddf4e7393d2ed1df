"""The rows that differ between two versions of a table, read from DuckLake's change feed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.quoting import identifier, identifiers, literal
from toolkit.store.lake import LAKE

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class RowPair:
    """A row as it was and as it became; None where it was not there."""

    before: dict[str, Any] | None
    after: dict[str, Any] | None


def columns_by_table(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, ...]]:
    """Return the columns of every table of the attached store, in their order."""
    rows = connection.execute(
        "SELECT table_name, list(column_name ORDER BY column_index) FROM duckdb_columns() "
        f"WHERE database_name = {literal(LAKE)} AND schema_name = 'main' GROUP BY table_name"
    ).fetchall()
    return {name: tuple(columns) for name, columns in rows}


def changed_tables(
    connection: duckdb.DuckDBPyConnection, older: int, newer: int
) -> set[str] | None:
    """Return the tables of the attached store that the versions after `older` wrote rows of.

    None where one of these versions is no longer kept: the change feed then has gaps.
    """
    snapshots = connection.execute(
        f"SELECT flatten(map_values(changes)) FROM {LAKE}.snapshots() "
        f"WHERE snapshot_id BETWEEN {older + 1} AND {newer}"
    ).fetchall()
    if len(snapshots) != newer - older:
        return None
    # A snapshot names by number the tables that it wrote to, and by name those it created.
    written = {value for (values,) in snapshots for value in values}
    tables = connection.execute(
        f"SELECT table_name, table_id FROM ducklake_table_info({literal(LAKE)})"
    ).fetchall()
    return {name for name, number in tables if str(number) in written}


def read_row_pairs(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: Sequence[str],
    key: Sequence[str],
    older: int,
    newer: int,
    *,
    existed: bool,
    by_feed: bool,
) -> list[RowPair]:
    """Return the rows of a table that differ between two versions, sorted by key.

    The store is attached at the version `newer`, where the table has `columns`; `existed` says
    whether the version `older` has the table. What came and went between the two is no
    difference. By the change feed, only the files are read that the commits between the two
    wrote to; without it, the whole tables.
    """
    if by_feed:
        sql = _sql_of_feed(table, key, columns, older + 1, newer)
    else:
        sql = _sql_of_tables(table, key, columns, older if existed else None)
    rows = connection.execute(
        f"SELECT before, after FROM ({sql}) WHERE before IS DISTINCT FROM after "
        f"ORDER BY {identifiers(key)}"
    ).fetchall()
    return [RowPair(before, after) for before, after in rows]


def _sql_of_feed(
    table: str, key: Sequence[str], columns: Sequence[str], first: int, last: int
) -> str:
    """Return the SQL for each key that the feed names: its row before the first and after the last.

    Within one snapshot a row goes before it comes.
    """
    return (
        "SELECT columns_of_key.*, CASE WHEN began THEN first_row END AS before, "
        "CASE WHEN ended THEN last_row END AS after FROM ("
        f"SELECT {identifiers(key)}, "
        "arg_min(content, place) AS first_row, arg_min(leaves, place) AS began, "
        "arg_max(content, place) AS last_row, NOT arg_max(leaves, place) AS ended FROM ("
        f"SELECT {identifiers(key)}, {_content(columns)} AS content, "
        "change_type IN ('delete', 'update_preimage') AS leaves, "
        "2 * snapshot_id + (NOT leaves)::BIGINT AS place "
        f"FROM {LAKE}.table_changes({literal(table)}, {first}, {last})"
        f") GROUP BY {identifiers(key)}) AS columns_of_key"
    )


def _sql_of_tables(
    table: str, key: Sequence[str], columns: Sequence[str], older: int | None
) -> str:
    source, names = f"{LAKE}.main.{identifier(table)}", identifiers(key)
    after = f"SELECT {names}, {_content(columns)} AS after FROM {source}"
    if older is None:
        return f"SELECT *, NULL AS before FROM ({after})"
    present = f"SELECT * FROM (SELECT * FROM {source} LIMIT 0)"
    before = (
        f"SELECT {names}, {_content(columns)} AS before FROM "
        f"({present} UNION ALL BY NAME SELECT * FROM {source} AT (VERSION => {older}))"
    )
    return f"SELECT * FROM ({before}) FULL JOIN ({after}) USING ({names})"


def _content(columns: Sequence[str]) -> str:
    """Return the SQL of a whole row as one value."""
    return f"struct_pack({', '.join(f'{identifier(c)} := {identifier(c)}' for c in columns)})"
