"""Dates by the calendar: days, ranges, months, seasons, quarters, years and feasts."""

from __future__ import annotations

import re
from datetime import date

from toolkit.parsers.english.dates.calendar_spans import (
    Span,
    existing_day,
    month_span,
    months_span,
    shift_days,
    shift_months,
    year_span,
)
from toolkit.parsers.english.dates.date_context import (
    DAYTIME,
    PART,
    YEAR_TAIL,
    DateContext,
    Resolved,
    implied_year,
    one_day,
    rule,
    stated_year,
)
from toolkit.parsers.english.dates.date_words import (
    DAY,
    MONTH,
    MONTH_NAME,
    ORDINAL,
    SEASONS,
    TO,
    WEEKDAY,
    WEEKDAY_SHORT,
    YEAR,
    day_number,
    month_number,
    weekday_number,
)


def _resolve_iso(match: re.Match[str], context: DateContext) -> Resolved | None:
    return one_day(existing_day(int(match["y"]), int(match["m"]), int(match["d"])))


def _resolve_figures(match: re.Match[str], context: DateContext) -> Resolved | None:
    """Resolve "11/06/2026" day first, month first where the calendar leaves no other reading."""
    day, month, year = int(match["d"]), int(match["m"]), int(match["y"])
    return one_day(existing_day(year, month, day) or existing_day(year, day, month))


def _resolve_day(match: re.Match[str], context: DateContext) -> Resolved | None:
    month, day = month_number(match["month"]), day_number(match["d"])
    weekday = weekday_number(match["weekday"]) if match["weekday"] else None
    year = stated_year(match, context) or implied_year(context, month, day, weekday)
    return (None, "day") if year is None else one_day(existing_day(year, month, day))


def _resolve_range(match: re.Match[str], context: DateContext) -> Resolved | None:
    groups = match.groupdict()
    last_month = month_number(match["month2"])
    first_month = month_number(groups["month1"]) if groups.get("month1") else last_month
    first_day, last_day = day_number(match["d1"]), day_number(match["d2"])
    year = stated_year(match, context) or implied_year(context, last_month, last_day)
    if year is None:
        return None, "span"
    last = existing_day(year, last_month, last_day)
    first = existing_day(year if first_month <= last_month else year - 1, first_month, first_day)
    if first is None or last is None or last < first:
        return None
    return (first, last), "span"


def _resolve_months(match: re.Match[str], context: DateContext) -> Resolved | None:
    first, last = month_number(match["month1"]), month_number(match["month2"])
    year = stated_year(match, context) or implied_year(context, last)
    if year is None:
        return None, "span"
    return months_span(year if first <= last else year - 1, first, last), "span"


def _resolve_month(match: re.Match[str], context: DateContext) -> Resolved | None:
    month = month_number(match["month"])
    lead = (match["lead"] or "").lower()
    year = stated_year(match, context)
    reference = context.reference
    if year is None and reference and lead:
        before, after = month >= reference.month, month <= reference.month
        year = reference.year - (lead == "last" and before) + (lead == "next" and after)
    if year is None:
        year = implied_year(context, month)
    if year is None:
        return None, "month"
    if match["part"]:
        return part_of_month(match["part"], month_span(year, month), context)
    return month_span(year, month), "month"


_WEEKS = {"first": (1, 7), "second": (8, 14), "third": (15, 21), "fourth": (22, 28)}


def part_of_month(words: str, month: Span, context: DateContext) -> Resolved:
    """Return the part of a month that "early", "mid", "the second half of" ... single out.

    Early, middle and late are its first, second and last ten days or so; "before the end
    of" runs from the day of the report.
    """
    first, last = month
    part = words.lower().removeprefix("the ")
    which = part.split()[0]
    reference = context.reference
    if part.startswith("before") and reference and reference <= last:
        return (reference, last), "span"
    if "half" in part:
        middle = first.replace(day=15)
        return ((first, middle) if which == "first" else (shift_days(middle, 1), last)), "span"
    if "week" in part and which in _WEEKS:
        start, end = _WEEKS[which]
        return (first.replace(day=start), first.replace(day=end)), "span"
    if "week" in part:
        return (shift_days(last, -6), last), "span"
    if "mid" in part:
        return (first.replace(day=11), first.replace(day=20)), "span"
    if which in ("late", "end", "last") or "end of" in part:
        return (first.replace(day=21), last), "span"
    return (first, first.replace(day=10)), "span"


