"""Days and weeks singled out within a month: "the last day of July", "the week of 3 April"."""

from __future__ import annotations

import re

from toolkit.parsers.english.dates.calendar_spans import (
    existing_day,
    month_span,
    nth_weekday,
    week_of,
)
from toolkit.parsers.english.dates.date_context import (
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
    WEEKDAY,
    day_number,
    month_number,
    weekday_number,
)

_RANKS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}


def _resolve_nth_weekday(match: re.Match[str], context: DateContext) -> Resolved | None:
    month = month_number(match["month"])
    year = stated_year(match, context) or implied_year(context, month)
    if year is None:
        return None, "day"
    return one_day(
        nth_weekday(year, month, weekday_number(match["weekday"]), _RANKS[match["rank"]])
    )


def _resolve_end_day(match: re.Match[str], context: DateContext) -> Resolved | None:
    month = month_number(match["month"])
    year = stated_year(match, context) or implied_year(context, month)
    if year is None:
        return None, "day"
    return one_day(month_span(year, month)[0 if match["rank"] == "first" else 1])


def _resolve_week_of(match: re.Match[str], context: DateContext) -> Resolved | None:
    month, day = month_number(match["month"]), day_number(match["d"])
    year = stated_year(match, context) or implied_year(context, month, day)
    known = None if year is None else existing_day(year, month, day)
    return (week_of(known) if known else None), "week"


_WEEK_OF = rf"[Tt]he week (?:of|beginning|starting)(?: on)? (?:{WEEKDAY},? )?"

WITHIN_RULES = (
    rule(
        "date.nth_weekday",
        "w",
        rf"[Tt]he (?P<rank>first|second|third|fourth|last) (?P<weekday>{WEEKDAY}) (?:of|in)"
        rf" (?P<month>{MONTH})(?!\w){YEAR_TAIL}",
        _resolve_nth_weekday,
    ),
    rule(
        "date.day",
        "w",
        rf"[Tt]he (?:very )?(?P<rank>first|last) day (?:of|in) (?P<month>{MONTH})(?!\w){YEAR_TAIL}",
        _resolve_end_day,
    ),
    rule(
        "date.week_of",
        "w",
        rf"{_WEEK_OF}(?:the )?(?P<d>{DAY}) (?:of )?(?P<month>{MONTH})(?!\w){YEAR_TAIL}",
        _resolve_week_of,
    ),
    rule(
        "date.week_of",
        "w",
        rf"{_WEEK_OF}(?P<month>{MONTH}) (?P<d>{DAY}){YEAR_TAIL}",
        _resolve_week_of,
    ),
)
