"""Every mention of a day or a stretch of days in a text, placed in the calendar.

The rules (`date_rules`) resolve each form by itself; here they are tried at every place
where a date can begin, in the order of the text, each knowing what the mention before it
was resolved to. An article that does not say its own day is placed by the first full date
that it names, as the annotation guide asks: "Monday, October 11" in a text that looks back
on 2018 is the first year after it in which that day is a Monday.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from functools import lru_cache

from toolkit.parsers.english.dates.calendar_spans import Span
from toolkit.parsers.english.dates.date_context import DateContext, DateRule
from toolkit.parsers.english.dates.date_direction import direction, is_moved_from
from toolkit.parsers.english.dates.date_rules import RULES
from toolkit.parsers.english.dates.date_stretches import join_stretches
from toolkit.parsers.english.dates.date_words import (
    AMOUNT,
    AMOUNTS,
    MONTH,
    MONTHS,
    ORDINAL,
    ORDINALS,
    WEEKDAY_SHORT,
    WEEKDAYS,
)
from toolkit.parsers.english.dates.told_weekdays import place_told_weekdays
from toolkit.parsers.english.reading import DateMention

Phrase = tuple[DateRule, re.Match[str]]

_OPENING = re.compile(
    r"(?<![\w.,/€$£-])(?:"
    r"(?P<f>\d)"
    rf"|(?P<m>{MONTH}(?!\w))"
    rf"|(?P<d>{WEEKDAY_SHORT}(?!\w))"
    r"|(?P<n>Christmas|Boxing Day|New Year|Epiphany|Valentine|All Saints)"
    r"|(?P<w>(?i:last|next|this|late|early|mid|today|tonight|yesterday|tomorrow|coming|past|"
    r"current|previous|preceding|following|before the (?:end of|(?:week|month|year) is)|"
    r"spring|summer|autumn|winter|fall|"
    r"from|between|earlier|later|recently|within)[ -]"
    r"|(?i:today|tonight|yesterday|tomorrow|recently|spring|summer|autumn|winter)\b"
    r"|(?i:that|the) (?:very |same |next |following |previous |last |past |coming |current |first |"
    r"second |third |fourth |middle |beginning |start |end |day|night|evening|week|morning|"
    rf"afternoon|month|year|spring|summer|autumn|winter|fall|{ORDINAL}|\d)"
    r"|(?:[Oo]n|[Uu]ntil|[Bb]y|[Oo]f) the \d|(?:[Aa]t|[Oo]ver|[Dd]uring|[Oo]n) the weekend"
    r"|[Ii]n (?:recent|the|(?:spring|summer|autumn|winter|fall))\b"
    rf"|(?:{AMOUNT}|[A-Z][a-z]{{0,5}}) (?:day|night|week|fortnight|month|year)s?"
    r" (?:ago|later|earlier|before|after)"
    rf"|{ORDINAL} "
    r"|(?:a few|several|some|many) (?:days|weeks|months|years) ))"
)
_WRAPPED = re.compile(r"[\u00a0\u202f]|\n(?<=[^\n]{60}\n)(?=\S)")
"""Spaces that do not break, and ends of lines that are only wrapped.

