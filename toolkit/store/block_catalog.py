"""Where the blocks of the tables are kept: in the catalogue, with the version they are of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from toolkit.quoting import identifier, identifiers, literal
from toolkit.store.attachment import LAKE
from toolkit.store.block_difference import BlockDifference
from toolkit.store.difference import WrittenTable
from toolkit.store.listed_files import METADATA
from toolkit.store.row_blocks import KeptBlocks, TableBlocks, make_blocks, table_blocks, to_bytes
from toolkit.store.row_bytes import is_sorted
from toolkit.store.table_digests import DigestedTable
from toolkit.tables import primary_key

if TYPE_CHECKING:
    import duckdb
    import numpy

_TABLE = f"{METADATA}.parley_row_blocks"


def read_blocks(connection: duckdb.DuckDBPyConnection, snapshot: int) -> dict[str, KeptBlocks]:
    """Return the blocks of the tables as a snapshot has them, empty where none are kept of it."""
    import duckdb

    try:
        rows = connection.execute(
            f"SELECT table_name, layout, blocks FROM {_TABLE} WHERE snapshot = {snapshot}"
        ).fetchall()
    except (duckdb.CatalogException, duckdb.BinderException):
        # A store of an older toolkit, or of a newer one.
        return {}
    return {name: KeptBlocks(layout, blocks) for name, layout, blocks in rows}


def keep_blocks(
    connection: duckdb.DuckDBPyConnection,
    snapshot: int,
    written: Iterable[WrittenTable],
    former: Mapping[str, KeptBlocks],
) -> None:
    """Keep the blocks of the tables that a snapshot wrote; `former` are those kept before it."""
    changed: dict[str, TableBlocks | None] = {}
    for one in written:
        if one.found is None or one.found.cut is not None:
            changed[one.new.name] = _blocks_of(connection, one)
    _write_blocks(connection, snapshot, changed, former)


def move_blocks(connection: duckdb.DuckDBPyConnection, before: int, after: int) -> None:
    """State that a snapshot has the rows, with their numbers, of the one before it."""
    import duckdb

    # A store of an older toolkit has no such table.
    with suppress(duckdb.CatalogException):
        connection.execute(f"UPDATE {_TABLE} SET snapshot = {after} WHERE snapshot = {before}")


def _blocks_of(connection: duckdb.DuckDBPyConnection, written: WrittenTable) -> TableBlocks | None:
    """Return the blocks of a table after its rows were committed, None where it can have none."""
    import numpy

    found = written.found
    if found is None:
        return _blocks_of_all(connection, written.new)
    added = numpy.zeros(0, numpy.int64)
    if found.added.num_rows:
        ids = _numbers_of_added(connection, written.new.name, found)
        if ids is None:
            return None
        added = ids
    return found.blocks_with(added)


def _numbers_of_added(
    connection: duckdb.DuckDBPyConnection, name: str, found: BlockDifference
) -> numpy.ndarray | None:
    """Return the numbers that rows have which were added, sorted by key."""
    key = primary_key(name)
    # DuckLake numbers rows upwards, so that the others need not be read. With a join or an order
    # in the same statement it would read them.
    stored = connection.execute(
        f"SELECT {identifiers(key)}, rowid AS _row_id FROM {LAKE}.main.{identifier(name)} "
        f"WHERE rowid > {found.last_row_id}"
    ).to_arrow_table()
    stored = stored.sort_by([(column, "ascending") for column in key])
    if not all(stored[column].equals(found.added[column]) for column in key):
        return None
    ids: numpy.ndarray = stored["_row_id"].to_numpy()
    return ids


def _blocks_of_all(connection: duckdb.DuckDBPyConnection, new: DigestedTable) -> TableBlocks | None:
    key = primary_key(new.name)
    if new.rows is None or not is_sorted(new.table, key):
        return None
    # DuckLake does not number rows in the order in which they are inserted.
    numbers = connection.execute(
        f"SELECT rowid AS _row_id FROM {LAKE}.main.{identifier(new.name)} "
        f"ORDER BY {identifiers(key)}"
    ).to_arrow_table()
    row_ids = numbers["_row_id"].to_numpy()
    if len(row_ids) != new.table.num_rows:
        return None
    return table_blocks(new.layout, new.columns, make_blocks(new.rows, row_ids))


def _write_blocks(
    connection: duckdb.DuckDBPyConnection,
    snapshot: int,
    changed: Mapping[str, TableBlocks | None],
    former: Mapping[str, KeptBlocks],
) -> None:
    import pyarrow

    connection.execute("BEGIN")
    if former:
        names = ", ".join(literal(name) for name in changed)
        connection.execute(f"DELETE FROM {_TABLE} WHERE table_name IN ({names})")
        connection.execute(f"UPDATE {_TABLE} SET snapshot = {snapshot}")
    else:
        # What there may be is of another snapshot.
        connection.execute(
            f"CREATE TABLE IF NOT EXISTS {_TABLE} "
            "(table_name VARCHAR, snapshot BIGINT, layout VARCHAR, blocks BLOB)"
        )
        connection.execute(f"DELETE FROM {_TABLE}")
    rows = [
        {"table_name": name, "layout": one.layout, "blocks": to_bytes(one)}
        for name, one in changed.items()
        if one is not None
    ]
    if rows:
        connection.register("blocks_to_keep", pyarrow.Table.from_pylist(rows))
        connection.execute(
            f"INSERT INTO {_TABLE} SELECT table_name, {snapshot}, layout, blocks "
            "FROM blocks_to_keep"
        )
        connection.unregister("blocks_to_keep")
    connection.execute("COMMIT")
