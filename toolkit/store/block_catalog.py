"""Where the blocks of the tables are kept: in the catalogue, with the version they are of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from toolkit.store.block_difference import BlockDifference
from toolkit.store.difference import WrittenTable
from toolkit.store.quoting import identifier, identifiers, literal
from toolkit.store.row_blocks import TableBlocks, from_bytes, layout_of, make_blocks, to_bytes
from toolkit.store.row_bytes import RowBytes, UnsuitableRowsError, is_sorted
from toolkit.tables import primary_key

if TYPE_CHECKING:
    import duckdb
    import numpy
    import pyarrow

_CATALOG = "__ducklake_metadata_lake"
_TABLE = f"{_CATALOG}.parley_row_blocks"


def read_blocks(connection: duckdb.DuckDBPyConnection, snapshot: int) -> dict[str, TableBlocks]:
    """Return the blocks of the tables as a snapshot has them, empty where none are kept of it."""
    import duckdb

    try:
        rows = connection.execute(
            f"SELECT table_name, layout, blocks FROM {_TABLE} WHERE snapshot = {snapshot}"
        ).fetchall()
        return {name: TableBlocks(layout, from_bytes(blocks)) for name, layout, blocks in rows}
    except (duckdb.CatalogException, duckdb.BinderException, ValueError):
        # A store of an older toolkit, or blocks of a newer one.
        return {}


def keep_blocks(
    connection: duckdb.DuckDBPyConnection,
    snapshot: int,
    written: Iterable[WrittenTable],
    former: Mapping[str, TableBlocks],
) -> None:
    """Keep the blocks of the tables that a snapshot wrote; `former` are those kept before it."""
    kept = {one.change.table: _blocks_of(connection, one, former) for one in written}
    _write_blocks(connection, snapshot, {name: one for name, one in kept.items() if one}, former)


def _blocks_of(
    connection: duckdb.DuckDBPyConnection, written: WrittenTable, former: Mapping[str, TableBlocks]
) -> TableBlocks | None:
    """Return the blocks of a table after its rows were committed, None where it can have none."""
    import numpy

    name, found = written.change.table, written.found
    if found is not None and not written.change:
        return former[name]
    if found is None:
        return _blocks_of_all(connection, name, written.table)
    added = numpy.zeros(0, numpy.int64)
    if found.added.num_rows:
        ids = _numbers_of_added(connection, name, found)
        if ids is None:
            return None
        added = ids
    return found.blocks_with(added)


def _numbers_of_added(
    connection: duckdb.DuckDBPyConnection, name: str, found: BlockDifference
) -> numpy.ndarray | None:
    """Return the numbers that rows have which were added, sorted by key."""
    import numpy
    import pyarrow

    last = max((block.last_row_id for block in found.former.blocks), default=-1)
    key = list(primary_key(name))
    places = pyarrow.array(numpy.arange(found.added.num_rows))
    connection.register("added_keys", found.added.select(key).append_column("_place", places))
    # DuckLake numbers rows upwards, so that the others need not be read.
    ids = connection.execute(
        f"SELECT _row_id FROM (SELECT {identifiers(key)}, rowid AS _row_id FROM {identifier(name)} "
        f"WHERE rowid > {last}) JOIN added_keys USING ({identifiers(key)}) ORDER BY _place"
    ).to_arrow_table()["_row_id"]
    connection.unregister("added_keys")
    return ids.to_numpy() if len(ids) == found.added.num_rows else None


def _blocks_of_all(
    connection: duckdb.DuckDBPyConnection, name: str, table: pyarrow.Table
) -> TableBlocks | None:
    key = primary_key(name)
    if not is_sorted(table, key):
        return None
    # DuckLake does not number rows in the order in which they are inserted.
    numbers = connection.execute(
        f"SELECT rowid AS _row_id FROM {identifier(name)} ORDER BY {identifiers(key)}"
    ).to_arrow_table()
    row_ids = numbers["_row_id"].to_numpy()
    if len(row_ids) != table.num_rows:
        return None
    try:
        blocks = make_blocks(RowBytes(table, key), row_ids)
    except UnsuitableRowsError:
        return None
    return TableBlocks(layout_of(table), tuple(blocks))


def _write_blocks(
    connection: duckdb.DuckDBPyConnection,
    snapshot: int,
    kept: Mapping[str, TableBlocks],
    former: Mapping[str, TableBlocks],
) -> None:
    import pyarrow

    changed = {name: blocks for name, blocks in kept.items() if former.get(name) is not blocks}
    same = ", ".join(literal(name) for name in kept if name not in changed)
    connection.execute("BEGIN")
    connection.execute(
        f"CREATE TABLE IF NOT EXISTS {_TABLE} "
        "(table_name VARCHAR, snapshot BIGINT, layout VARCHAR, blocks BLOB)"
    )
    connection.execute(
        f"DELETE FROM {_TABLE}" + (f" WHERE table_name NOT IN ({same})" if same else "")
    )
    connection.execute(f"UPDATE {_TABLE} SET snapshot = {snapshot}")
    if changed:
        rows = [
            {"table_name": name, "layout": one.layout, "blocks": to_bytes(one.blocks)}
            for name, one in changed.items()
        ]
        connection.register("blocks_to_keep", pyarrow.Table.from_pylist(rows))
        connection.execute(
            f"INSERT INTO {_TABLE} SELECT table_name, {snapshot}, layout, blocks "
            "FROM blocks_to_keep"
        )
        connection.unregister("blocks_to_keep")
    connection.execute("COMMIT")
