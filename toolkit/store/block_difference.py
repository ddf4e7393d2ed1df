"""What differs between the stored rows of a table and the new ones, found by blocks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.quoting import identifier, identifiers
from toolkit.store.row_blocks import (
    ROWS_PER_BLOCK,
    Block,
    KeptBlocks,
    TableBlocks,
    digests_of_column,
    join_digests,
    layout_of,
    make_blocks,
)
from toolkit.store.row_bytes import RowBytes, UnsuitableRowsError, is_sorted
from toolkit.store.row_comparison import equal_in_place, equal_rows, match_by_key
from toolkit.store.table_digests import DigestedTable
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

    `cuts` are where the rows of each block begin, and where those of the last end. `columns`
    are those in which rows may differ: all of them, unless the keys are those of before.
    """

    new: DigestedTable
    rows: RowBytes
    former: TableBlocks
    same_keys: bool
    columns: list[str]
    cuts: list[int]
    digests: list[bytes]
    differing: list[int]

    @property
    def table(self) -> pyarrow.Table:
        """The new rows."""
        return self.new.table

    @property
    def key(self) -> tuple[str, ...]:
        """The columns of the primary key."""
        return primary_key(self.new.name)

    @property
    def differing_bounds(self) -> list[tuple[int, int]]:
        """Where the rows of the blocks that differ begin and end now."""
        return [(self.cuts[place], self.cuts[place + 1]) for place in self.differing]

    @property
    def differing_counts(self) -> list[int]:
        """How many rows these blocks had."""
        counts: list[int] = self.former.counts()[self.differing].tolist()
        return counts


@dataclass(frozen=True, slots=True)
class BlockDifference:
    """Which rows to add, to change and to remove, and the blocks that the table has then.

    `changed` has the number of each row as column `_row_id`; `removed` are numbers of rows.
    """

    added: pyarrow.Table
    changed: pyarrow.Table
    removed: numpy.ndarray
    cut: _CutRows | None = None
    """None where every column is as it was."""
    row_ids: numpy.ndarray | None = None
    """The numbers of all rows of the blocks that differ, -1 for one that is added; None where
    they are those of before."""

    @property
    def last_row_id(self) -> int:
        """The greatest number that a row had before, -1 without any."""
        return self.cut.former.last_row_id if self.cut else -1

    def blocks_with(self, added_row_ids: numpy.ndarray) -> TableBlocks | None:
        """Return the blocks of the new rows, given the numbers of those added, sorted by key.

        None where they are those of before.
        """
        cut = self.cut
        if cut is None:
            return None
        if self.row_ids is None:
            return cut.former.with_digests(cut.new.columns, cut.digests)
        row_ids = self.row_ids.copy()
        row_ids[row_ids < 0] = added_row_ids
        blocks: dict[int, list[Block]] = {}
        used = 0
        for place, (start, end) in zip(cut.differing, cut.differing_bounds, strict=True):
            numbers = row_ids[used : used + end - start]
            used += end - start
            first = cut.former.firsts[place]
            if end - start > 2 * ROWS_PER_BLOCK:
                blocks[place] = make_blocks(cut.rows, numbers, start)
                blocks[place][0] = replace(blocks[place][0], first=first)
            elif end > start:
                blocks[place] = [Block(first, cut.digests[place], numbers)]
            else:
                blocks[place] = []
        return cut.former.with_blocks(cut.new.columns, blocks)


def find_difference(
    connection: duckdb.DuckDBPyConnection, new: DigestedTable, kept: KeptBlocks
) -> BlockDifference | None:
    """Return what differs between a stored table and `new`, found by blocks.

    None where blocks don't help: the table has other columns, the new rows are not sorted by
    key, most blocks differ, or the stored rows are not those that the digests were made of.
    """
    import numpy

    if new.rows is None or kept.layout != new.layout:
        return None
    nothing = BlockDifference(new.table[:0], new.table[:0], numpy.zeros(0, numpy.int64))
    try:
        if kept.columns() == new.columns:
            return nothing
        former = kept.read()
    except ValueError:
        return None
    if new.table.num_rows and not former.digests:
        return None
    cut = _cut(new, new.rows, former)
    if not cut.differing:
        return replace(nothing, cut=cut)
    stored = sum(cut.differing_counts)
    most = _MOST_DIFFERING * former.counts().sum()
    if stored > max(ROWS_PER_BLOCK, most) or not _are_in_place(cut):
        return None
    old = _stored_rows(connection, cut)
    if old is None:
        return None
    return _compare_in_place(cut, old) if cut.same_keys else _compare(connection, cut, old)


