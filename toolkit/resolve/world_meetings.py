"""The meetings of the world, with their keys and the accounts that tell of each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from toolkit.resolve.aligned import Aligned
from toolkit.resolve.footprints import Footprint
from toolkit.resolve.former import meeting_identity
from toolkit.resolve.found_things import FoundThings
from toolkit.resolve.meeting_accounts import MeetingAccounts
from toolkit.resolve.meeting_report import MeetingReport
from toolkit.resolve.meetings import WorldMeeting, join_accounts
from toolkit.resolve.shards import Shards
from toolkit.resolve.stable_ids import StableIds

_FOUND = {
    "anchor": "int64",
    "article_id": "string",
    "first_word": "int64",
    "kind": "string",
    "status": "string",
    "start_date": "date32",
    "end_date": "date32",
    "place": "string",
    "place_country": "string",
    "topic": "string",
}


_SPANS = {
    "thing": "int64",
    "article_id": "string",
    "char_start": "int64",
    "char_end": "int64",
}

_WISHES = """
SELECT anchor AS thing, article_id[:8] || '-' || first_word AS wish, NULL AS qualifier
FROM meetings_found
"""

_PARTIES = """
SELECT DISTINCT thing, actor_id FROM meeting_parties JOIN actors USING (grp)
SEMI JOIN contested USING (thing) ORDER BY thing
"""


def name_meetings(accounts: MeetingAccounts, shards: Shards, keys: StableIds) -> None:
    """Make `meetings` by their earliest report, and `meeting_accounts`; `keys` gives the ids.

    A meeting is known by the number of the account by which it is named, its `anchor`.
    """
    shards.open("meetings_found", _FOUND)
    shards.open("meeting_accounts", dict.fromkeys(("account", "report", "anchor"), "int64"))
    shards.open("meeting_spans", _SPANS)
    shards.open("meeting_parties", dict.fromkeys(("thing", "grp"), "int64"))
    for part in accounts.parts():
        for meeting in join_accounts(part):
            anchor = meeting.anchor.number
            shards.add("meetings_found", _row(meeting))
            for account in meeting.accounts:
                shards.add("meeting_accounts", (account.number, account.report, anchor))
                if keys.has_memory:
                    _add_traces(account, anchor, shards)
    shards.close("meetings_found", "meeting_accounts", "meeting_spans", "meeting_parties")
    keys.assign(
        "meetings", FoundThings(_WISHES, "FROM meeting_spans", partial(_footprints, shards))
    )
    shards.execute(
        "CREATE VIEW meetings AS SELECT id AS meeting_id, * EXCLUDE (id, article_id, first_word, "
        "thing) FROM meetings_found JOIN meetings_keys ON thing = anchor"
    )


def _add_traces(account: MeetingReport, anchor: int, shards: Shards) -> None:
    """Add where an account was read, and whom it tells of."""
    for start, end in account.spans:
        shards.add("meeting_spans", (anchor, account.article_id, start, end))
    for group in account.actors:
        shards.add("meeting_parties", (anchor, group))


def _row(meeting: WorldMeeting) -> tuple[Any, ...]:
    anchor, placed = meeting.anchor, meeting.placed
    return (
        *(anchor.number, anchor.article_id, meeting.first_word, meeting.kind),
        *(meeting.latest.status, *(meeting.interval or (None, None))),
        *(placed.place_name, placed.place_country, meeting.topic),
    )


def _footprints(shards: Shards) -> Iterator[tuple[int, Footprint]]:
    """Yield by what each contested meeting is known again."""
    contested = "SEMI JOIN contested USING (thing) ORDER BY thing"
    spans = Aligned(shards.rows(f"FROM meeting_spans {contested}"))
    told = Aligned(shards.rows(_PARTIES))
    for anchor, start, end in shards.rows(
        "SELECT anchor, start_date, end_date FROM meetings_found "
        "SEMI JOIN contested ON thing = anchor ORDER BY anchor"
    ):
        where = frozenset(
            (article_id, first, last) for article_id, first, last in spans.take(anchor)
        )
        parties = frozenset(actor_id for (actor_id,) in told.take(anchor))
        yield anchor, Footprint(where, parties, meeting_identity(parties, start, end))