def _resolve_season(match: re.Match[str], context: DateContext) -> Resolved | None:
    first, last = SEASONS[match["season"].lower()]
    lead = (match["lead"] or "").lower()
    year = stated_year(match, context)
    reference = context.reference
    if year is None and reference:
        year = reference.year
        starts, ends = date(year, first, 1), months_span(year, first, last)[1]
        ahead = starts > reference
        if (lead == "last" and ends >= reference) or (
            ahead and lead != "next" and context.direction() == "past"
        ):
            year -= 1
        elif lead == "next" and not ahead:
            year += 1
    return (None, "span") if year is None else (months_span(year, first, last), "span")


_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}


def _resolve_quarter(match: re.Match[str], context: DateContext) -> Resolved | None:
    number = _QUARTERS[match["number"].lower()]
    year = stated_year(match, context)
    if year is None:
        return None, "span"
    return months_span(year, number * 3 - 2, number * 3), "span"


def _resolve_day_alone(match: re.Match[str], context: DateContext) -> Resolved | None:
    """Resolve "on the 9th" within the month of the mention before, or of the report."""
    day, today = day_number(match["d"]), context.today
    near = context.previous[0] if context.previous else context.reference
    if near is None:
        return None, "day"
    direction = context.direction()
    if today is None or (context.previous and direction != "future"):
        return one_day(existing_day(near.year, near.month, day))
    step = 0
    if day > today.day and direction == "past":
        step = -1
    elif day < today.day and direction == "future":
        step = 1
    month = shift_months(today, step)
    return one_day(existing_day(month.year, month.month, day))


def _resolve_year(match: re.Match[str], context: DateContext) -> Resolved | None:
    return year_span(int(match["year"])), "year"


def _resolve_years(match: re.Match[str], context: DateContext) -> Resolved | None:
    first, last = int(match["y1"]), int(match["y2"])
    if last < 100:
        last += first // 100 * 100
    if last < first:
        return None
    return (date(first, 1, 1), date(last, 12, 31)), "span"


_FEASTS = {
    "All Saints' Day": (11, 1),
    "Boxing Day": (12, 26),
    "Christmas Day": (12, 25),
    "Christmas Eve": (12, 24),
    "Epiphany": (1, 6),
    "New Year's Day": (1, 1),
    "New Year's Eve": (12, 31),
    "Valentine's Day": (2, 14),
}


def _resolve_feast(match: re.Match[str], context: DateContext) -> Resolved | None:
    month, day = _FEASTS[match["feast"].replace("’", "'")]
    year = stated_year(match, context) or implied_year(context, month, day)
    return (None, "day") if year is None else one_day(existing_day(year, month, day))


_FROM = rf"(?:[Ff]rom |[Bb]etween )?(?:{WEEKDAY},? )?"
_A_WEEKDAY = rf"(?:, a {WEEKDAY}\b)?"
_FEAST = "|".join(re.escape(feast).replace("'", "['’]") for feast in _FEASTS)

