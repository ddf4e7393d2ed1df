"""Read the date that metadata gives for an article."""

from __future__ import annotations

import re
from datetime import date

_MONTH_NAMES = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_DAY_OF_WEEK = r"(?:[A-Za-z]+\.?,? )?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_YEAR = r"(?P<year>\d{4})\b.*"
_FORMS = (
    re.compile(r"(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})(?:[T ]\d.*)?"),
    re.compile(r"(?P<year>\d{4})/(?P<number>\d{1,2})/(?P<day>\d{1,2})"),
    re.compile(r"(?P<year>\d{4})(?P<number>\d{2})(?P<day>\d{2})"),
    re.compile(f"{_DAY_OF_WEEK}{_DAY} {_MONTH},? {_YEAR}"),
    re.compile(f"{_DAY_OF_WEEK}{_MONTH} {_DAY},? {_YEAR}"),
)


def read_date(text: str) -> date | None:
    """Return the day that `text` states, or None where it is no date.

    Read are ISO 8601 with or without a time, 2021/10/11, 20211011, and English written
    dates ("11 October 2021", "Oct. 11, 2021 18:30"). A time zone does not move the day.
    All-number forms in which day and month could change places are not read.
    """
    text = " ".join(text.split())
    for form in _FORMS:
        match = form.fullmatch(text)
        if match is None:
            continue
        parts = match.groupdict()
        month = int(parts["number"]) if "number" in parts else _month_number(parts["month"])
        try:
            return date(int(parts["year"]), month, int(parts["day"]))
        except ValueError:
            return None
    return None


def _month_number(name: str) -> int:
    """Return 1 to 12 for an English month name or its first letters, else 0."""
    first_letters = name.lower()
    for number, month in enumerate(_MONTH_NAMES, start=1):
        if month.startswith(first_letters):
            return number
    return 0
