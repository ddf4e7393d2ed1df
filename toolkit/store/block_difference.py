"""What differs between the stored rows of a table and the new ones, found by blocks."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
from toolkit.tables import primary_key

if TYPE_CHECKING:
    import duckdb
    import numpy
    import pyarrow

_MOST_DIFFERING = 0.5
"""Share of the rows in blocks that differ, above which all rows are as soon compared."""


@dataclass(frozen=True, slots=True)
class _CutRows:
    """New rows, cut where the blocks of the stored ones begin.

    `cuts` are where the rows of each block begin, and where those of the last end.
    """

    table: pyarrow.Table
    key: tuple[str, ...]
    former: TableBlocks
    rows: RowBytes
    cuts: list[int]
    digests: list[bytes]
    differing: list[int]

    @property
    def differing_blocks(self) -> list[Block]:
        """The former blocks whose rows are others now."""
        return [self.former.blocks[place] for place in self.differing]

    @property
    def differing_bounds(self) -> list[tuple[int, int]]:
        """Where the rows of each of these blocks begin and end now."""
        return [(self.cuts[place], self.cuts[place + 1]) for place in self.differing]


@dataclass(frozen=True, slots=True)
class BlockDifference:
    """Which rows to add, to change and to remove, and the blocks that the table has then.

    `changed` has the number of each row as column `_row_id`; `removed` are numbers of rows.
    """

    added: pyarrow.Table
    changed: pyarrow.Table
    removed: numpy.ndarray
    cut: _CutRows
    row_ids: numpy.ndarray
    """The numbers of all rows of the blocks that differ; -1 for one that is added."""

    @property
    def former(self) -> TableBlocks:
        """The blocks of the version before."""
        return self.cut.former

    def blocks_with(self, added_row_ids: numpy.ndarray) -> TableBlocks:
        """Return the blocks of the new rows, given the numbers of those added, sorted by key."""
        cut, row_ids = self.cut, self.row_ids.copy()
        row_ids[row_ids < 0] = added_row_ids
        blocks: dict[int, list[Block]] = {}
        used = 0
        for place, (start, end) in zip(cut.differing, cut.differing_bounds, strict=True):
            numbers = row_ids[used : used + end - start]
            used += end - start
            first = cut.former.blocks[place].first
            if end - start > 2 * ROWS_PER_BLOCK:
                blocks[place] = make_blocks(cut.rows, numbers, start)
                blocks[place][0] = replace(blocks[place][0], first=first)
            elif end > start:
                blocks[place] = [Block(first, cut.digests[place], runs_of(numbers))]
            else:
                blocks[place] = []
        kept = (blocks.get(place, [block]) for place, block in enumerate(cut.former.blocks))
        return TableBlocks(cut.former.layout, tuple(block for some in kept for block in some))


def find_difference(
    connection: duckdb.DuckDBPyConnection, name: str, table: pyarrow.Table, former: TableBlocks
) -> BlockDifference | None:
    """Return what differs between the stored table `name` and `table`, found by blocks.

    None where blocks don't help: the table has other columns, the new rows are not sorted by
    key, most blocks differ, or the stored rows are not those that the digests were made of.
    """
    import numpy

    cut = _cut(table, primary_key(name), former)
    if cut is None:
        return None
    if not cut.differing:
        nothing, none = table.slice(0, 0), numpy.zeros(0, numpy.int64)
        return BlockDifference(nothing, nothing, none, cut, none)
    stored = sum(block.rows for block in cut.differing_blocks)
    most = _MOST_DIFFERING * sum(block.rows for block in former.blocks)
    if stored > max(ROWS_PER_BLOCK, most) or not _are_in_place(cut):
        return None
    old = _stored_rows(connection, name, cut)
    return None if old is None else _compare(connection, cut, old)


def _cut(table: pyarrow.Table, key: tuple[str, ...], former: TableBlocks) -> _CutRows | None:
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
    return _CutRows(table, key, former, rows, cuts, digests, differing)


def _are_in_place(cut: _CutRows) -> bool:
    """Return whether the rows of the differing blocks are sorted and between their bounds.

    The others are: their rows are those of the version before.
    """
    blocks = cut.former.blocks
    for place, (start, end) in zip(cut.differing, cut.differing_bounds, strict=True):
        if start == end:
            continue
        if place and cut.rows.key(start) < blocks[place].first:
            return False
        if place + 1 < len(blocks) and cut.rows.key(end - 1) >= blocks[place + 1].first:
            return False
        if not is_sorted(cut.table.slice(start, end - start), cut.key):
            return False
    return True


def _stored_rows(
    connection: duckdb.DuckDBPyConnection, name: str, cut: _CutRows
) -> pyarrow.Table | None:
    """Return the stored rows of the differing blocks, sorted by key, with their numbers.

    The numbers are in the column `_row_id`. None where these are not the rows that the digests
    were made of.
    """
    import numpy
    import pyarrow

    blocks, columns = cut.differing_blocks, cut.table.column_names
    row_ids = row_ids_of(blocks)
    wanted = pyarrow.table({"_row_id": row_ids, "_place": numpy.arange(len(row_ids))})
    connection.register("wanted_rows", wanted)
    found = connection.execute(
        f"SELECT {identifiers(columns, 'stored.')}, _row_id, _place "
        f"FROM {identifier(name)} AS stored JOIN wanted_rows ON stored.rowid = wanted_rows._row_id"
    ).to_arrow_table()
    connection.unregister("wanted_rows")
    if found.num_rows != len(row_ids):
        return None
    # Sorting by the place in the blocks is quicker than by the key, and the same.
    stored = found.take(numpy.argsort(found["_place"].to_numpy())).combine_chunks()
    rows = stored.select(columns)
    if layout_of(rows) != cut.former.layout:
        return None
    cuts = numpy.cumsum([0, *(block.rows for block in blocks)]).tolist()
    try:
        digests = RowBytes(rows, cut.key).digests(cuts)
    except UnsuitableRowsError:
        return None
    return stored if digests == [block.digest for block in blocks] else None


def _compare(
    connection: duckdb.DuckDBPyConnection, cut: _CutRows, stored: pyarrow.Table
) -> BlockDifference:
    import numpy
    import pyarrow

    bounds = cut.differing_bounds
    old, old_ids = stored.select(cut.table.column_names), stored["_row_id"].to_numpy()
    new = pyarrow.concat_tables([cut.table.slice(start, end - start) for start, end in bounds])
    new = new.combine_chunks()
    equal_old, equal_new = _equal_in_place(
        old, [block.rows for block in cut.differing_blocks], new, [end - s for s, end in bounds]
    )
    # Most rows are as they were and where they were; the others are matched by their keys.
    row_ids = numpy.full(new.num_rows, -1, numpy.int64)
    row_ids[equal_new] = old_ids[equal_old]
    moved_old = numpy.setdiff1d(numpy.arange(old.num_rows), equal_old, assume_unique=True)
    moved_new = numpy.setdiff1d(numpy.arange(new.num_rows), equal_new, assume_unique=True)
    matched, matched_ids, differs = _match(
        connection, cut.key, old.take(moved_old), old_ids[moved_old], new.take(moved_new)
    )
    row_ids[moved_new[matched]] = matched_ids
    changed = new.take(moved_new[matched[differs]])
    return BlockDifference(
        new.take(numpy.flatnonzero(row_ids < 0)),
        changed.append_column("_row_id", pyarrow.array(matched_ids[differs])),
        numpy.setdiff1d(old_ids[moved_old], matched_ids),
        cut,
        row_ids,
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
