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
"""How many characters before a weekday the day or week may stand to which it belongs."""

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
            if week and week.first and _is_told_of(text, week, mention):
                mention = _on(mention, shift_days(week.first, day))
            elif _THE.search(text, max(0, mention.start - 4), mention.start):
                mention = _of_story(text, mention, found[-1:], mentions[number + 1 : number + 2])
        elif mention.precision == "week":
            week = mention
        found.append(mention)
    return found


def _is_told_of(text: str, week: DateMention, mention: DateMention) -> bool:
    """Tell whether a weekday stands in a list of what happened in a week: "last week: ..."."""
    near = mention.start - week.end < REACH
    return near and _DAYS_OF.fullmatch(text, week.end, mention.start) is not None


def _on(mention: DateMention, day: date) -> DateMention:
    return replace(mention, first=day, last=day)


def _of_story(
    text: str, mention: DateMention, before: Sequence[DateMention], after: Sequence[DateMention]
) -> DateMention:
    """Return "the Monday" as that before a day of its sentence, else that after the last day.

    `before` and `after` hold the mention next to it on either side, if there is one.
    """
    if mention.first is None or not _ALONE.match(text, mention.end):
        return mention
    weekday = mention.first.weekday()
    _, end = sentence_around(text, mention.start, mention.end)
    if after and after[0].start < end and _is_far(after[0], mention.first):
        return _on(mention, weekday_before(after[0].first or mention.first, weekday))
    if before and mention.start - before[0].end < REACH and _is_far(before[0], mention.first):
        return _on(mention, weekday_after(before[0].last or mention.first, weekday))
    return mention


def _is_far(day: DateMention, other: date) -> bool:
    """Tell whether a mention is a day more than a week before another."""
    return day.precision == "day" and day.first is not None and (other - day.first).days > _WEEK
