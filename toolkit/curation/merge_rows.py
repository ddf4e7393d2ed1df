"""Let one actor, meeting or election go into another one."""

from __future__ import annotations

from functools import partial

from toolkit.curation.entries import Merge
from toolkit.curation.errors import NotApplicable
from toolkit.curation.joined_values import agree, joined
from toolkit.curation.working_rows import Row, WorkingRows, held_by

RULE = "curation/merge"


def merge_rows(rows: WorkingRows, entry: Merge) -> None:
    """Make two rows one, and let everything that named the first name the second.

    Rows that say the same afterwards become one. Raises NotApplicable where one of the two is
    not there.
    """
    table, old_id, new_id = entry.table_name, entry.old_id, entry.new_id
    old, new = rows.get(table, old_id), rows.get(table, new_id)
    if old is None or new is None:
        absent = old_id if old is None else new_id
        raise NotApplicable(f"there is no {absent} in {table}")
    span = rows.evidence.main_span(table, old_id)
    one = joined(table, new, old)
    rows.change(table, new_id, {name: one[name] for name in one if one[name] != new[name]})
    for other, key, column in rows.referring(table, old_id):
        # A row can name the old id in two columns, and has another key after the first.
        if rows.get(other, key) is None:
            continue
        found = rows.evidence.main_span(other, key, column)
        stays = rows.rekey(other, key, {column: new_id}, partial(joined, other))
        rows.mark(other, stays, RULE, column, found)
        if other == "meeting_reports" and table == "meetings":
            rows.unsettled[new_id] = RULE
    rows.evidence.move((table, old_id), (table, new_id), held_by(old, one))
    rows.remove(table, old_id)
    rows.mark(table, new_id, RULE, None, span)
    if table in ("actors", "elections"):
        _join_equal_results(rows, table, new_id)
    if table == "actors":
        _join_equal_roles(rows, new_id)


def _join_equal_results(rows: WorkingRows, table: str, id: str) -> None:
    """Make one of the results that an article states of one contender, vote and status."""
    by_claim: dict[tuple[str, ...], list[str]] = {}
    for other, key, _ in rows.referring(table, id):
        if other == "election_results":
            row = rows.get(other, key)
            assert row is not None
            claim = (row["election_id"], row["contender_id"], row["article_id"], row["status"])
            kept = by_claim.setdefault(claim, [])
            if not any(_join_if_agreed(rows, first, key) for first in kept):
                kept.append(key)


def _join_if_agreed(rows: WorkingRows, first: str, second: str) -> bool:
    stays, goes = rows.get("election_results", first), rows.get("election_results", second)
    assert stays is not None
    assert goes is not None
    if not agree(stays, goes):
        return False
    _join(rows, "election_results", stays, goes, first, second)
    return True


def _join_equal_roles(rows: WorkingRows, actor_id: str) -> None:
    """Make one of the posts of one person that an article states alike."""
    kept: dict[tuple[object, ...], str] = {}
    for other, key, column in rows.referring("actors", actor_id):
        row = rows.get(other, key)
        if other != "actor_roles" or row is None or column != "actor_id":
            continue
        said = tuple(value for name, value in row.items() if name != "role_id")
        first = kept.setdefault(said, key)
        stays = rows.get(other, first)
        if first != key and stays is not None:
            _join(rows, other, stays, row, first, key)


def _join(rows: WorkingRows, table: str, stays: Row, goes: Row, first: str, second: str) -> None:
    one = joined(table, stays, goes)
    rows.change(table, first, {name: one[name] for name in one if one[name] != stays[name]})
    rows.evidence.move((table, second), (table, first), held_by(goes, one))
    rows.remove(table, second)
    rows.mark(table, first, RULE, None)
