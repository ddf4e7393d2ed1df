"""Numbers and days as a reader says them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day_in_words(day: date) -> str:
    """Return "3 June 2020"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def span_in_words(start: date | None, end: date | None) -> str:
    """Return a day, the month or year that an interval is, or both its ends."""
    if start is None or end is None:
        return "day not known"
    if start == end:
        return day_in_words(start)
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year} to {end.year}"
    if start.day == 1 and (start.year, start.month) == (end.year, end.month) and is_month_end(end):
        return f"{MONTHS[start.month - 1]} {start.year}"
    return f"between {day_in_words(start)} and {day_in_words(end)}"


def is_month_end(day: date) -> bool:
    """Return whether a day is the last of its month."""
    return day.day == days_of_month(day)


def days_of_month(day: date) -> int:
    """Return how many days the month of a day has."""
    if day.month == 2:
        leap = day.year % 4 == 0 and (day.year % 100 != 0 or day.year % 400 == 0)
        return 29 if leap else 28
    return 30 if day.month in (4, 6, 9, 11) else 31


def counted(count: int, noun: str, plural: str | None = None) -> str:
    """Return "1 meeting", "2,000 meetings"."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def short_number(count: int) -> str:
    """Return a round number in few letters: 500, 5,000, 100k, 20M."""
    for size, letter in ((10**9, "bn"), (10**6, "M"), (10**4, "k")):
        if count >= size:
            return f"{count / (1000 if letter == 'k' else size):g}{letter}"
    return f"{count:,}"


def share_in_words(share: float) -> str:
    """Return a percentage as an article prints it: 22.94%, 5%."""
    return f"{share:.2f}".rstrip("0").rstrip(".") + "%"


def listed(words: Iterable[str], most: int = 20) -> str:
    """Return words with commas between them, and how many more there are."""
    told: Sequence[str] = tuple(words)
    more = len(told) - most
    return ", ".join(told[:most]) + (f" and {more:,} more" if more > 0 else "")
