"""Rows of `meetings`, `meeting_participants` and `meeting_reports`, and their evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from toolkit.facts import MeetingFact
from toolkit.resolve.actors import ActorOf
from toolkit.resolve.evidence import EvidenceRows, of_whole_row
from toolkit.resolve.meeting_report import MeetingReport
from toolkit.resolve.meetings import WorldMeeting
from toolkit.resolve.reports import Report
from toolkit.resolve.voting import majority

Rows = list[dict[str, Any]]

_ROLES = ("mediator", "host", "participant")
"""Roles in the order that settles a tied vote: the more telling ones first."""

_OF_THE_REPORT = {
    "status": "status",
    "certainty": "certainty",
    "source": "source_id",
    "source_id": "source_id",
}
"""Fields of a meeting fact that are claims of its article, and their columns."""


def meeting_rows(
    meetings: Sequence[WorldMeeting],
    reports: Sequence[Report],
    actor_of: ActorOf,
    evidence: EvidenceRows,
) -> tuple[Rows, Rows, Rows]:
    """Return the rows of `meetings`, `meeting_participants` and `meeting_reports`.

    Evidence of a column of `meetings` is that of the accounts whose value the row has.
    """
    number_of = {report.article_id: number for number, report in enumerate(reports)}
    rows, participants, accounts = [], [], []
    for meeting in meetings:
        row = _row(meeting)
        rows.append(row)
        roles: dict[str, list[str]] = {}
        for account in meeting.accounts:
            number = number_of[account.report.article_id]
            _add_row_evidence(row, account, evidence)
            for participant in account.fact.participants:
                actor_id = actor_of(number, participant.actor)
                roles.setdefault(actor_id, []).append(participant.role)
                evidence.add(
                    account.report.article_id,
                    "meeting_participants",
                    (meeting.meeting_id, actor_id),
                    participant.evidence,
                )
            source = account.fact.source
            accounts.append(
                {
                    "meeting_id": meeting.meeting_id,
                    "article_id": account.report.article_id,
                    "status": account.fact.status,
                    "certainty": account.fact.certainty,
                    "source_id": None if source is None else actor_of(number, source),
                }
            )
        participants += [
            {
                "meeting_id": meeting.meeting_id,
                "actor_id": actor_id,
                "role": majority(given, _ROLES),
            }
            for actor_id, given in roles.items()
        ]
    return rows, participants, accounts


def _row(meeting: WorldMeeting) -> dict[str, Any]:
    start, end = meeting.interval or (None, None)
    return {
        "meeting_id": meeting.meeting_id,
        "kind": meeting.kind,
        "status": meeting.latest.fact.status,
        "start_date": start,
        "end_date": end,
        "place": meeting.placed.fact.place,
        "place_country": meeting.placed.fact.place_country,
        "topic": meeting.topic,
    }


def _add_row_evidence(row: dict[str, Any], account: MeetingReport, evidence: EvidenceRows) -> None:
    """Add what one account supports: the meeting, the report of it, and their columns."""
    fact, article_id, meeting_id = account.fact, account.report.article_id, row["meeting_id"]
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
