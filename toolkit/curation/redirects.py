"""Where a reader of an earlier version finds what went into another row."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from toolkit.curation.curation import THINGS
from toolkit.curation.entries import Entry, Merge, Rejection, Split

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
    tables: Mapping[str, pyarrow.Table],
    curated: Mapping[str, pyarrow.Table],
    applied: Iterable[Entry],
    *,
    version: int,
    before: pyarrow.Table | None,
    ids_before: Collection[Cell],
) -> pyarrow.Table:
    """Return the table `redirects` of the curated tables; `tables` are those of before curation.

    A key that was merged leads to the row that it is part of, as does one of which all was split
    off; one that was rejected leads nowhere, and so does one that went with another and was in
    use before, as `ids_before` says. A redirect that was there before keeps its version; the
    others are of `version`.
    """
    import pyarrow

    given = tables["redirects"]
    applied = list(applied)
    leads: dict[Cell, str | None] = {
        **_wholly_split(applied),
        **final_ids(entry for entry in applied if isinstance(entry, Merge)),
    }
    for entry in applied:
        if isinstance(entry, Rejection) and entry.table_name in THINGS:
            leads[entry.table_name, entry.record_id] = None
    since = {
        (row["table_name"], row["old_id"], row["new_id"]): row["since_version"]
        for row in (before.to_pylist() if before is not None else ())
    }
    in_use = _ids(curated)
    ways = {(row["table_name"], row["old_id"]): row["new_id"] for row in given.to_pylist()}
    versions = {
        (row["table_name"], row["old_id"], row["new_id"]): row["since_version"]
        for row in given.to_pylist()
    }
    known = {cell[:2] for cell in since} | set(ids_before)
    gone = {cell for cell in _ids(tables) | set(ids_before) if cell in known and cell not in ways}
    ways |= dict.fromkeys(gone) | leads
    rows = []
    for table, old_id in sorted(ways.keys() - in_use):
        new_id = ways[table, old_id]
        while new_id is not None and (table, new_id) not in in_use:
            new_id = leads.get((table, new_id))
        way = (table, old_id, new_id)
        number = since.get(way, versions.get(way, version))
        rows.append(dict(zip(given.column_names, (*way, number), strict=True)))
    redirects = pyarrow.Table.from_pylist(rows, schema=given.schema)
    return given if redirects.equals(given) else redirects


def _wholly_split(applied: Iterable[Entry]) -> dict[Cell, str]:
    """Return the row to which all went that was split from another one, if it was one row."""
    parts: dict[Cell, set[str]] = {}
    for entry in applied:
        if isinstance(entry, Split):
            parts.setdefault((entry.table_name, entry.record_id), set()).add(entry.new_id)
    return {cell: next(iter(new_ids)) for cell, new_ids in parts.items() if len(new_ids) == 1}


def _ids(tables: Mapping[str, pyarrow.Table]) -> set[Cell]:
    return {
        (table, id)
        for table in THINGS
        for id in tables[table].column(f"{table[:-1]}_id").to_pylist()
    }
