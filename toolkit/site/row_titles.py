"""What a page calls a meeting, an election and a place of evidence."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from toolkit.site.wording import counted, country, days, listed, words
from toolkit.tables import table_names, table_schema

_VOTES = {
    "by_election": "by-election",
    "other": "vote",
    "primary": "primary",
    "referendum": "referendum",
}
"""What a kind of election is called where it isn't its name and `election`."""

_NAMED = 3


def meeting_name(row: Mapping[str, Any]) -> str:
    """Return the title of a meeting: `Call of Ann Lee and Bo Ray in Paris`."""
    kind = words(row["kind"]).capitalize()
    place = f" in {row['place']}" if row["place"] else ""
    if not row["people"]:
        return f"{kind} of unnamed parties{place}"
    named = [person["name"] for person in row["people"][:_NAMED]]
    if row["people_count"] == _NAMED + 1 == len(row["people"]):
        named = [person["name"] for person in row["people"]]
    return f"{kind} of {listed(named, row['people_count'] - len(named))}{place}"


def election_name(row: Mapping[str, Any]) -> str:
    """Return the title of an election: `Chile: regional election, Maule, round 2, ...`."""
    kind = _VOTES.get(row["kind"], f"{words(row['kind'])} election")
    parts = [f"{country(row['country'])}: {kind}" if row["country"] else kind.capitalize()]
    if row["area"]:
        parts.append(row["area"])
    if row["round"]:
        parts.append(f"round {row['round']}")
    if row["start_date"]:
        parts.append(days(row["start_date"], row["end_date"]))
    return ", ".join(parts)


def evidence_name(row: Mapping[str, Any]) -> str:
    """Return what a place of evidence supports: `Meetings: Place`, `Meetings: the row itself`."""
    if row["field"] is None:
        return f"{_table_title(row['table_name'])}: the row itself"
    title = _column_titles(row["table_name"]).get(row["field"], words(row["field"]))
    return f"{_table_title(row['table_name'])}: {title}"


def actor_summary(row: Mapping[str, Any]) -> str:
    """Return in a few words what an actor is: `person, Iraq; 7 meetings`."""
    about = words(row["kind"])
    if row["country"]:
        about += f", {country(row['country'])}"
    counts = [
        counted(count, thing)
        for count, thing in ((row["meetings"], "meeting"), (row["results"], "result"))
        if count
    ]
    return "; ".join([about, *counts])


@cache
def _table_title(table: str) -> str:
    return str(table_schema(table)["title"]) if table in table_names() else words(table)


@cache
def _column_titles(table: str) -> Mapping[str, str]:
    if table not in table_names():
        return {}
    return {field["name"]: str(field["title"]) for field in table_schema(table)["fields"]}
