"""Which of some rows are equal, and which have the same key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.quoting import identifiers

if TYPE_CHECKING:
    import duckdb
    import numpy
    import pyarrow


def equal_in_place(
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
    equal = equal_rows(old, new)
    return old_places[equal], new_places[equal]


def equal_rows(old: pyarrow.Table, new: pyarrow.Table) -> numpy.ndarray:
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


def match_by_key(
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
