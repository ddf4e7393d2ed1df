"""Stretches of days that two dates make, or one date and a number of days.

"From tomorrow until Sunday" is one stretch, "17 and 24 January" are two days, and talks of
three days that ended on Tuesday began on Sunday.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from toolkit.parsers.english.dates.calendar_spans import shift_days
from toolkit.parsers.english.dates.date_direction import is_moved_from, sentence_around
from toolkit.parsers.english.dates.date_words import AMOUNT, amount
from toolkit.parsers.english.reading import DateMention

DURATION = "date.duration"
"""The rule of the days that "two days of talks" and the like state."""
LONGEST = 14
"""Most days of a duration that counts from a date."""

_FROM = re.compile(r"\b(?:[Ff]rom|[Bb]etween) (?:the )?$")
_UNTIL = re.compile(r" (?:to|and|until|till|through|up to) (?:the )?")
_DURATION = re.compile(
    rf"(?<![\w-])(?P<amount>(?i:{AMOUNT}))(?: full| solid)?[- ](?P<unit>days?)(?:-long)?"
    r"(?: of\b| (?:[a-z-]+ )?(?:conference|congress|consultations|forum|gathering|meeting|"
    r"negotiations|retreat|round|session|summit|talks|tour|trip|visit)\b)"
)
_ENDS = re.compile(
    r"\b(?:end(?:s|ed|ing)?|clos(?:es|ed)|conclud(?:es|ed)|finish(?:es|ed)|collaps(?:es|ed)|"
    r"adjourned|br(?:oke|eak) (?:off|up)|wound up|wrapped up|after)\b"
)
_BEGINS = re.compile(
    r"\b(?:open(?:s|ed|ing)?|beg[aiu]n(?:s|ning)?|start(?:s|ed|ing)?|kick(?:s|ed) off|"
    r"arriv(?:es|ed|ing))\b"
)


def join_stretches(text: str, mentions: Sequence[DateMention]) -> list[DateMention]:
    """Return the mentions, pairs of far days split, "from ... to ..." joined, durations added."""
    split = [part for mention in mentions for part in _split_pair(text, mention)]
    joined: list[DateMention] = []
    for mention in split:
        mention = _after_start(text, joined[-1], mention) if joined else mention
        if joined and _continues(text, joined[-1], mention):
            joined[-1] = replace(
                joined[-1],
                end=mention.end,
                last=mention.last,
                precision="span",
                rule="date.from_to",
            )
        else:
            joined.append(mention)
    return sorted([*joined, *_durations(text, joined)], key=lambda mention: mention.start)


def _split_pair(text: str, mention: DateMention) -> list[DateMention]:
    """Return the two days of "17 and 24 January", the mention itself where it is one stretch."""
    first, last = mention.first, mention.last
    words = text[mention.start : mention.end]
    middle = words.find(" and ")
    if (
        mention.rule != "date.range"
        or middle < 0
        or first is None
        or last is None
        or (last - first).days < 2
        or words.casefold().startswith(("between", "from"))
    ):
        return [mention]
    cut = mention.start + middle
    return [
        replace(mention, end=cut, last=first, precision="day", rule="date.day"),
        replace(mention, start=cut + len(" and "), first=last, precision="day", rule="date.day"),
    ]


def _after_start(text: str, earlier: DateMention, later: DateMention) -> DateMention:
    """Return a weekday that closes a stretch as the first such day after the stretch opens."""
    if later.rule != "date.weekday" or not earlier.first or not later.first:
        return later
    behind = (earlier.first - later.first).days
    if not 0 < behind <= 7 or not _UNTIL.fullmatch(text, earlier.end, later.start):
        return later
    day = shift_days(later.first, 7)
    return replace(later, first=day, last=day)


def _continues(text: str, earlier: DateMention, later: DateMention) -> bool:
    """Tell whether "from" the one "until" the other is one stretch, and no change of date.

    Two days in a row with "or" between are one too: on one of them.
    """
    if earlier.first is None or later.last is None or later.first is None:
        return False
    if earlier.precision == later.precision == "year" or later.last < earlier.first:
        return False
    if text[earlier.end : later.start] == " or ":
        day = earlier.first == earlier.last
        return day and shift_days(earlier.first, 1) == later.first == later.last
    before = text[max(0, earlier.start - 50) : earlier.start]
    return bool(
        _UNTIL.fullmatch(text, earlier.end, later.start)
        and _FROM.search(before)
        and not is_moved_from(text, earlier.start)
    )


def _durations(text: str, mentions: Sequence[DateMention]) -> list[DateMention]:
    """Return the stretches that "two days of talks ... ended on Tuesday" and the like state."""
    found = []
    # They lie in order and apart from each other, and a hostile text has thousands.
    starts = [mention.start for mention in mentions]
    ends = [mention.end for mention in mentions]
    for match in _DURATION.finditer(text):
        days = amount(match["amount"])
        if not 2 <= days <= LONGEST:
            continue
        start, end = match.start(), match.end("unit")
        first, last = sentence_around(text, start, end)
        within = mentions[bisect_left(starts, first) : bisect_right(ends, last)]
        near = [mention for mention in within if mention.precision == "day"]
        near.sort(key=lambda m: (m.start < start, abs(m.start - start)))
        if not near or bisect_right(ends, start) < bisect_left(starts, end):
            continue
        day = near[0].first
        side = _side_of(text, first, near[0].start, start)
        if day is None or side is None:
            continue
        other = shift_days(day, (days - 1) * side)
        found.append(DateMention(start, end, min(day, other), max(day, other), "span", DURATION))
    return found


def _side_of(text: str, first: int, date: int, duration: int) -> int | None:
    """Return -1 where the date ends the duration, 1 where it begins it, None where unsaid."""
    low, high = min(date, duration), max(date, duration)
    between = text[max(first, low - 20) : high]
    ends = [match.start() for match in _ENDS.finditer(between)]
    begins = [match.start() for match in _BEGINS.finditer(between)]
    if not ends and not begins:
        return None
    return -1 if max(ends, default=-1) > max(begins, default=-1) else 1
