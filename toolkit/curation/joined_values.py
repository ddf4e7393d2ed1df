"""What is known of a thing when two rows of it become one."""

from __future__ import annotations

from datetime import date
from typing import Any

from toolkit.tables import primary_key

Row = dict[str, Any]

_INTERVAL = ("start_date", "end_date")
_PLACE = ("place", "place_country")

MEASURES = ("votes", "vote_share", "seats", "seats_change", "outcome")
"""What a result states of a contender."""


def joined(table: str, stays: Row, goes: Row) -> Row:
    """Return the row that stays, with what only the row that goes knows.

    An interval of days is taken from the row that goes only where it is the narrower of two
    that agree, and its place only where it lies in the same country: what belongs together is
    never mixed of two accounts.
    """
    known = dict(stays)
    for column, value in goes.items():
        if column not in (*primary_key(table), *_INTERVAL, *_PLACE) and known[column] is None:
            known[column] = value
    if _INTERVAL[0] in known and _is_narrower(_interval(goes), _interval(stays)):
        known |= {column: goes[column] for column in _INTERVAL}
    if "place" in known and known["place"] is None:
        country = known["place_country"]
        if country is None or country == goes["place_country"]:
            known |= {column: goes[column] for column in _PLACE}
    return known


def agree(one: Row, other: Row) -> bool:
    """Tell whether two results of a contender state nothing that the other denies."""
    return all(
        one[measure] is None or other[measure] is None or one[measure] == other[measure]
        for measure in MEASURES
    )


def _interval(row: Row) -> tuple[date, date] | None:
    start, end = (row[column] for column in _INTERVAL)
    return None if start is None or end is None else (start, end)


def _is_narrower(goes: tuple[date, date] | None, stays: tuple[date, date] | None) -> bool:
    if goes is None or goes == stays:
        return False
    return stays is None or (stays[0] <= goes[0] and goes[1] <= stays[1])