What is behind is looked at last: so the search can leap from one such mark to the next.
"""
_TOKEN = re.compile(r"[A-Za-z]+|(?<!\w)\d")
_LEADS = frozenset(
    [
        "a",
        "all",
        "an",
        "at",
        "before",
        "between",
        "boxing",
        "by",
        "christmas",
        "coming",
        "current",
        "during",
        "earlier",
        "early",
        "epiphany",
        "fall",
        "following",
        "from",
        "in",
        "last",
        "late",
        "later",
        "many",
        "mid",
        "new",
        "next",
        "of",
        "on",
        "over",
        "past",
        "preceding",
        "previous",
        "recently",
        "several",
        "some",
        "spring",
        "summer",
        "that",
        "the",
        "this",
        "today",
        "tomorrow",
        "tonight",
        "until",
        "valentine",
        "autumn",
        "winter",
        "within",
        "yesterday",
    ]
).union(
    (form.lower() for names in MONTHS for form in names),
    (form.lower() for name in WEEKDAYS for form in (name, name[:3])),
    (word.split()[0].split("-")[0] for word in (*AMOUNTS, *ORDINALS)),
)
"""First words, in lower case, of all that `_OPENING` matches."""
_BY_OPENING = {
    letter: tuple(rule for rule in RULES if letter in rule.openings) for letter in "fmdnw"
}
_FULL_DAY = frozenset({"date.day", "date.iso", "date.figures", "date.range"})
_STRETCHES = frozenset({"date.months", "date.range", "date.weekdays"})
_NOT_PREVIOUS = frozenset({"date.vague", "date.within", "date.year", "date.years"})
"""Rules whose mentions "the next day" or "three days later" never count from."""

_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|since|until|till|by|of|during|from|for|before|after|the|to|between|and|or|through|"
    r"throughout|around|its|their|his|her|a|every|against|at|than|last|next|this|late|early|mid|"
    r"every|each)[ -]|[(,] )$",
    re.IGNORECASE,
)
_ALSO_WORDS = frozenset({"May", "March", "April", "June", "August"})
_NAME_FOLLOWS = re.compile(r" [A-Z][a-z]")


def find_dates(
    text: str, today: date | None, years: Collection[int] = ()
) -> tuple[DateMention, ...]:
    """Return the date mentions of the text, in order, not overlapping.

    `years`: years that the context speaks of besides those in the text, for months without
    a year where there is no `today`. The words around tell what lies ahead from what is
    past; where they do not, days without a year are the nearest, weekdays the last.
    """
    text = _with_plain_spaces(text)
    phrases = _find_phrases(text, 0, len(text))
    anchor = None
    year = None
    if today is None:
        named = {*_named_years(phrases), *years}
        anchor = _first_full_day(phrases, max(named, default=None))
        year = named.pop() if len(named) == 1 else None
    found: list[DateMention] = []
    previous: Span | None = None
    last_named: Span | None = None
    for rule, match in phrases:
        start, end = match.span()

        def around(start: int = start, end: int = end) -> str | None:
            return direction(text, start, end)

        resolved = rule.resolve(
            match, DateContext(today, anchor, previous, last_named, year, around)
        )
        if resolved is None:
            continue
        span, precision = resolved
        first, last = span or (None, None)
        found.append(DateMention(start, end, first, last, precision, rule.name))
        if span is not None:
            last_named = span
            if rule.name not in _NOT_PREVIOUS:
                previous = span
    return tuple(join_stretches(text, place_told_weekdays(text, found, today)))


def find_full_dates(text: str, start: int, end: int) -> tuple[tuple[int, int, date], ...]:
    """Return (start, end, day) of the days within [start, end) that are named with their year.

    A night "5–6 March 2030" counts as its last day; longer stretches are left out.
    """
    nothing = DateContext(None, None, None, None, None, _no_direction)
    found = []
    for rule, match in _find_phrases(_with_plain_spaces(text), start, end):
        if rule.name in _FULL_DAY:
            resolved = rule.resolve(match, nothing)
            if resolved and resolved[0] and (resolved[0][1] - resolved[0][0]).days <= 1:
                found.append((match.start(), match.end(), resolved[0][1]))
    return tuple(found)


# The header asks once for each dateline of a text.
@lru_cache(maxsize=1)
def _with_plain_spaces(text: str) -> str:
    """Return the text, as long as it was, with plain spaces for those that its layout needs."""
    return _WRAPPED.sub(" ", text)


def _no_direction() -> str | None:
    return None


def _find_phrases(text: str, start: int, end: int) -> list[Phrase]:
    """Return the first rule that matches at each place where a date can open, with its match."""
    phrases: list[Phrase] = []
    position = start
    for token in _TOKEN.finditer(text, start, end):
        word = token[0]
        if word.lower() not in _LEADS and word.isalpha():
            continue
        at = token.start()
        if at < position:
            continue
        opening = _OPENING.match(text, at, end)
        if opening is None:
            continue
        for rule in _BY_OPENING[opening.lastgroup or "w"]:
            match = rule.pattern.match(text, at, end)
            if match and _is_date(text, rule.name, match):
                phrases.append((rule, match))
                position = match.end()
                break
    return phrases


def _is_date(text: str, rule: str, match: re.Match[str]) -> bool:
    """Tell a month by itself from the verb, the forename and the surname of the same form.

    "Postponed from July to September" is no stretch, but two dates.
    """
    if rule in _STRETCHES:
        opening = re.match(r"[Ff]rom ", match[0])
        return not is_moved_from(text, match.start() + (opening.end() if opening else 0))
    if rule != "date.month" or match["year"] or match["lead"] or match["part"]:
        return True
    word = match["month"]
    if (len(word) < 4 and word != "May") or word.isupper():
        return False
    name_follows = _NAME_FOLLOWS.match(text, match.end()) is not None
    if _BEFORE_MONTH.search(text, max(0, match.start() - 12), match.start()):
        return not name_follows
    return word not in _ALSO_WORDS and not name_follows


def _named_years(phrases: list[Phrase]) -> list[int]:
    """Return the years that the phrases give in figures."""
    named = (match.groupdict().get("year") or "" for _, match in phrases)
    return [int(year) for year in named if year[:1].isdigit()]


def _first_full_day(phrases: list[Phrase], year: int | None) -> date | None:
    """Return the first day named with its year, or else fixed by weekday, day and month.

    Weekday, day and month leave one year in about six: the first from `year`, the latest
    that the text names.
    """
    for context in (
        DateContext(None, None, None, None, None, _no_direction),
        DateContext(None, None, None, None, year, _no_direction),
    ):
        for rule, match in phrases:
            if rule.name not in _FULL_DAY:
                continue
            if context.year is not None and not match.groupdict().get("weekday"):
                continue
            resolved = rule.resolve(match, context)
            if resolved and resolved[0]:
                return resolved[0][0]
    return None
