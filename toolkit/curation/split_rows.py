"""Let what one article says of a row belong to another row."""

from __future__ import annotations

from functools import partial
from typing import Any

from toolkit.curation.entries import Split
from toolkit.curation.errors import NotApplicable
from toolkit.curation.joined_values import joined
from toolkit.curation.reject_rows import remove_row
from toolkit.curation.working_rows import Row, WorkingRows
from toolkit.tables import primary_key

RULE = "curation/split"

_GROUPS = {
    "actors": (("country",),),
    "meetings": (("start_date", "end_date"), ("place", "place_country"), ("topic",)),
    "elections": (("start_date", "end_date"),),
}
"""Columns whose values a row has by its articles' words, those that go together in one group."""

_COPIED = {
    "actors": ("name", "kind"),
    "meetings": ("kind", "status"),
    "elections": ("country", "kind", "area", "round"),
}
"""Columns that a new row has from the row that it was a part of."""


def split_rows(rows: WorkingRows, entry: Split) -> None:
    """Give what an article says of a row to another one, which is made if need be.

    A value goes along where the words of the article support it, and stays where those of
    another article do. Raises NotApplicable where the article says nothing of the row.
    """
    table, article_id = entry.table_name, entry.article_id
    if rows.get(table, entry.record_id) is None:
        raise NotApplicable(f"there is no {entry.record_id} in {table}")
    if not rows.evidence.is_read_in(table, entry.record_id, article_id):
        raise NotApplicable(f"article {article_id} says nothing of {entry.record_id}")
    if table == "meetings":
        _check_meeting(rows, entry)
    own = _values_of_article(rows, entry)
    whole = rows.get(table, entry.record_id)
    assert whole is not None
    empty = dict.fromkeys(whole)
    part = rows.get(table, entry.new_id)
    if part is None:
        copied = {column: whole[column] for column in _COPIED[table]}
        now = {**empty, **copied, **own, primary_key(table)[0]: entry.new_id}
        rows.add(table, now)
    else:
        now = joined(table, part, {**empty, **own})
        rows.change(table, entry.new_id, {c: now[c] for c in now if now[c] != part[c]})
    rows.evidence.move_article(
        (table, entry.record_id),
        (table, entry.new_id),
        article_id,
        lambda column: now.get(column) == whole.get(column),
    )
    _move_what_refers(rows, entry)
    _forget_unsupported(rows, entry, own)
    if table == "actors":
        _name_anew(rows, entry)
    if table == "meetings":
        rows.unsettled |= {entry.record_id: RULE, entry.new_id: RULE}
    rows.mark(table, entry.new_id, RULE, None)
    if rows.evidence.has_any(table, entry.record_id):
        rows.mark(table, entry.record_id, RULE, None)
    else:
        remove_row(rows, table, entry.record_id, RULE)


def _check_meeting(rows: WorkingRows, entry: Split) -> None:
    """Raise NotApplicable where the article gives no report or no one who took part."""
    if rows.get("meeting_reports", f"{entry.record_id}/{entry.article_id}") is None:
        raise NotApplicable(f"article {entry.article_id} does not report {entry.record_id}")
    named = any(
        other == "meeting_participants"
        and entry.article_id in rows.evidence.articles_of(other, key)
        for other, key, _ in rows.referring("meetings", entry.record_id)
    )
    if not named:
        raise NotApplicable(
            f"article {entry.article_id} names no one who took part in {entry.record_id}"
        )


def _values_of_article(rows: WorkingRows, entry: Split) -> Row:
    """Return the values of the row that words of the article support."""
    table = entry.table_name
    row = rows.get(table, entry.record_id) or {}
    return {
        column: row[column]
        for group in _GROUPS[table]
        if any(
            entry.article_id in rows.evidence.articles_of(table, entry.record_id, column)
            for column in group
        )
        for column in group
    }


def _move_what_refers(rows: WorkingRows, entry: Split) -> None:
    """Let rows of the article name the new row; what other articles support stays too."""
    table, article_id = entry.table_name, entry.article_id
    for other, key, column in rows.referring(table, entry.record_id):
        row = rows.get(other, key)
        if row is None:
            continue
        values: dict[str, Any] = {column: entry.new_id}
        if "article_id" in row:
            if row["article_id"] == article_id:
                span = rows.evidence.main_span(other, key, column)
                stays = rows.rekey(other, key, values, partial(joined, other))
                rows.mark(other, stays, RULE, column, span)
        elif article_id in rows.evidence.articles_of(other, key):
            _move_shared_row(rows, entry, other, key, values)


def _move_shared_row(
    rows: WorkingRows, entry: Split, table: str, key: str, values: dict[str, Any]
) -> None:
    """Let a row that several articles support be there for both things."""
    row = rows.get(table, key)
    assert row is not None
    if rows.evidence.articles_of(table, key) == {entry.article_id}:
        stays = rows.rekey(table, key, values, partial(joined, table))
    else:
        stays = rows.copy(table, row, values)
        rows.evidence.move_article(
            (table, key), (table, stays), entry.article_id, lambda column: True
        )
        rows.mark(table, key, RULE, None)
    rows.mark(table, stays, RULE, next(iter(values)))


def _forget_unsupported(rows: WorkingRows, entry: Split, own: Row) -> None:
    """Take from the row what only the words of the article supported."""
    table = entry.table_name
    for group in _GROUPS[table]:
        supported = any(rows.evidence.articles_of(table, entry.record_id, c) for c in group)
        if not supported and any(own.get(column) is not None for column in group):
            rows.change(table, entry.record_id, dict.fromkeys(group))


def _name_anew(rows: WorkingRows, entry: Split) -> None:
    """Name both by the fullest form that is left to them, unless that is how they are named."""
    for actor_id in (entry.record_id, entry.new_id):
        actor = rows.get("actors", actor_id)
        forms = [
            key.split("/", 1)[1]
            for other, key, _ in rows.referring("actors", actor_id)
            if other == "actor_names"
        ]
        made = any(isinstance(e, Split) for e in rows.touched_by("actors", actor_id, ()))
        if actor is not None and forms and (made or actor["name"] not in forms):
            fullest = min(forms, key=lambda form: (-len(form), form))
            if fullest != actor["name"]:
                rows.change("actors", actor_id, {"name": fullest})
