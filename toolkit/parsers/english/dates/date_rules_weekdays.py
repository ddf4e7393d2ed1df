"""Weekdays, the weekend, and words for a day counted from today: "on Monday", "last night"."""

from __future__ import annotations

import re

from toolkit.parsers.english.dates.calendar_spans import (
    nearest_weekday,
    shift_days,
    week_of,
    weekday_after,
    weekday_before,
)
from toolkit.parsers.english.dates.date_context import DAYTIME, DateContext, Resolved, one_day, rule
from toolkit.parsers.english.dates.date_words import WEEKDAY, weekday_number

NARRATIVE_DAYS = 10
"""How far after the article's first full date a story told day by day may have come."""


def _resolve_weekday(match: re.Match[str], context: DateContext) -> Resolved | None:
    weekday = weekday_number(match["weekday"])
    groups = match.groupdict()
    lead = (groups.get("side") or groups.get("lead") or "").lower().strip()
    tail = groups.get("tail") or ""
    if lead in ("previous", "preceding", "following") or tail in ("after", "before"):
        if context.previous is None:
            return None, "day"
        if lead == "following" or tail == "after":
            return one_day(weekday_after(context.previous[1], weekday))
        return one_day(weekday_before(shift_days(context.previous[0], -1), weekday))
    if context.today is None:
        return _weekday_without_today(weekday, lead, context)
    today = context.today
    monday = week_of(today)[0]
    if tail == "before last":
        return one_day(weekday_before(shift_days(today, -8), weekday))
    if "last week" in tail or "week before" in tail:
        return one_day(shift_days(monday, weekday - 7))
    if tail.endswith("next week") or tail == "week":
        return one_day(shift_days(monday, weekday + 7))
    if tail.endswith("this week"):
        return one_day(shift_days(monday, weekday))
    if lead in ("last", "past") or tail == "last":
        return one_day(weekday_before(shift_days(today, -1), weekday))
    if lead in ("next", "coming") or tail == "next":
        return one_day(weekday_after(today, weekday))
    if _lies_ahead(match, weekday, lead, context):
        return one_day(weekday_after(shift_days(today, -1), weekday))
    return one_day(weekday_before(today, weekday))


def _lies_ahead(match: re.Match[str], weekday: int, lead: str, context: DateContext) -> bool:
    """Tell whether a bare weekday is the coming one: by the tense, a present tense too.

    "Sunday's vote" in a clause in the present is the last Sunday's; "this Friday" is to
    come unless the clause is past and the week has had its Friday.
    """
    direction = context.direction()
    possessive = match.string[match.end() : match.end() + 2] in ("'s", "’s")
    if direction == "future" or (direction == "present" and not possessive):
        return True
    today = context.today
    return lead == "this" and (
        direction is None or (today is not None and weekday > today.weekday())
    )


def _weekday_without_today(weekday: int, lead: str, context: DateContext) -> Resolved | None:
    """Place a weekday by the day that the text named last: the nearest such weekday.

    A look back to before the first full date does not move the story.
    """
    near = context.anchor
    if near is None:
        return None, "day"
    previous = context.previous
    if previous and -1 <= (previous[1] - near).days <= NARRATIVE_DAYS:
        near = previous[1]
        if 0 < (near - previous[0]).days <= 7:
            return one_day(weekday_after(shift_days(previous[0], -1), weekday))
    if lead in ("next", "coming"):
        return one_day(weekday_after(near, weekday))
    if lead in ("last", "past"):
        return one_day(weekday_before(shift_days(near, -1), weekday))
    return one_day(nearest_weekday(near, weekday))


def _resolve_weekdays(match: re.Match[str], context: DateContext) -> Resolved | None:
    """Resolve "from Thursday to Saturday" by its last day."""
    first, last = weekday_number(match["weekday1"]), weekday_number(match["weekday"])
    end = _resolve_weekday(match, context)
    if end is None or end[0] is None:
        return None, "span"
    last_day = end[0][1]
    return (shift_days(last_day, -((last - first) % 7 or 7)), last_day), "span"


