"""How values are worded on pages: days, numbers, sizes, countries, addresses."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

NOTHING = "–"
"""What stands where there is no value."""

_CODE = re.compile(r"`([^`]+)`")
_UNITS = ("bytes", "kB", "MB", "GB", "TB")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_CONTROL = re.compile(r"[\x00-\x20\x7f]")


def number(value: float | None) -> str:
    """Return a number with a comma between thousands: `1,234`, `22.94`; a dash for none."""
    return NOTHING if value is None else f"{value:,}"


def counted(value: int, singular: str, plural: str | None = None) -> str:
    """Return a number and the word for what it counts: `1 meeting`, `2 meetings`."""
    return f"{value:,} {singular if value == 1 else plural or singular + 's'}"


def size(count: int) -> str:
    """Return a number of bytes for people, in steps of 1,000: `832.1 kB`."""
    amount = float(count)
    for unit in _UNITS:
        if amount < 1000 or unit == _UNITS[-1]:
            break
        amount /= 1000
    return f"{count:,} bytes" if unit == _UNITS[0] else f"{amount:,.1f} {unit}"


def day(value: date | None) -> str:
    """Return a day in words: `3 June 2020`; a dash for none."""
    return NOTHING if value is None else f"{value.day} {_month_name(value)} {value.year}"


@lru_cache(10_000)
def days(start: date | None, end: date | None) -> str:
    """Return the days between which something was: one day, a month, a year or both ends."""
    if start is None or end is None:
        return "day not known"
    if start == end:
        return day(start)
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year} to {end.year}"
    ends_month = end == date.max or (end + timedelta(days=1)).day == 1
    if start.day == 1 and ends_month and _month(start) == _month(end):
        return f"{_month_name(start)} {start.year}"
    if start.year != end.year:
        return f"{day(start)} to {day(end)}"
    if start.month != end.month:
        return f"{start.day} {_month_name(start)} to {day(end)}"
    return f"{start.day} to {day(end)}"


def words(value: str | None) -> str:
    """Return the name of a value as words: `exit_poll` is `exit poll`; a dash for none."""
    return NOTHING if value is None else value.replace("_", " ")


@cache
def country(code: str | None) -> str:
    """Return the name of a country by its code of ISO 3166-1; the code where it has none."""
    if code is None:
        return NOTHING
    import pycountry

    found = pycountry.countries.get(alpha_2=code)
    return code if found is None else str(getattr(found, "common_name", found.name))


def where(place: str | None, code: str | None) -> str:
    """Return a place with its country: `Baghdad, Iraq`; a dash where neither is known."""
    return f"{place}, {country(code)}" if place and code else place or country(code)


@cache
def status(value: str) -> Markup:
    """Return the status of a meeting with the sign that the style sheet gives it."""
    return Markup('<span class="status {}">{}</span>').format(value, words(value))


def prose(text: str | None) -> Markup:
    """Return text as HTML, with what stands between backticks as code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text or ""))))


def web_address(text: str | None) -> str | None:
    """Return an address that a page may lead to, None for any that isn't plain http or https."""
    if text is None or _CONTROL.search(text):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme in ("http", "https") and parts.hostname else None


def listed(names: list[Any], more: int = 0) -> str:
    """Return names as a list in a sentence: `A, B and C`, `A, B and 3 more`."""
    said = [str(name) for name in names] + ([f"{more:,} more"] if more else [])
    return " and ".join(filter(None, [", ".join(said[:-1]), *said[-1:]]))


def _month_name(value: date) -> str:
    # strftime would name it in the language of the machine.
    return _MONTHS[value.month - 1]


def _month(value: date) -> tuple[int, int]:
    return value.year, value.month
