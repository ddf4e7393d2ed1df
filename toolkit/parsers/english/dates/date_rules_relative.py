"""Stretches counted from the report or from the date before: "last month", "two days later"."""

from __future__ import annotations

import re
from datetime import date

from toolkit.parsers.english.dates.calendar_spans import (
    existing_day,
    month_span,
    shift_days,
    shift_months,
    week_of,
    year_span,
)
from toolkit.parsers.english.dates.date_context import PART, DateContext, Resolved, one_day, rule
from toolkit.parsers.english.dates.date_rules_calendar import part_of_month
from toolkit.parsers.english.dates.date_words import AMOUNT, MONTH, amount

_DAY_BEFORE = re.compile(
    rf"(?:\b(?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})(?: \d{{4}})?"
    r"|day|night|morning|evening|afternoon),? $"
)
_STEPS = {"last": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
_WEEKS = {"week": 7, "fortnight": 14}


def _unit_span(unit: str, day: date, step: int) -> Resolved:
    """Return the week, fortnight, month or year `step` after that of `day`."""
    if unit == "week":
        return week_of(shift_days(day, 7 * step)), "week"
    if unit == "fortnight":
        return (shift_days(day, -14), day) if step < 0 else (day, shift_days(day, 14)), "span"
    if unit == "month":
        start = shift_months(day, step)
        return month_span(start.year, start.month), "month"
    return year_span(day.year + step), "year"


def _resolve_unit(match: re.Match[str], context: DateContext) -> Resolved | None:
    unit = match["unit"]
    day = context.today or (context.anchor if unit in ("month", "year") else None)
    if day is None:
        return None, "span" if unit == "fortnight" else unit
    span, precision = _unit_span(unit, day, _STEPS[match["lead"].lower()])
    if unit == "month" and span and match["part"]:
        return part_of_month(match["part"], span, context)
    return span, precision


def _resolve_week_before_last(match: re.Match[str], context: DateContext) -> Resolved | None:
    return (None, "week") if context.today is None else _unit_span("week", context.today, -2)


def _shifted(day: date, unit: str, number: int) -> Resolved:
    """Return the day, week, month or year that lies `number` units from `day`."""
    if unit in ("day", "night"):
        return (shift_days(day, number), shift_days(day, number)), "day"
    if unit == "fortnight":
        return (shift_days(day, 14 * number), shift_days(day, 14 * number)), "day"
    return _unit_span(unit, day, number)


def _resolve_ago(match: re.Match[str], context: DateContext) -> Resolved | None:
    reference = context.today or (context.anchor if match["unit"] in ("month", "year") else None)
    if reference is None:
        return None, "day"
    unit, number = match["unit"], amount(match["amount"])
    if match["today"] and context.today:
        return one_day(_same_day(context.today, unit, -number))
    if unit == "year" and number == 1:
        return _unit_span("month", reference, -12)
    return _shifted(reference, unit, -number)


def _same_day(day: date, unit: str, number: int) -> date | None:
    """Return the day `number` weeks, months or years from `day`, None where there is none."""
    if unit in _WEEKS:
        return shift_days(day, number * _WEEKS[unit])
    if unit in ("day", "night"):
        return shift_days(day, number)
    month = shift_months(day, number * (12 if unit == "year" else 1))
    return existing_day(month.year, month.month, day.day)


def _resolve_past_days(match: re.Match[str], context: DateContext) -> Resolved | None:
    """Resolve "the past ten days", up to the day of the report."""
    if context.today is None:
        return None, "span"
    number = amount(match["amount"])
    start = _same_day(context.today, match["unit"], -number) or context.today
    return (start, context.today), "span"


def _resolve_rest(match: re.Match[str], context: DateContext) -> Resolved | None:
    """Resolve "before the month is out", from the day of the report."""
    if context.today is None:
        return None, "span"
    span, _ = _unit_span(match["unit"], context.today, 0)
    return (None if span is None else (context.today, span[1])), "span"


def _resolve_within(match: re.Match[str], context: DateContext) -> Resolved | None:
    """Resolve "within three months", from the day of the report, where it lies ahead."""
    if context.direction() == "past":
        return None
    if context.today is None:
        return None, "span"
    last = _same_day(context.today, match["unit"], amount(match["amount"]))
    if last is None:
        return None, "span"
    inside = match["unit"] in ("month", "year")
    return (context.today, shift_days(last, -1) if inside else last), "span"


def _resolve_from_previous(match: re.Match[str], context: DateContext) -> Resolved | None:
    """Resolve "two days later"; "a week later" than a known day is that weekday.

    "Two months later, to the day" is a day too.
    """
    if context.previous is None:
        return None, "day"
    first, last = context.previous
    sign = 1 if match["side"] in ("later", "after", "afterwards") else -1
    day, number = (last if sign > 0 else first), sign * amount(match["amount"])
    unit = match["unit"]
    exact = first == last and (unit in _WEEKS or match["exact"])
    return (exact and one_day(_same_day(day, unit, number))) or _shifted(day, unit, number)


def _resolve_after_vote(match: re.Match[str], context: DateContext) -> Resolved | None:
    """Resolve "two days after the vote" to the day of the vote: so long before what is told.

    That happened on the day named right before, or last if in the last week, else today.
    """
    today, told = context.today, context.today
    if context.previous and context.previous[0] == context.previous[1]:
        day = context.previous[0]
        recent = today is not None and shift_days(today, -6) <= day <= today
        told = day if recent or _DAY_BEFORE.search(match.string, 0, match.start()) else told
    if told is None:
        return None, "day"
    return _shifted(told, match["unit"], -amount(match["amount"]))


def _resolve_same(match: re.Match[str], context: DateContext) -> Resolved | None:
    """Resolve "that day", "the next day", "the same week" by the mention before."""
    unit = match["unit"]
    reference = context.named if unit == "year" else context.previous
    if reference is None:
        return None, "day"
    first, last = reference
    lead, step = match["lead"].lower(), 0
    if lead.endswith(("next", "following")) or match["side"] == "after":
        step = 1
    elif lead.endswith("previous") or match["side"] == "before":
        step = -1
    if unit in ("week", "month", "year"):
        return _unit_span(unit, last if step > 0 else first, step)
    if (last - first).days > 6:
        return None, "day"
    if step == 0:
        return (first, last), "day"
    return one_day(shift_days(last if step > 0 else first, step))


def _resolve_vague(match: re.Match[str], context: DateContext) -> Resolved | None:
    return None, "span"


_AMOUNT = rf"(?<![Hh]alf )(?P<amount>(?i:{AMOUNT}))"
_UNITS = r"(?P<unit>day|night|week|fortnight|month|year)s?"

RELATIVE_RULES = (
    rule(
        "date.unit",
        "w",
        rf"{PART}(?:[Tt]he )?(?P<lead>[Ll]ast|[Pp]ast|[Tt]his|[Cc]urrent|[Nn]ext|[Cc]oming)"
        r" (?P<unit>week|month|year|fortnight)\b(?!-)",
        _resolve_unit,
    ),
    rule("date.unit", "w", r"[Tt]he week before last\b", _resolve_week_before_last),
    rule(
        "date.ago",
        "wf",
        rf"{_AMOUNT} {_UNITS} ago\b(?:(?P<today> today\b)| this month\b)?",
        _resolve_ago,
    ),
    rule(
        "date.past_days",
        "w",
        rf"[Tt]he (?:last|past) {_AMOUNT} (?P<unit>day|week|month)s\b(?! of\b)",
        _resolve_past_days,
    ),
    rule(
        "date.rest",
        "w",
        r"[Bb]efore the (?P<unit>week|month|year) is (?:out|over)\b",
        _resolve_rest,
    ),
    rule(
        "date.within",
        "w",
        rf"[Ww]ithin (?:the (?:next|coming) )?{_AMOUNT} {_UNITS}\b(?!-| (?:of|after|from)\b|['’])",
        _resolve_within,
    ),
    rule(
        "date.from_previous",
        "wf",
        rf"{_AMOUNT} {_UNITS} (?P<side>later|afterwards|earlier|(?:before|after)(?=[.,;]| that))"
        r"(?P<exact>,? to the day\b)?",
        _resolve_from_previous,
    ),
    rule(
        "date.after_vote",
        "wf",
        rf"{_AMOUNT} (?P<unit>day|night|week|fortnight|month)s? after"
        r"(?= (?:(?:[\w’'-]+ ){0,3}(?:polls?|elections?|vote|voting|run-?off|referendum|ballot|"
        r"by-?elections?|bypolls?|primary|primaries|first round|second round)\b"
        r"|(?:[\w’'-]+ ){1,3}(?:voted|went to the polls)\b))",
        _resolve_after_vote,
    ),
    rule(
        "date.same",
        "w",
        r"(?P<lead>[Tt]hat(?: same)?|[Tt]he (?:very )?same|[Tt]he next|[Tt]he following|"
        r"[Tt]he previous|[Nn]ext|(?=[Tt]he (?:day|night|evening) (?:after|before)))"
        r"(?: ?[Tt]he)? ?(?P<unit>day|morning|afternoon|evening|night|week|month|year)\b"
        r"(?: (?P<side>after|before)(?=[.,;:)]| (?:that|he|she|they|the|by|in|at|with)\b))?",
        _resolve_same,
    ),
    rule(
        "date.vague",
        "w",
        r"[Ii]n (?:recent|the past few|the last few|the coming) (?:days|weeks|months|years)\b|"
        r"[Rr]ecently\b|(?:a few|several|some|many) (?:days|weeks|months|years) "
        r"(?:ago|earlier|later)\b",
        _resolve_vague,
    ),
)
