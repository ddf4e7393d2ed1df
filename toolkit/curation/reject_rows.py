"""Remove a row that is wrong, with what depends on it."""

from __future__ import annotations

from toolkit.curation.cell_values import fields_of
from toolkit.curation.entries import Rejection
from toolkit.curation.errors import NotApplicable
from toolkit.curation.working_rows import WorkingRows

RULE = "curation/reject"


def reject_row(rows: WorkingRows, entry: Rejection) -> None:
    """Remove a row; raises NotApplicable where it is not there."""
    table, record = entry.table_name, entry.record_id
    if rows.get(table, record) is None:
        raise NotApplicable(f"there is no {record} in {table}, so it is not needed any more")
    remove_row(rows, table, record, RULE)


def remove_row(rows: WorkingRows, table: str, record: str, rule: str) -> None:
    """Remove a row and the rows that mean nothing without it.

    A row that can do without it loses the value that named it, and says so by `rule`.
    """
    row = rows.get(table, record)
    if row is None:
        return
    if table == "articles":
        _remove_words_of_article(rows, record, rule)
    rows.remove(table, record)
    for other, key, column in rows.referring(table, record):
        if rows.get(other, key) is None:
            continue
        if _is_required(other, column):
            remove_row(rows, other, key, rule)
        else:
            rows.evidence.remove_field(other, key, column)
            rows.change(other, key, {column: None})
            rows.mark(other, key, rule, column)
    if table == "meeting_reports":
        _forget_report(rows, row["meeting_id"], row["article_id"], rule)
    if table in ("meeting_participants", "meeting_reports"):
        _check_meeting(rows, row["meeting_id"], rule)


def _is_required(table: str, column: str) -> bool:
    required: bool = fields_of(table)[column].get("constraints", {}).get("required", False)
    return required


def _forget_report(rows: WorkingRows, meeting_id: str, article_id: str, rule: str) -> None:
    """Remove what only this article says of the meeting."""
    cells = [("meetings", meeting_id)] if rows.get("meetings", meeting_id) is not None else []
    cells += [
        (table, key)
        for table, key, _ in rows.referring("meetings", meeting_id)
        if table == "meeting_participants"
    ]
    for table, key in cells:
        _forget_article(rows, table, key, article_id, rule)
    rows.unsettled[meeting_id] = rule


def _remove_words_of_article(rows: WorkingRows, article_id: str, rule: str) -> None:
    for table, key in rows.evidence.cells_of_article(article_id):
        if table != "articles":
            _forget_article(rows, table, key, article_id, rule)


def _forget_article(rows: WorkingRows, table: str, key: str, article_id: str, rule: str) -> None:
    """Remove the words of an article from the support of a row, and the row if it has no other."""
    if article_id not in rows.evidence.articles_of(table, key):
        return
    rows.evidence.remove_where(table, key, lambda e: e["article_id"] == article_id)
    if rows.evidence.has_any(table, key):
        rows.mark(table, key, rule, None)
    else:
        remove_row(rows, table, key, rule)


def _check_meeting(rows: WorkingRows, meeting_id: str, rule: str) -> None:
    """Remove a meeting that no one took part in or that no article reports."""
    if rows.get("meetings", meeting_id) is None:
        return
    left = {table for table, _, _ in rows.referring("meetings", meeting_id)}
    if {"meeting_participants", "meeting_reports"} <= left:
        rows.mark("meetings", meeting_id, rule, None)
    else:
        remove_row(rows, "meetings", meeting_id, rule)
