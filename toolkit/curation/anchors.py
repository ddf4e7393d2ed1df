"""The words by which a row is known that entries name, whatever its key will be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from toolkit.curation.curation import THINGS, Curation
from toolkit.curation.entries import (
    Addition,
    Anchor,
    Distinction,
    Entry,
    Merge,
    Override,
    Split,
)
from toolkit.curation.evidence_rows import MARK
from toolkit.tables import foreign_keys, primary_key

if TYPE_CHECKING:
    import pyarrow

Cell = tuple[str, str]


def named_ids(entry: Entry) -> set[Cell]:
    """Return table and id of every actor, meeting and election that an entry names."""
    table = entry.table_name
    if isinstance(entry, Merge):
        return {(table, entry.old_id), (table, entry.new_id)}
    if isinstance(entry, Split):
        return {(table, entry.record_id), (table, entry.new_id)}
    if isinstance(entry, Distinction):
        return {(table, entry.record_id), (table, entry.other_id)}
    if isinstance(entry, Addition):
        return _references(table, entry.values())
    key = primary_key(table)
    parts = dict(zip(key, entry.record_id.split("/", len(key) - 1), strict=False))
    named = {(table, entry.record_id)} if table in THINGS else _references(table, parts)
    if isinstance(entry, Override):
        named |= _references(table, {entry.field: entry.value or None})
    return named


def missing_anchors(
    curation: Curation, entries: Iterable[Entry], tables: Mapping[str, pyarrow.Table]
) -> tuple[Anchor, ...]:
    """Return anchors of what some entries name and has none yet, from the rows' evidence.

    What curation made gets none, as no parser reads it; so it is with what is not there.
    `tables` are those of the package at which the entries are made.
    """
    entries = list(entries)
    anchored = {(anchor.table_name, anchor.record_id) for anchor in curation.anchors}
    made = curation.made_ids | {
        (entry.table_name, entry.record_id) for entry in entries if isinstance(entry, Addition)
    }
    # Of a row that took in another one its own words can't be told apart any more.
    joined = {(entry.table_name, entry.new_id) for entry in curation.merges}
    wanted = set[Cell]().union(*map(named_ids, entries)) - anchored - made - joined
    first: dict[Cell, Anchor] = {}
    for row in tables["evidence"].to_pylist():
        cell = (row["table_name"], row["record_id"])
        if cell not in wanted or row["field"] is not None or row["rule"].startswith(MARK):
            continue
        span = (row["article_id"], row["char_start"], row["char_end"])
        anchor = Anchor(*cell, *span)
        known = first.get(cell)
        if known is None or span < (known.article_id, known.char_start, known.char_end):
            first[cell] = anchor
    return tuple(first[cell] for cell in sorted(first))


def _references(table: str, values: Mapping[str, object]) -> set[Cell]:
    return {
        (key.reference, str(values[key.columns[0]]))
        for key in foreign_keys(table)
        if key.reference in THINGS and values.get(key.columns[0]) is not None
    }
