"""Give a meeting the status of its latest report, after its reports have changed."""

from __future__ import annotations

from datetime import date

from toolkit.curation.working_rows import WorkingRows


def settle_meetings(rows: WorkingRows) -> None:
    """Do so for every meeting whose reports curation changed."""
    for meeting_id, rule in sorted(rows.unsettled.items()):
        settle_meeting(rows, meeting_id, rule)
    rows.unsettled.clear()


def settle_meeting(rows: WorkingRows, meeting_id: str, rule: str) -> None:
    """Give one meeting that status; what supported another one is no evidence any more."""
    meeting = rows.get("meetings", meeting_id)
    reports = reports_of(rows, meeting_id)
    if meeting is None or not reports:
        return
    status = max((_recency(rows, article), status) for article, status in reports.items())[1]
    if status == meeting["status"]:
        return
    rows.change("meetings", meeting_id, {"status": status})
    support_status(rows, meeting_id, rule)


def support_status(rows: WorkingRows, meeting_id: str, rule: str) -> None:
    """Leave as evidence of a meeting's status only the words of reports that give it."""
    meeting = rows.get("meetings", meeting_id)
    reports = reports_of(rows, meeting_id)
    assert meeting is not None
    status = meeting["status"]
    rows.evidence.remove_where(
        "meetings",
        meeting_id,
        lambda row: row["field"] == "status" and reports.get(row["article_id"]) != status,
    )
    first = min(article for article, given in reports.items() if given == status)
    span = rows.evidence.main_span("meeting_reports", f"{meeting_id}/{first}", "status")
    rows.mark("meetings", meeting_id, rule, "status", span)


def reports_of(rows: WorkingRows, meeting_id: str) -> dict[str, str]:
    """Return the status that each article gives a meeting."""
    found = {}
    for table, key, _ in rows.referring("meetings", meeting_id):
        row = rows.get(table, key)
        if table == "meeting_reports" and row is not None:
            found[row["article_id"]] = row["status"]
    return found


def _recency(rows: WorkingRows, article_id: str) -> tuple[date, str]:
    article = rows.get("articles", article_id)
    return (article and article["published_on"]) or date.min, article_id
