"""Give a row another value than the one that was read."""

from __future__ import annotations

from typing import Any

from toolkit.curation.cell_values import fields_of, value_from_text
from toolkit.curation.entries import Override
from toolkit.curation.errors import NotApplicable
from toolkit.curation.evidence_rows import Span
from toolkit.curation.settle_meetings import reports_of, support_status
from toolkit.curation.working_rows import WorkingRows

RULE = "curation/set"


def is_of_all_reports(entry: Override) -> bool:
    """Tell whether a value follows from the reports, so that it is set after them."""
    return entry.table_name == "meetings" and entry.field == "status"


def set_value(rows: WorkingRows, entry: Override, final_ids: dict[tuple[str, str], str]) -> None:
    """Set one value, with evidence at the words by which the row was read.

    `final_ids` says into which row another one went. Raises NotApplicable where the row is
    not there, has the value already, or where the value names a row that is not there.
    """
    table, record, field = entry.table_name, entry.record_id, entry.field
    row = rows.get(table, record)
    if row is None:
        merged = final_ids.get((table, record))
        told = f"{record} went into {merged}; set its value" if merged else f"there is no {record}"
        raise NotApplicable(f"{told} in {table}")
    value = value_from_text(fields_of(table)[field], entry.value)
    reference = dict(rows.references(table)).get(field)
    if reference is not None and value is not None:
        value = final_ids.get((reference, value), value)
        if rows.get(reference, value) is None:
            raise NotApplicable(f"there is no {value} in {reference}")
    if row[field] == value:
        raise NotApplicable(
            f"it is not needed any more: {field} is {entry.value or 'empty'} anyway"
        )
    if is_of_all_reports(entry):
        _set_status(rows, record, value)
        return
    span = rows.evidence.main_span(table, record, field)
    if span is None and table == "articles":
        span = Span(record, 0, 1)
    rows.evidence.remove_field(table, record, field)
    rows.change(table, record, {field: value})
    rows.mark(table, record, RULE, field, span)
    if reference == "actors" and field == "contender_id" and span is not None:
        name_in_article(rows, value, span, RULE)
    if table == "meeting_reports" and field == "status":
        rows.unsettled[row["meeting_id"]] = RULE


def name_in_article(rows: WorkingRows, actor_id: str, span: Span, rule: str) -> None:
    """Say that an article means an actor, at words that do, where nothing says it yet.

    Who stands in an election is someone whom the article names.
    """
    is_known = rows.get("actors", actor_id) is not None
    if is_known and span.article_id not in rows.evidence.articles_of("actors", actor_id):
        rows.mark("actors", actor_id, rule, None, span)


def _set_status(rows: WorkingRows, meeting_id: str, status: Any) -> None:
    if status not in reports_of(rows, meeting_id).values():
        raise NotApplicable(
            f"no report of {meeting_id} says {status}; set the status of a row of meeting_reports"
        )
    rows.change("meetings", meeting_id, {"status": status})
    support_status(rows, meeting_id, RULE)
