"""What differs between the stored rows of a table and the new ones, found by blocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.store.quoting import identifier, identifiers
from toolkit.store.row_blocks import (
    ROWS_PER_BLOCK,
    Block,
    TableBlocks,
    layout_of,
    make_blocks,
    row_ids_of,
    runs_of,
)
from toolkit.store.row_bytes import RowBytes, UnsuitableRowsError, is_sorted

if TYPE_CHECKING:
    import duckdb
    import numpy
    import pyarrow

_MOST_DIFFERING = 0.5
"""Share of the rows in blocks that differ, above which all rows are as soon compared."""


Piece = tuple[int, int, bytes, "numpy.ndarray | None"]
"""Where the rows of a former block begin and end now, their digest, and, where it differs, the
numbers of its rows, -1 for one that is added."""


@dataclass(frozen=True, slots=True)
class BlockDifference:
    """Which rows to add, to change and to remove, and the blocks that the table has then.

    `changed` has the number of each row as column `_row_id`; `removed` are numbers of rows. A
    row that is added has none yet: its number in `blocks_with` comes from the caller.
    """

    added: pyarrow.Table
    changed: pyarrow.Table
    removed: numpy.ndarray
    former: TableBlocks
    pieces: tuple[Piece, ...]
    rows: RowBytes

    def blocks_with(self, added_row_ids: numpy.ndarray) -> TableBlocks:
        """Return the blocks of the new rows, given the numbers of those added, sorted by key."""
        blocks: list[Block] = []
        used = 0
        for block, (start, end, digest, row_ids) in zip(
            self.former.blocks, self.pieces, strict=True
        ):
            if row_ids is None:
                blocks.append(block)
                continue
            new = row_ids < 0
            count = int(new.sum())
            row_ids[new] = added_row_ids[used : used + count]
            used += count
            if end - start > 2 * ROWS_PER_BLOCK:
                first, *others = make_blocks(self.rows, row_ids, start)
                blocks += [Block(block.first, first.digest, first.runs), *others]
            elif end > start:
                blocks.append(Block(block.first, digest, runs_of(row_ids)))
        return TableBlocks(self.former.layout, tuple(blocks))


def find_difference(
    connection: duckdb.DuckDBPyConnection, name: str, table: pyarrow.Table, former: TableBlocks
) -> BlockDifference | None:
    """Return what differs between the stored table `name` and `table`, found by blocks.

    None where blocks don't help: the table has other columns, the new rows are not sorted by
    key, most blocks differ, or the stored rows are not those that the digests were made of.
    """
    import numpy

    from toolkit.tables import primary_key

    key = primary_key(name)
    if former.layout != layout_of(table) or (table.num_rows and not former.blocks):
        return None
    try:
        rows = RowBytes(table, key)
    except UnsuitableRowsError:
        return None
    cuts = former.cut(rows)
    digests = rows.digests(cuts)
    differing = [
        place for place, block in enumerate(former.blocks) if block.digest != digests[place]
    ]
    pieces: list[Piece] = [
        (start, end, digest, None)
        for start, end, digest in zip(cuts, cuts[1:], digests, strict=False)
    ]
    nothing = table.slice(0, 0)
    if not differing:
        none = numpy.zeros(0, numpy.int64)
        return BlockDifference(nothing, nothing, none, former, tuple(pieces), rows)
    if not _are_in_place(table, key, rows, former, cuts, differing):
        return None
    old_blocks = [former.blocks[place] for place in differing]
    old_rows = sum(block.rows for block in old_blocks)
    if old_rows > max(ROWS_PER_BLOCK, _MOST_DIFFERING * sum(b.rows for b in former.blocks)):
        return None
    old = _stored_rows(connection, name, table, key, old_blocks)
    if old is None:
        return None
    return _compare(connection, table, key, rows, former, pieces, differing, *old)


def _are_in_place(
    table: pyarrow.Table,
    key: tuple[str, ...],
    rows: RowBytes,
    former: TableBlocks,
    cuts: list[int],
    differing: list[int],
) -> bool:
    """Return whether the rows of the differing blocks are sorted and between their bounds.

    The others are: their rows are those of the version before.
    """
    for place in differing:
        start, end = cuts[place], cuts[place + 1]
        if start == end:
            continue
        if place and rows.key(start) < former.blocks[place].first:
            return False
        if place + 1 < len(former.blocks) and rows.key(end - 1) >= former.blocks[place + 1].first:
            return False
        if not is_sorted(table.slice(start, end - start), key):
            return False
    return True


def _stored_rows(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    table: pyarrow.Table,
    key: tuple[str, ...],
    blocks: list[Block],
) -> tuple[pyarrow.Table, numpy.ndarray] | None:
    """Return the stored rows of some blocks, sorted by key, and their numbers.

    None where they are not those that the digests were made of.
    """
    import numpy
    import pyarrow

    row_ids = row_ids_of(blocks)
    wanted = pyarrow.table({"_row_id": row_ids, "_place": numpy.arange(len(row_ids))})
    connection.register("wanted_rows", wanted)
    found = connection.execute(
        f"SELECT {identifiers(table.column_names, 'stored.')}, _place "
        f"FROM {identifier(name)} AS stored JOIN wanted_rows ON stored.rowid = wanted_rows._row_id"
    ).to_arrow_table()
    connection.unregister("wanted_rows")
    if found.num_rows != len(row_ids):
        return None
    order = numpy.argsort(found["_place"].to_numpy())
    stored = found.drop_columns(["_place"]).take(order).combine_chunks()
    if layout_of(stored) != layout_of(table):
        return None
    cuts = numpy.cumsum([0, *(block.rows for block in blocks)]).tolist()
    try:
        digests = RowBytes(stored, key).digests(cuts)
    except UnsuitableRowsError:
        return None
    return (stored, row_ids) if digests == [block.digest for block in blocks] else None


def _compare(
    connection: duckdb.DuckDBPyConnection,
    table: pyarrow.Table,
    key: tuple[str, ...],
    rows: RowBytes,
    former: TableBlocks,
    pieces: list[Piece],
    differing: list[int],
    stored: pyarrow.Table,
    stored_ids: numpy.ndarray,
) -> BlockDifference:
    import numpy
    import pyarrow

    bounds = [pieces[place][:2] for place in differing]
    new = pyarrow.concat_tables([table.slice(start, end - start) for start, end in bounds])
    new = new.combine_chunks()
    counts = [end - start for start, end in bounds]
    old_counts = [former.blocks[place].rows for place in differing]
    equal_old, equal_new = _equal_in_place(stored, old_counts, new, counts)
    # Most rows are as they were and where they were; the others are matched by their keys.
    row_ids = numpy.full(new.num_rows, -1, numpy.int64)
    row_ids[equal_new] = stored_ids[equal_old]
    moved_old = numpy.setdiff1d(numpy.arange(stored.num_rows), equal_old, assume_unique=True)
    moved_new = numpy.setdiff1d(numpy.arange(new.num_rows), equal_new, assume_unique=True)
    matched, matched_ids, differs = _match(
        connection, key, stored.take(moved_old), stored_ids[moved_old], new.take(moved_new)
    )
    row_ids[moved_new[matched]] = matched_ids
    begin = 0
    for place, count in zip(differing, counts, strict=True):
        pieces[place] = (*pieces[place][:3], row_ids[begin : begin + count])
        begin += count
    changed = new.take(moved_new[matched[differs]])
    return BlockDifference(
        new.take(numpy.flatnonzero(row_ids < 0)),
        changed.append_column("_row_id", pyarrow.array(matched_ids[differs])),
        numpy.setdiff1d(stored_ids[moved_old], matched_ids),
        former,
        tuple(pieces),
        rows,
    )


def _equal_in_place(
    old: pyarrow.Table, old_counts: list[int], new: pyarrow.Table, new_counts: list[int]
) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Return where rows are that are equal and have the same place in their block, old and new."""
    import numpy
    import pyarrow.compute

    old_starts = numpy.cumsum([0, *old_counts[:-1]])
    new_starts = numpy.cumsum([0, *new_counts[:-1]])
    shared = [min(pair) for pair in zip(old_counts, new_counts, strict=True)]
    old_places, new_places = (
        numpy.concatenate(
            [numpy.arange(s, s + count) for s, count in zip(starts, shared, strict=True)]
        )
        for starts in (old_starts, new_starts)
    )
    if old_counts != new_counts:
        old, new = old.take(old_places), new.take(new_places)
    equal = numpy.ones(len(old_places), bool)
    for name in old.column_names:
        left, right = old[name], new[name]
        same = pyarrow.compute.equal(left, right).fill_null(False)
        if left.null_count and right.null_count:
            nulls = pyarrow.compute.and_(left.is_null(), right.is_null())
            same = pyarrow.compute.or_(same, nulls)
        equal &= same.to_numpy()
    return old_places[equal], new_places[equal]


def _match(
    connection: duckdb.DuckDBPyConnection,
    key: tuple[str, ...],
    old: pyarrow.Table,
    old_ids: numpy.ndarray,
    new: pyarrow.Table,
) -> tuple[numpy.ndarray, numpy.ndarray, numpy.ndarray]:
    """Return of new rows whose keys are stored the positions, the numbers, and which differ."""
    import numpy
    import pyarrow

    places = pyarrow.array(numpy.arange(new.num_rows))
    connection.register("old_rows", old.append_column("_row_id", pyarrow.array(old_ids)))
    connection.register("new_rows", new.append_column("_place", places))
    columns = new.column_names
    found = connection.execute(
        f"SELECT _place, _row_id, ROW({identifiers(columns, 'old_rows.')}) IS DISTINCT FROM "
        f"ROW({identifiers(columns, 'new_rows.')}) AS _differs "
        f"FROM new_rows JOIN old_rows USING ({identifiers(key)}) ORDER BY _place"
    ).to_arrow_table()
    connection.unregister("old_rows")
    connection.unregister("new_rows")
    place, row_id, differs = (column.to_numpy() for column in found.columns)
    return place, row_id, differs
