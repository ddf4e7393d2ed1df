"""Weekdays of a story that is not of the last days: "the Monday", "last week: ... on Tuesday"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from toolkit.parsers.english.dates.calendar_spans import (
    shift_days,
    weekday_after,
    weekday_before,
)
from toolkit.parsers.english.dates.date_direction import sentence_around
from toolkit.parsers.english.dates.date_words import WEEKDAYS
from toolkit.parsers.english.reading import DateMention

REACH = 300
"""How many characters before "the Monday" the day may stand from which the story goes on."""

_THE = re.compile(r"\b[Tt]he $")
_ALONE = re.compile(r"[.,;:)]|\s(?:at|he|in|of|on|she|that|they|to|when|with)\b")
_DAYS_OF = re.compile(r"[^.;\n]*:[^.;:\n]*")
"""What stands between a week and the days on which something happened in it."""
_WEEK = 7


def place_told_weekdays(
    text: str, mentions: Sequence[DateMention], today: date | None
) -> list[DateMention]:
    """Return the mentions, in order, such weekdays placed by the date that they belong to."""
    found: list[DateMention] = []
    week: DateMention | None = None
    for number, mention in enumerate(mentions):
        bare = mention.rule == "date.weekday" and text.startswith(WEEKDAYS, mention.start)
        if bare and mention.first and today:
            day = mention.first.weekday()
            if week and week.first and _DAYS_OF.fullmatch(text, week.end, mention.start):
                mention = _on(mention, shift_days(week.first, day))
            elif _THE.search(text, max(0, mention.start - 4), mention.start):
                mention = _of_story(text, mention, found, mentions[number + 1 :])
        elif mention.precision == "week":
            week = mention
        found.append(mention)
    return found


def _on(mention: DateMention, day: date) -> DateMention:
    return replace(mention, first=day, last=day)


def _of_story(
    text: str, mention: DateMention, before: Sequence[DateMention], after: Sequence[DateMention]
) -> DateMention:
    """Return "the Monday" as that before a day of its sentence, else that after the last day."""
    if mention.first is None or not _ALONE.match(text, mention.end):
        return mention
    weekday = mention.first.weekday()
    _, end = sentence_around(text, mention.start, mention.end)
    if after and after[0].start < end and _is_far(after[0], mention.first):
        return _on(mention, weekday_before(after[0].first or mention.first, weekday))
    if before and mention.start - before[-1].end < REACH and _is_far(before[-1], mention.first):
        return _on(mention, weekday_after(before[-1].last or mention.first, weekday))
    return mention


def _is_far(day: DateMention, other: date) -> bool:
    """Tell whether a mention is a day more than a week before another."""
    return day.precision == "day" and day.first is not None and (other - day.first).days > _WEEK
