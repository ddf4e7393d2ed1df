"""What differs between the stored rows of a table and the new ones, found by blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.store.quoting import identifier, identifiers
from toolkit.store.row_blocks import (
    ROWS_PER_BLOCK,
    Block,
    KeptBlocks,
    TableBlocks,
    join_digests,
    layout_of,
    make_blocks,
    row_ids_of,
    runs_of,
    split_digests,
)
from toolkit.store.row_bytes import RowBytes, UnsuitableRowsError, is_sorted
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
    def differing_blocks(self) -> list[Block]:
        """The former blocks whose rows are others now."""
        return [self.former.blocks[place] for place in self.differing]

    @property
    def differing_bounds(self) -> list[tuple[int, int]]:
        """Where the rows of each of these blocks begin and end now."""
        return [(self.cuts[place], self.cuts[place + 1]) for place in self.differing]

    def places(self) -> numpy.ndarray:
        """Return the positions of all rows of these blocks."""
        import numpy

        bounds = self.differing_bounds
        return numpy.concatenate([numpy.arange(start, end) for start, end in bounds])


@dataclass(frozen=True, slots=True)
class BlockDifference:
    """Which rows to add, to change and to remove, and the blocks that the table has then.

    `changed` has the number of each row as column `_row_id`; `removed` are numbers of rows.
    """

    added: pyarrow.Table
    changed: pyarrow.Table
    removed: numpy.ndarray
    cut: _CutRows | None
    """None where every column is as it was."""
    row_ids: numpy.ndarray
    """The numbers of all rows of the blocks that differ; -1 for one that is added."""

    @property
    def last_row_id(self) -> int:
        """The greatest number that a row had before, -1 without any."""
        blocks = self.cut.former.blocks if self.cut else ()
        return max((block.last_row_id for block in blocks), default=-1)

    def blocks_with(self, added_row_ids: numpy.ndarray) -> TableBlocks | None:
        """Return the blocks of the new rows, given the numbers of those added, sorted by key.

        None where they are those of before.
        """
        if self.cut is None:
            return None
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
        all_blocks = tuple(block for some in kept for block in some)
        return TableBlocks(cut.former.layout, cut.new.columns, all_blocks)


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
    nothing, none = new.table.slice(0, 0), numpy.zeros(0, numpy.int64)
    try:
        if kept.columns() == new.columns:
            return BlockDifference(nothing, nothing, none, None, none)
        former = kept.read()
    except ValueError:
        return None
    if new.table.num_rows and not former.blocks:
        return None
    cut = _cut(new, new.rows, former)
    if not cut.differing:
        return BlockDifference(nothing, nothing, none, cut, none)
    stored = sum(block.rows for block in cut.differing_blocks)
    most = _MOST_DIFFERING * sum(block.rows for block in cut.former.blocks)
    if stored > max(ROWS_PER_BLOCK, most) or not _are_in_place(cut):
        return None
    old = _stored_rows(connection, cut)
    if old is None:
        return None
    return _compare_in_place(cut, old) if cut.same_keys else _compare(connection, cut, old)


def _cut(new: DigestedTable, rows: RowBytes, former: TableBlocks) -> _CutRows:
    names = new.table.column_names
    pairs = zip(names, former.columns, new.columns, strict=True)
    columns = [name for name, before, now in pairs if before != now]
    same_keys = not set(columns).intersection(primary_key(new.name))
    if same_keys:
        cuts = former.cuts()
        made = [split_digests(block.digests) for block in former.blocks]
        known = dict(zip(names, zip(*made, strict=True), strict=True))
        digests = join_digests({**known, **rows.digests(cuts, columns)})
    else:
        # A row more shifts the rows of every column, if only by one that is the same.
        columns = names
        cuts = former.cut(rows)
        digests = join_digests(rows.digests(cuts))
    differing = [
        place for place, block in enumerate(former.blocks) if block.digests != digests[place]
    ]
    return _CutRows(new, rows, former, same_keys, columns, cuts, digests, differing)


def _are_in_place(cut: _CutRows) -> bool:
    """Return whether the rows of the differing blocks are sorted and between their bounds.

    The others are: their keys are those of the version before.
    """
    if cut.same_keys:
        return True
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


def _stored_rows(connection: duckdb.DuckDBPyConnection, cut: _CutRows) -> pyarrow.Table | None:
    """Return the stored rows of the differing blocks, sorted by key, with their numbers.

    They have the columns in which they may differ, and the numbers in the column `_row_id`.
    None where these are not the rows that the digests were made of.
    """
    import numpy
    import pyarrow

    blocks = cut.differing_blocks
    row_ids = row_ids_of(blocks)
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
    # Sorting by the place in the blocks is quicker than by the key, and the same.
    stored = found.take(numpy.argsort(found["_place"].to_numpy())).combine_chunks()
    rows = stored.select(cut.columns)
    if layout_of(rows) != layout_of(cut.table.select(cut.columns)):
        return None
    cuts = numpy.cumsum([0, *(block.rows for block in blocks)]).tolist()
    try:
        digests = RowBytes(rows, ()).digests(cuts)
    except UnsuitableRowsError:
        return None
    return stored if digests == _digests_of(blocks, cut) else None


def _digests_of(blocks: Sequence[Block], cut: _CutRows) -> dict[str, list[bytes]]:
    """Return the digests of blocks, of the columns in which rows may differ."""
    names = cut.table.column_names
    split = [split_digests(block.digests) for block in blocks]
    return {name: [one[names.index(name)] for one in split] for name in cut.columns}


def _compare_in_place(cut: _CutRows, stored: pyarrow.Table) -> BlockDifference:
    """Return the difference of rows that are in their places: their keys are those of before."""
    import numpy
    import pyarrow

    places, row_ids = cut.places(), stored["_row_id"].to_numpy()
    new = cut.table.select(cut.columns).take(places)
    differs = ~_equal_rows(stored.select(cut.columns), new)
    changed = cut.table.take(places[differs])
    return BlockDifference(
        cut.table.slice(0, 0),
        changed.append_column("_row_id", pyarrow.array(row_ids[differs])),
        numpy.zeros(0, numpy.int64),
        cut,
        row_ids,
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
    equal = _equal_rows(old, new)
    return old_places[equal], new_places[equal]


def _equal_rows(old: pyarrow.Table, new: pyarrow.Table) -> numpy.ndarray:
    """Return for each row of two tables, as many, whether it is equal in all columns."""
    import numpy
    import pyarrow.compute

    equal = numpy.ones(old.num_rows, bool)
    for name in old.column_names:
        left, right = old[name], new[name]
        same = pyarrow.compute.equal(left, right).fill_null(False)
        if left.null_count and right.null_count:
            nulls = pyarrow.compute.and_(left.is_null(), right.is_null())
            same = pyarrow.compute.or_(same, nulls)
        if pyarrow.types.is_floating(left.type):
            both = pyarrow.compute.and_(pyarrow.compute.is_nan(left), pyarrow.compute.is_nan(right))
            same = pyarrow.compute.or_(same, both.fill_null(False))
        equal &= same.to_numpy()
    return equal


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