CALENDAR_RULES = (
    rule("date.iso", "f", r"(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b", _resolve_iso),
    rule(
        "date.figures",
        "f",
        r"(?P<d>[0-3]?\d)(?P<sep>[./])(?P<m>[0-3]?\d)(?P=sep)(?P<y>(?:19|20)\d\d)\b",
        _resolve_figures,
    ),
    rule(
        "date.range",
        "fdw",
        rf"{_FROM}(?P<d1>{DAY}){TO}(?:{WEEKDAY},? )?(?P<d2>{DAY}) (?:of )?(?P<month2>{MONTH})"
        rf"{YEAR_TAIL}(?!\w)",
        _resolve_range,
    ),
    rule(
        "date.range",
        "mdw",
        rf"{_FROM}(?P<month2>{MONTH}) (?P<d1>{DAY}){TO}(?P<d2>{DAY}){YEAR_TAIL}"
        rf"(?!\w| {MONTH_NAME})",
        _resolve_range,
    ),
    rule(
        "date.range",
        "fdw",
        rf"{_FROM}(?P<d1>{DAY}) (?P<month1>{MONTH})(?: {YEAR})?{TO}(?:{WEEKDAY},? )?(?P<d2>{DAY})"
        rf" (?P<month2>{MONTH}){YEAR_TAIL}(?!\w)",
        _resolve_range,
    ),
    rule(
        "date.range",
        "mdw",
        rf"{_FROM}(?P<month1>{MONTH}) (?P<d1>{DAY}){TO}(?:{WEEKDAY},? )?(?P<month2>{MONTH})"
        rf" (?P<d2>{DAY}){YEAR_TAIL}(?!\w)",
        _resolve_range,
    ),
    rule(
        "date.day",
        "fdw",
        rf"(?:(?P<weekday>{WEEKDAY_SHORT}){DAYTIME},? ?)?(?:the )?(?P<d>{DAY}|{ORDINAL})[ -]"
        rf"(?:of |day of )?(?P<month>{MONTH})(?!\w){YEAR_TAIL}{_A_WEEKDAY}",
        _resolve_day,
    ),
    rule(
        "date.day",
        "md",
        rf"(?:(?P<weekday>{WEEKDAY_SHORT}){DAYTIME},? ?)?(?P<month>{MONTH})(?: the)?"
        rf" (?P<d>{DAY}|{ORDINAL}){YEAR_TAIL}{_A_WEEKDAY}",
        _resolve_day,
    ),
    rule(
        "date.months",
        "mw",
        rf"(?:[Ff]rom |[Bb]etween )?(?P<month1>{MONTH_NAME})(?: (?:to|and|until|through) |–|-)"
        rf"(?P<month2>{MONTH_NAME}){YEAR_TAIL}(?!\w)",
        _resolve_months,
    ),
    rule(
        "date.month",
        "mw",
        rf"(?:(?P<lead>[Ll]ast|[Nn]ext|[Tt]his) )?{PART}(?P<month>{MONTH})(?!\w|[-–]\w){YEAR_TAIL}",
        _resolve_month,
    ),
    rule(
        "date.season",
        "w",
        r"(?:(?P<lead>[Ll]ast|[Tt]his|[Nn]ext) |(?:in )?the )?"
        rf"(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter|fall(?= of {YEAR}| {YEAR}))"
        rf"(?: (?:of |in )?(?P<year>{YEAR}|(?:last|this|next) year))?\b",
        _resolve_season,
    ),
    rule(
        "date.quarter",
        "w",
        r"(?:the )?(?P<number>first|second|third|fourth|last) quarter of "
        rf"(?P<year>{YEAR}|(?:last|this|next) year)",
        _resolve_quarter,
    ),
    rule(
        "date.day_alone",
        "w",
        r"(?:[Oo]n|[Uu]ntil|[Bb]y|[Oo]f) the (?P<d>(?:3[01]|[12]?\d)(?:st|nd|rd|th))"
        r"(?=[.,;:)]| [A-Z]| (?:he|she|they|it|the|and|at|in|with|for|of this|by|to|a|was|were|"
        r"after|before|came|met|did)\b)",
        _resolve_day_alone,
    ),
    rule("date.feast", "n", rf"(?P<feast>{_FEAST})(?: (?P<year>{YEAR}))?\b", _resolve_feast),
    rule(
        "date.years",
        "fw",
        r"(?P<y1>(?:19|20)\d\d)[-–](?P<y2>(?:19|20)?\d\d)\b(?![-–.,]\d)",
        _resolve_years,
    ),
    rule(
        "date.year",
        "f",
        rf"(?P<year>{YEAR})(?![\w%’'-]\w|\w|%| ?%| votes| people| seats)",
        _resolve_year,
    ),
)
