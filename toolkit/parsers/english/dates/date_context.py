"""What a rule for dates is, what it knows where a date stands, and the year it lacks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from toolkit.parsers.english.dates.calendar_spans import Span, existing_day, month_span
from toolkit.parsers.english.dates.date_words import AMOUNT, YEAR, amount

FLIP_DAYS = 60
"""From how far away a day without a year is moved to the other side by the tense."""
WEEKDAY_CYCLE = 11
"""Years after which every day of the year has fallen on every weekday at least once."""


@dataclass(frozen=True, slots=True)
class DateContext:
    """What is known where a date stands.

    `today`: the day of the report; `anchor`: a day near which the text's days lie where
    there is no report day; `previous`: what the mention before it was resolved to, be it
    no mere year, and `named`: be it one; `year`: the year that months without one belong to
    where nothing else tells; `direction` answers "past", "present", "future" or None from the
    words around.
    """

    today: date | None
    anchor: date | None
    previous: Span | None
    named: Span | None
    year: int | None
    direction: Callable[[], str | None]

    @property
    def reference(self) -> date | None:
        """The day to count from, the report's own if it is known."""
        return self.today or self.anchor


Resolved = tuple[Span | None, str]
"""The days and their precision ("day", "week", "month", "year", "span")."""
Resolve = Callable[[re.Match[str], DateContext], Resolved | None]
"""What a match means in a context; None where the words turn out not to be a date."""


@dataclass(frozen=True, slots=True)
class DateRule:
    """A form: its name, what it can open with, its pattern, and what a match means.

    `openings`: letters for figure, month, weekday, name of a feast, other word.
    """

    name: str
    openings: str
    pattern: re.Pattern[str]
    resolve: Resolve


def rule(name: str, openings: str, pattern: str, resolve: Resolve) -> DateRule:
    """Return a rule with its pattern compiled."""
    return DateRule(name, openings, re.compile(pattern), resolve)


def one_day(day: date | None) -> Resolved | None:
    """Return a day as what a rule resolves to, None for none."""
    return None if day is None else ((day, day), "day")


YEAR_TAIL = (
    rf"(?:(?:,? |-)(?:of )?(?P<year>{YEAR}|(?:last|this|next|that|the same) year(?!['’])"
    rf"|{AMOUNT} years? (?:ago|earlier))|[’'](?P<short>\d\d)\b)?"
)
"""Pattern of the year after a day or month: ", 2018", " last year", " three years ago", "'18"."""
PART = (
    r"(?:(?P<part>[Ee]arly|[Mm]id|[Ll]ate|[Ee]arly in|[Ll]ate in|before the end of|"
    r"(?:the )?(?:middle|beginning|start|end) of|"
    r"(?:the )?(?:first|second|third|fourth|last) (?:half|week|ten days|days) of)[- ])?"
)
"""Pattern of what singles out a part of a month."""
DAYTIME = r"(?: (?:early )?(?:morning|afternoon|evening|night|noon|midday|lunchtime))?"
"""Pattern of the time of day that may follow a weekday."""


def stated_year(match: re.Match[str], context: DateContext) -> int | None:
    """Return the year that a match states, in figures or as "last year", None if it states none."""
    groups = match.groupdict()
    words = groups.get("year")
    if not words:
        short = groups.get("short")
        return 2000 + int(short) if short else None
    if words[0].isdigit() and " " not in words:
        return int(words)
    if "that" in words or "same" in words:
        return context.named[0].year if context.named else None
    reference = context.reference
    if words.endswith("earlier") and context.previous:
        reference = context.previous[0]
    if reference is None:
        return None
    if words.endswith(("ago", "earlier")):
        return reference.year - amount(words.rpartition(" year")[0])
    return reference.year + {"last": -1, "this": 0, "next": 1}[words.split()[0]]


def implied_year(
    context: DateContext, month: int, day: int | None = None, weekday: int | None = None
) -> int | None:
    """Return the year of a day or month without one: that nearest to the reference day.

    A clause in the past or future tense shuts out far days on the other side. A weekday
    leaves the years in which the day falls on it; without a reference day, the first of
    them from `context.year`.
    """
    if weekday is not None and day is not None:
        return _year_by_weekday(context, month, day, weekday)
    reference = context.reference or (context.previous[1] if context.previous else None)
    if reference is None:
        return context.year if day is None else None
    nearest = min(
        (reference.year - 1, reference.year, reference.year + 1),
        key=lambda year: abs((month_span(year, month)[0] - reference).days + (day or 15) - 1),
    )
    start, end = month_span(nearest, month)
    known = existing_day(nearest, month, day) if day else None
    first, last = known or start, known or end
    if (first - reference).days > FLIP_DAYS and context.direction() == "past":
        return nearest - 1
    if (reference - last).days > FLIP_DAYS and context.direction() == "future":
        return nearest + 1
    return nearest


def _year_by_weekday(context: DateContext, month: int, day: int, weekday: int) -> int | None:
    centre = context.reference.year if context.reference else context.year
    if centre is None:
        return None
    fitting = [
        year
        for year in range(centre - WEEKDAY_CYCLE, centre + WEEKDAY_CYCLE + 1)
        if (found := existing_day(year, month, day)) and found.weekday() == weekday
    ]
    if context.reference is None:
        return next((year for year in fitting if year >= centre), None)
    return min(fitting, key=lambda year: abs(year - centre), default=None)
