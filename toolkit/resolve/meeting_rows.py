"""What one article gives the tables of meetings: participants, its report, and their evidence."""

from __future__ import annotations

from typing import Any

from toolkit.facts import MeetingFact
from toolkit.resolve.actor_rows import Actors
from toolkit.resolve.evidence import EvidenceRows, of_whole_row
from toolkit.resolve.reports import Report

ROLES = ("mediator", "host", "participant")
"""Roles in the order that settles a tied vote: the more telling ones first."""

_OF_THE_REPORT = {
    "status": "status",
    "certainty": "certainty",
    "source": "source_id",
    "source_id": "source_id",
}
"""Fields of a meeting fact that are claims of its article, and their columns."""


def participant_rows(meeting_id: str, fact: MeetingFact, actors: Actors) -> list[dict[str, Any]]:
    """Return meeting, actor and role of each who took part by one article."""
    return [
        {"meeting_id": meeting_id, "actor_id": actors[one.actor].actor_id, "role": one.role}
        for one in fact.participants
    ]


def meeting_report_row(
    meeting_id: str, report: Report, fact: MeetingFact, actors: Actors
) -> dict[str, Any]:
    """Return a row of `meeting_reports`."""
    return {
        "meeting_id": meeting_id,
        "article_id": report.article_id,
        "status": fact.status,
        "certainty": fact.certainty,
        "source_id": None if fact.source is None else actors[fact.source].actor_id,
    }


def add_meeting_evidence(
    row: dict[str, Any], report: Report, fact: MeetingFact, actors: Actors, evidence: EvidenceRows
) -> None:
    """Add what one account supports: the meeting, who took part, the report, and their columns.

    Evidence of a column of `meetings` is that of the accounts whose value the `row` has.
    """
    article_id, meeting_id = report.article_id, row["meeting_id"]
    for participant in fact.participants:
        record = (meeting_id, actors[participant.actor].actor_id)
        evidence.add(article_id, "meeting_participants", record, participant.evidence)
    as_a_whole = of_whole_row(fact.evidence)
    evidence.add(article_id, "meetings", (meeting_id,), as_a_whole)
    evidence.add(article_id, "meeting_reports", (meeting_id, article_id), as_a_whole)
    for span in fact.evidence:
        field = span.field
        if field in _OF_THE_REPORT:
            column = _OF_THE_REPORT[field]
            record = (meeting_id, article_id)
            evidence.add(article_id, "meeting_reports", record, [span], column)
        if field in row and _gives(fact, field, row[field]):
            evidence.add(article_id, "meetings", (meeting_id,), [span], field)


def _gives(fact: MeetingFact, field: str, value: Any) -> bool:
    """Tell whether an account has the value of the row (a topic may be cut short there)."""
    own = getattr(fact, field)
    if field == "topic" and own and value:
        return str(own).startswith(value)
    return own is not None and own == value
