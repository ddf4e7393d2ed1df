"""What differs between the stored rows of a table and the new ones, and writing just that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.quoting import identifier, identifiers, literal
from toolkit.store.block_difference import BlockDifference, find_difference
from toolkit.store.errors import StoreError
from toolkit.store.history import TableChange
from toolkit.store.row_blocks import KeptBlocks
from toolkit.store.row_bytes import is_sorted
from toolkit.store.table_digests import DigestedTable
from toolkit.tables import create_statement, primary_key

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class WrittenTable:
    """What changed in a table, and what it takes to know its blocks once that is committed.

    `found` is None where all rows were compared.
    """

    change: TableChange
    new: DigestedTable
    found: BlockDifference | None = None


def write_difference(
    connection: duckdb.DuckDBPyConnection, new: DigestedTable, kept: KeptBlocks | None = None
) -> WrittenTable:
    """Make the stored table of that name hold exactly the rows of `new`; return what changed.

    Rows are the same where their primary keys are. A row that is equal in all columns is not
    touched. The stored table is the one of that name in the current schema of `connection`;
    it is created, or given the columns that it lacks, as needed. With `kept`, the blocks of
    the stored rows, only those are read that differ. Raises StoreError where a stored column
    has another type.
    """
    if kept is not None:
        found = find_difference(connection, new, kept)
        if found is not None:
            return WrittenTable(_write_found(connection, new.name, found), new, found)
    connection.register("incoming", new.table)
    try:
        if not _stored_columns(connection, new.name):
            return WrittenTable(_write_new(connection, new), new)
        new_columns = _prepare_table(connection, new.name)
        change = _write_rows(connection, new.name, new.table.column_names, new_columns)
        return WrittenTable(change, new)
    finally:
        connection.unregister("incoming")


def _write_found(
    connection: duckdb.DuckDBPyConnection, name: str, found: BlockDifference
) -> TableChange:
    import pyarrow

    stored, names = identifier(name), found.added.column_names
    if len(found.removed):
        connection.register("removed_rows", pyarrow.table({"_row_id": found.removed}))
        connection.execute(
            f"DELETE FROM {stored} WHERE rowid IN (SELECT _row_id FROM removed_rows)"
        )
        connection.unregister("removed_rows")
    if found.changed.num_rows:
        connection.register("changed_rows", found.changed)
        # With all columns set, even the key, DuckLake need not read the stored ones.
        assignments = ", ".join(f"{c} = changed_rows.{c}" for c in map(identifier, names))
        connection.execute(
            f"UPDATE {stored} SET {assignments} FROM changed_rows "
            f"WHERE {stored}.rowid = changed_rows._row_id"
        )
        connection.unregister("changed_rows")
    if found.added.num_rows:
        connection.register("added_rows", found.added)
        columns = identifiers(names)
        connection.execute(f"INSERT INTO {stored} ({columns}) SELECT {columns} FROM added_rows")
        connection.unregister("added_rows")
    return TableChange(name, found.added.num_rows, found.changed.num_rows, len(found.removed))


def _write_new(connection: duckdb.DuckDBPyConnection, new: DigestedTable) -> TableChange:
    """Write the rows of `incoming` as a table that was not there."""
    connection.execute(create_statement(new.name, keys=False))
    columns, key = identifiers(new.table.column_names), primary_key(new.name)
    # To sort takes the memory that the rows take, so it is only done where they are not sorted.
    order = "" if is_sorted(new.table, key) else f" ORDER BY {identifiers(key)}"
    connection.execute(
        f"INSERT INTO {identifier(new.name)} ({columns}) SELECT {columns} FROM incoming{order}"
    )
    return TableChange(new.name, new.table.num_rows, 0, 0)


def _stored_columns(connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, str]:
    """Return the type of each column of a table of the current schema; empty without one."""
    rows = connection.execute(
        f"SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = {literal(name)} "
        "AND database_name = current_database() ORDER BY column_index"
    ).fetchall()
    return dict(rows)


def _prepare_table(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    """Give the stored table the columns of `incoming`; return whether it had others."""
    stored = _stored_columns(connection, name)
    described = connection.execute("DESCRIBE SELECT * FROM incoming").fetchall()
    wanted = {column: kind for column, kind, *_ in described}
    for column, kind in wanted.items():
        if column in stored and stored[column] != kind:
            raise StoreError(
                f"The store has {name}.{column} as {stored[column]}, the schema as {kind}; "
                "move the folder build/store away to begin a new history."
            )
        if column not in stored:
            connection.execute(
                f"ALTER TABLE {identifier(name)} ADD COLUMN {identifier(column)} {kind}"
            )
    for column in stored:
        if column not in wanted:
            connection.execute(f"ALTER TABLE {identifier(name)} DROP COLUMN {identifier(column)}")
    return set(stored) != set(wanted)


def _write_rows(
    connection: duckdb.DuckDBPyConnection, name: str, columns: list[str], new_columns: bool
) -> TableChange:
    stored, key = identifier(name), identifiers(primary_key(name))
    names, values = identifiers(columns), [c for c in columns if c not in primary_key(name)]
    # EXCEPT compares null as a value, as a join does not.
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE differing AS "
        f"SELECT {names} FROM incoming EXCEPT SELECT {names} FROM {stored}"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE gone AS "
        f"SELECT {key} FROM {stored} ANTI JOIN incoming USING ({key})"
    )
    removed, changed, differing = (
        _count(connection, source)
        for source in ("gone", f"differing SEMI JOIN {stored} USING ({key})", "differing")
    )
    if removed:
        connection.execute(f"DELETE FROM {stored} WHERE ({key}) IN (SELECT ({key}) FROM gone)")
    if changed:
        matches = " AND ".join(
            f"{stored}.{column} = differing.{column}"
            for column in map(identifier, primary_key(name))
        )
        assignments = ", ".join(f"{c} = differing.{c}" for c in map(identifier, values))
        connection.execute(f"UPDATE {stored} SET {assignments} FROM differing WHERE {matches}")
    if differing > changed:
        connection.execute(
            f"INSERT INTO {stored} ({names}) SELECT {names} FROM differing "
            f"ANTI JOIN {stored} USING ({key}) ORDER BY {key}"
        )
    connection.execute("DROP TABLE temp.differing")
    connection.execute("DROP TABLE temp.gone")
    return TableChange(name, differing - changed, changed, removed, new_columns)


def _count(connection: duckdb.DuckDBPyConnection, source: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {source}").fetchone()
    return int(row[0]) if row else 0
