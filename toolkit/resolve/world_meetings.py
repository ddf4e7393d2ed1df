"""The meetings of the world, with their keys and the accounts that tell of each."""

from __future__ import annotations

from typing import Any

from toolkit.resolve.footprints import Footprint
from toolkit.resolve.former import meeting_identity
from toolkit.resolve.identifiers import Wish
from toolkit.resolve.meeting_accounts import MeetingAccounts
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


def name_meetings(accounts: MeetingAccounts, shards: Shards, keys: StableIds) -> None:
    """Fill `meetings` by their earliest report, and `meeting_accounts`; `keys` gives the ids.

    A meeting is known by the number of the account by which it is named, its `anchor`.
    """
    shards.open("meetings_found", _FOUND)
    shards.open("meeting_accounts", dict.fromkeys(("account", "report", "anchor"), "int64"))
    actor_ids = _actor_ids(shards) if keys.has_memory else {}
    footprints: dict[int, Footprint] = {}
    for part in accounts.parts():
        for meeting in join_accounts(part):
            anchor = meeting.anchor.number
            shards.add("meetings_found", _row(meeting))
            for account in meeting.accounts:
                shards.add("meeting_accounts", (account.number, account.report, anchor))
            if keys.has_memory:
                footprints[anchor] = _footprint(meeting, actor_ids)
    shards.close("meetings_found", "meeting_accounts")
    in_order = "SELECT anchor, article_id, first_word FROM meetings_found ORDER BY anchor"
    wishes = (Wish(f"{article[:8]}-{word}") for _, article, word in shards.rows(in_order))
    found = [footprint for _, footprint in sorted(footprints.items(), key=lambda one: one[0])]
    shards.open("meeting_ids", {"anchor": "int64", "meeting_id": "string"})
    meeting_ids = keys.assign("meetings", found, wishes)
    for (anchor, _, _), meeting_id in zip(shards.rows(in_order), meeting_ids, strict=True):
        shards.add("meeting_ids", (anchor, meeting_id))
    shards.close("meeting_ids")
    shards.execute(
        "CREATE VIEW meetings AS "
        "SELECT meeting_id, * EXCLUDE (meeting_id, article_id, first_word) "
        "FROM meetings_found JOIN meeting_ids USING (anchor)"
    )


def _row(meeting: WorldMeeting) -> tuple[Any, ...]:
    anchor, placed = meeting.anchor, meeting.placed
    return (
        *(anchor.number, anchor.article_id, meeting.first_word, meeting.kind),
        *(meeting.latest.status, *(meeting.interval or (None, None))),
        *(placed.place_name, placed.place_country, meeting.topic),
    )


def _actor_ids(shards: Shards) -> dict[int, str]:
    return dict(shards.rows("SELECT grp, actor_id FROM actors"))


def _footprint(meeting: WorldMeeting, actor_ids: dict[int, str]) -> Footprint:
    spans = frozenset(
        (account.article_id, start, end)
        for account in meeting.accounts
        for start, end in account.spans
    )
    parties = frozenset(actor_ids[group] for one in meeting.accounts for group in one.actors)
    start, end = meeting.interval or (None, None)
    return Footprint(spans, parties, meeting_identity(parties, start, end))
