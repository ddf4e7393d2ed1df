"""How a row of an annotation or a package is put into words."""

from __future__ import annotations

from datetime import date
from typing import Any

from toolkit.evaluation.account import Actor, Election, Meeting, Role, Row, interval
from toolkit.evaluation.results import ResultValue


def describe(row: Row | None, of: Row | None = None) -> str:
    """Return one line that tells a row from others; `of` is the row that it belongs to."""
    match row:
        case Actor():
            actor = f"{row.name} ({_listed(row.kind, row.country)})" if row.kind else row.name
            return f"{row.name}, at: {describe(of)}" if isinstance(of, Meeting) else actor
        case Role():
            whose = f"{of.name}: " if isinstance(of, Actor) else ""
            return f"{whose}{_listed(row.title, row.organization, row.country, row.status)}"
        case Meeting():
            people = ", ".join(one.name for one in row.participants)
            where = _listed(row.place, row.place_country)
            return "; ".join(filter(None, (people, _listed(row.status, days(row)), where)))
        case ResultValue():
            number = f"{row.measure} {row.value}"
            value = f"{row.contender}: {number}" if row.contender else number
            return f"{value} ({describe(row.election)})" if row.election else value
        case Election():
            return " ".join(filter(None, (row.country, row.kind, days(row))))
    return ""


def days(row: Meeting | Election) -> str:
    """Return the day of a row, or its first and last possible day; "" where not known."""
    return show(interval(row)) or ""


def show(value: Any) -> str | None:
    """Return a value of a row as text, None where there is none."""
    if isinstance(value, tuple):
        first, last = value
        return str(first) if first == last else f"{first} to {last}"
    return None if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _listed(*parts: str | None) -> str:
    return ", ".join(filter(None, parts))
