"""Where a reader of an earlier version finds what went into another row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from toolkit.curation.curation import THINGS
from toolkit.curation.entries import Entry, Merge, Rejection

if TYPE_CHECKING:
    import pyarrow

Cell = tuple[str, str]


def final_ids(merges: Iterable[Merge]) -> dict[Cell, str]:
    """Return for each merged row the key of the row that it is part of in the end."""
    onward = {(merge.table_name, merge.old_id): merge.new_id for merge in merges}
    ends = {}
    for (table, old_id), new_id in onward.items():
        while (table, new_id) in onward:
            new_id = onward[table, new_id]
        ends[table, old_id] = new_id
    return ends


def with_redirects(
    given: pyarrow.Table,
    applied: Iterable[Entry],
    version: int,
    before: pyarrow.Table | None,
) -> pyarrow.Table:
    """Return the table `redirects` with what merges and rejections that were applied add.

    A redirect that was there before keeps its version; the others are of `version`. What went
    into a row that is now part of another one leads to that one.
    """
    import pyarrow

    applied = list(applied)
    ends = final_ids(entry for entry in applied if isinstance(entry, Merge))
    ways: dict[Cell, dict[str, Any]] = {
        (row["table_name"], row["old_id"]): row for row in given.to_pylist()
    }
    leads: dict[Cell, str | None] = dict(ends)
    for entry in applied:
        if isinstance(entry, Rejection) and entry.table_name in THINGS:
            leads[entry.table_name, entry.record_id] = None
    if not leads:
        return given
    known = {
        (row["table_name"], row["old_id"], row["new_id"]): row["since_version"]
        for row in (before.to_pylist() if before is not None else ())
    }
    for cell, row in ways.items():
        onward = (cell[0], row["new_id"])
        if row["new_id"] is not None and onward in leads:
            ways[cell] = _way(cell, leads[onward], known, version)
    for cell, new_id in leads.items():
        ways[cell] = _way(cell, new_id, known, version)
    rows = [ways[cell] for cell in sorted(ways)]
    return pyarrow.Table.from_pylist(rows, schema=given.schema)


def _way(
    cell: Cell, new_id: str | None, known: Mapping[tuple[str, str, str | None], int], version: int
) -> dict[str, Any]:
    table, old_id = cell
    since = known.get((table, old_id, new_id), version)
    return {"table_name": table, "old_id": old_id, "new_id": new_id, "since_version": since}