def _cut(new: DigestedTable, rows: RowBytes, former: TableBlocks) -> _CutRows:
    names = new.table.column_names
    places = range(len(names))
    before, now = (
        [digests_of_column([columns], place) for place in places]
        for columns in (former.columns, new.columns)
    )
    columns = [names[place] for place in places if before[place] != now[place]]
    same_keys = not set(columns).intersection(primary_key(new.name))
    if same_keys:
        cuts = [0, *former.counts().cumsum().tolist()]
        made = dict(zip(columns, rows.digests(cuts, columns), strict=True))
        digests = join_digests(
            made.get(name) or digests_of_column(former.digests, place)
            for place, name in enumerate(names)
        )
    else:
        # A row more shifts the rows of every column, if only by one that is the same.
        columns = names
        cuts = former.cut(rows)
        digests = join_digests(rows.digests(cuts))
    differing = [place for place, digest in enumerate(digests) if digest != former.digests[place]]
    return _CutRows(new, rows, former, same_keys, columns, cuts, digests, differing)


def _are_in_place(cut: _CutRows) -> bool:
    """Return whether the rows of the differing blocks are sorted and between their bounds.

    The others are: their keys are those of the version before.
    """
    if cut.same_keys:
        return True
    firsts = cut.former.firsts
    for place, (start, end) in zip(cut.differing, cut.differing_bounds, strict=True):
        if start == end:
            continue
        if place and cut.rows.key(start) < firsts[place]:
            return False
        if place + 1 < len(firsts) and cut.rows.key(end - 1) >= firsts[place + 1]:
            return False
        if not is_sorted(cut.table.slice(start, end - start), cut.key):
            return False
    return True


def _stored_rows(connection: duckdb.DuckDBPyConnection, cut: _CutRows) -> pyarrow.Table | None:
    """Return the stored rows of the differing blocks, sorted by key, with their numbers.

    They have the columns in which they may differ, and the numbers in the column `_row_id`.
    None where these are not the rows that the digests were made of.
    """
    import numpy
    import pyarrow

    row_ids = cut.former.row_ids(cut.differing)
    wanted = pyarrow.table({"_row_id": row_ids, "_place": numpy.arange(len(row_ids))})
    connection.register("wanted_rows", wanted)
    found = connection.execute(
        f"SELECT {identifiers(cut.columns, 'stored.')}, _row_id, _place FROM "
        f"{identifier(cut.new.name)} AS stored JOIN wanted_rows "
        "ON stored.rowid = wanted_rows._row_id"
    ).to_arrow_table()
    connection.unregister("wanted_rows")
    if found.num_rows != len(row_ids):
        return None
    order = numpy.empty(len(row_ids), numpy.int64)
    order[found["_place"].to_numpy()] = numpy.arange(len(row_ids))
    stored = found.take(order).combine_chunks()
    rows = stored.select(cut.columns)
    if layout_of(rows) != layout_of(cut.table.select(cut.columns)):
        return None
    cuts = numpy.cumsum([0, *cut.differing_counts]).tolist()
    try:
        digests = RowBytes(rows, ()).digests(cuts)
    except UnsuitableRowsError:
        return None
    names, blocks = cut.table.column_names, [cut.former.digests[p] for p in cut.differing]
    kept = [digests_of_column(blocks, names.index(name)) for name in cut.columns]
    return stored if digests == kept else None


def _compare_in_place(cut: _CutRows, stored: pyarrow.Table) -> BlockDifference:
    """Return the difference of rows that are in their places: their keys are those of before."""
    import numpy
    import pyarrow

    row_ids = stored["_row_id"].to_numpy()
    places = numpy.concatenate([numpy.arange(*bounds) for bounds in cut.differing_bounds])
    new = cut.table.select(cut.columns).take(places)
    differs = ~equal_rows(stored.select(cut.columns), new)
    changed = cut.table.take(places[differs])
    return BlockDifference(
        cut.table[:0],
        changed.append_column("_row_id", pyarrow.array(row_ids[differs])),
        numpy.zeros(0, numpy.int64),
        cut,
    )


def _compare(
    connection: duckdb.DuckDBPyConnection, cut: _CutRows, stored: pyarrow.Table
) -> BlockDifference:
    import numpy
    import pyarrow

    bounds = cut.differing_bounds
    old, old_ids = stored.select(cut.table.column_names), stored["_row_id"].to_numpy()
    new = pyarrow.concat_tables([cut.table.slice(start, end - start) for start, end in bounds])
    new = new.combine_chunks()
    equal_old, equal_new = equal_in_place(
        old, cut.differing_counts, new, [end - start for start, end in bounds]
    )
    # Most rows are as they were and where they were; the others are matched by their keys.
    row_ids = numpy.full(new.num_rows, -1, numpy.int64)
    row_ids[equal_new] = old_ids[equal_old]
    moved_old = numpy.setdiff1d(numpy.arange(old.num_rows), equal_old, assume_unique=True)
    moved_new = numpy.setdiff1d(numpy.arange(new.num_rows), equal_new, assume_unique=True)
    matched, matched_ids, differs = match_by_key(
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