_DAY_WORDS = {
    "earlier today": 0,
    "last evening": -1,
    "last night": -1,
    "later today": 0,
    "the day after tomorrow": 2,
    "the day before yesterday": -2,
    "this afternoon": 0,
    "this evening": 0,
    "this morning": 0,
    "today": 0,
    "tomorrow": 1,
    "tonight": 0,
    "yesterday": -1,
}


def _resolve_day_word(match: re.Match[str], context: DateContext) -> Resolved | None:
    if context.today is None:
        return None, "day"
    return one_day(shift_days(context.today, _DAY_WORDS[match["word"].lower()]))


def _resolve_weekend(match: re.Match[str], context: DateContext) -> Resolved | None:
    """Resolve a weekend: on its own days that one, before it the last or, ahead, the coming."""
    today = context.today
    if today is None:
        return None, "span"
    lead = (match["lead"] or "the").lower()
    saturday = shift_days(week_of(today)[0], 5)
    ahead = lead in ("next", "coming") or (lead != "last" and context.direction() == "future")
    if lead == "last" or (today < saturday and not ahead):
        saturday = shift_days(saturday, -7)
    return (saturday, shift_days(saturday, 1)), "span"


_LEAD = (
    r"(?:(?P<lead>[Ll]ast|[Nn]ext|[Tt]his|[Cc]oming|[Pp]ast|[Pp]revious|[Pp]receding|[Ff]ollowing)"
    r" )?(?P<side>coming |past )?"
)
_NOT_A_NEWSPAPER = (
    r"(?! (?:Argus|Briefing|Express|Group|Herald|Independent|Mail|Market|Mirror|Monitor|Mosque|"
    r"Movement|Nation|Observer|People|Post|Review|Standard|Star|Sun|Telegraph|Times|Tribune|"
    r"Vision|World))"
)

WEEKDAY_RULES = (
    rule(
        "date.weekdays",
        "dw",
        rf"(?:[Ff]rom |[Bb]etween )?(?P<weekday1>{WEEKDAY}){DAYTIME}"
        rf"(?: (?:to|and|until|till|through) |–|-)(?P<weekday>{WEEKDAY})\b",
        _resolve_weekdays,
    ),
    rule(
        "date.weekday",
        "dw",
        rf"{_LEAD}(?P<weekday>{WEEKDAY})(?![\w]|-\w){_NOT_A_NEWSPAPER}{DAYTIME}"
        r"(?: (?:of )?(?P<tail>(?:the )?(?:last|next|this) week|the week before|"
        r"week(?=[\s.,;:)])|(?:after|before)(?=[.,;:)])|before last|"
        r"(?:last|next)(?=[.,;:)]| (?:at|he|in|is|it|she|the[yi]?r?)\b))(?!\w))?",
        _resolve_weekday,
    ),
    rule(
        "date.day_word",
        "w",
        r"(?P<word>[Tt]he day (?:before yesterday|after tomorrow)|(?:[Ee]arlier |[Ll]ater )?"
        r"[Tt]oday|[Tt]onight|[Yy]esterday|[Tt]omorrow|[Ll]ast (?:night|evening)|"
        r"[Tt]his (?:morning|afternoon|evening))\b(?!['’]s (?:world|generation|youth))"
        r"(?: (?:morning|afternoon|evening|night))?",
        _resolve_day_word,
    ),
    rule(
        "date.weekend",
        "w",
        r"(?:[Aa]t|[Oo]ver|[Dd]uring|[Oo]n) the weekend\b(?P<lead>)",
        _resolve_weekend,
    ),
    rule(
        "date.weekend",
        "w",
        r"(?:[Tt]he )?(?P<lead>[Ll]ast|[Pp]ast|[Tt]his|[Nn]ext|[Cc]oming) weekend\b",
        _resolve_weekend,
    ),
)
