"""The meetings of a package on a calendar: a row for each year, or each month of a short time.

A known day is a small shape, and days that are known less exactly are a stroke from the first
possible day to the last with the shape in its middle. The shape and its colour are the status.
Many meetings are drawn as numbers by time instead (`histogram`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.site.pictures.addresses import Address, pages_in
from toolkit.site.pictures.colours import paint
from toolkit.site.pictures.histogram import draw_histogram
from toolkit.site.pictures.legend import draw_legend, draw_notes, sign_entry
from toolkit.site.pictures.letters import broken
from toolkit.site.pictures.rows import MOST_MEETINGS, DatedMeeting
from toolkit.site.pictures.shapes import STATUSES, shape, sign_of, style
from toolkit.site.pictures.svg import WIDE, element, lettering, linked, number, picture
from toolkit.site.pictures.timeline_words import describe, undated_note
from toolkit.site.pictures.words import MONTHS, days_of_month, span_in_words

MOST_ROWS = 60
"""Years or months that are drawn as rows of a calendar."""

MOST_LEVELS = 32
"""Meetings that are drawn on top of one another in a row."""

_RADIUS = 4.5
_LEVEL = 12
_LEFT = 44
_RIGHT = 8
_FOR_POINTERS = 480
"""Units of a row from which on a mark leads to its page: a finger can't hit one on a telephone."""

_SHORT = 190
"""Days between the first and the last meeting of the longest time whose rows are months."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A meeting in its row, with its place from 0 to 1 of the row's width."""

    meeting: DatedMeeting
    row: tuple[int, int]
    first: float
    last: float
    goes_on: bool


def draw_timeline(
    meetings: Sequence[DatedMeeting],
    *,
    width: int = WIDE,
    page_of: Address | None = None,
    name: str = "timeline",
) -> str:
    """Return the timeline of meetings; nothing where none has a known day.

    `width` is in units, `WIDE` or `NARROW`; `page_of` gives the page of a meeting, by default in
    the folder `meetings`, to which the wide picture leads; `name` begins the ids.
    """
    dated = [meeting for meeting in meetings if meeting.start and meeting.end]
    if not dated:
        return ""
    address = pages_in("meetings") if page_of is None else page_of
    drawn, height = _calendar(dated, width, address) or draw_histogram(dated, width)
    size = 13 if width >= WIDE else 12
    lines = [line for note in undated_note(meetings) for line in broken(note, width, size)]
    notes, deep = draw_notes(lines, height)
    words = describe(meetings)
    return picture(name, width, height + deep, "Meetings over time", words, drawn, notes)


def _calendar(
    meetings: Sequence[DatedMeeting], width: int, page_of: Address
) -> tuple[str, float] | None:
    """Return the rows of the calendar and their height; None where it would be too full."""
    if len(meetings) > MOST_MEETINGS or any(meeting.count != 1 for meeting in meetings):
        return None
    by_month = _is_short(meetings)
    rows: dict[tuple[int, int], list[_Mark]] = {}
    for meeting in meetings:
        mark = _mark(meeting, by_month)
        rows.setdefault(mark.row, []).append(mark)
    room = width - _LEFT - _RIGHT
    levels = {row: _stack(marks, room) for row, marks in rows.items()}
    if len(rows) > MOST_ROWS or max(map(len, levels.values())) > MOST_LEVELS:
        return None
    legend, top = _legend(meetings, width)
    axis, y = _axis(by_month, width, top)
    body: list[str] = []
    lines: list[str] = []
    previous = None
    for row in sorted(rows):
        gap = _gap(previous, row)
        if gap:
            body.append(lettering(_LEFT + 6, y + 15, f"none in {gap}", fill="quiet"))
            y += 22
        y += 13 + len(levels[row]) * _LEVEL
        lines.append(element("path", d=f"M{_LEFT} {number(y)}H{width - _RIGHT}"))
        name = MONTHS[row[1] - 1][:3] if by_month else str(row[0])
        body.append(lettering(_LEFT - 8, y, name, anchor="end", weight="600"))
        if by_month and (previous is None or previous[0] != row[0]):
            body.append(lettering(_LEFT - 8, y - 15, str(row[0]), anchor="end", fill="quiet"))
        body.extend(_drawn(levels[row], y, width, page_of))
        previous = row
    grid = _grid(by_month, width, top, y)
    strokes = element("g", *lines, stroke=paint("grey"), stroke_width=0.7, fill="none")
    return "".join((legend, grid, axis, strokes, *body)), y + 12


def _is_short(meetings: Iterable[DatedMeeting]) -> bool:
    starts = [meeting.start for meeting in meetings if meeting.start]
    return (max(starts) - min(starts)).days <= _SHORT


def _mark(meeting: DatedMeeting, by_month: bool) -> _Mark:
    start, end = meeting.start, meeting.end
    assert start is not None
    assert end is not None
    row = (start.year, start.month if by_month else 0)
    goes_on = (end.year, end.month if by_month else 0) > row
    last = 1.0 if goes_on else _place(end, by_month)[1]
    first = _place(start, by_month)[0]
    if start == end:
        first = last = (first + last) / 2
    return _Mark(meeting, row, first, last, goes_on)


def _place(day: date, by_month: bool) -> tuple[float, float]:
    """Return where a day begins and ends in its row, from 0 to 1: months are equally wide."""
    if by_month:
        return (day.day - 1) / 31, day.day / 31
    length = days_of_month(day)
    begin = day.month - 1
    return (begin + (day.day - 1) / length) / 12, (begin + day.day / length) / 12


def _stack(marks: Sequence[_Mark], room: float) -> list[list[_Mark]]:
    """Return the marks in levels in which none touches another, known days below."""
    reach = (_RADIUS + 1) / room
    levels: list[list[_Mark]] = []
    taken: list[list[tuple[float, float]]] = []
    for mark in sorted(marks, key=lambda mark: (mark.last - mark.first > 0, mark.first, mark.last)):
        span = (mark.first - reach, mark.last + reach)
        free = (
            level
            for level, spans in enumerate(taken)
            if all(span[1] <= begin or end <= span[0] for begin, end in spans)
        )
        level = next(free, len(levels))
        if level == len(levels):
            levels.append([])
            taken.append([])
        levels[level].append(mark)
        taken[level].append(span)
    return levels


def _drawn(
    levels: Sequence[Sequence[_Mark]], base: float, width: int, page_of: Address
) -> Iterable[str]:
    """Yield the marks of a row, those of one status together."""
    room = width - _LEFT - _RIGHT
    by_status: dict[str, list[str]] = {}
    for level, marks in enumerate(levels):
        y = base - 8 - level * _LEVEL
        for mark in marks:
            by_status.setdefault(mark.meeting.status, []).append(_shape(mark, y, room, page_of))
    for status in sorted(by_status):
        yield element("g", *by_status[status], **style(sign_of(STATUSES, status)))


def _shape(mark: _Mark, y: float, room: float, page_of: Address) -> str:
    meeting = mark.meeting
    first, last = _LEFT + mark.first * room, _LEFT + mark.last * room
    sign = sign_of(STATUSES, meeting.status)
    parts = [shape(sign.shape, (first + last) / 2, y, _RADIUS)]
    if mark.last > mark.first:
        end = "l-4 -3m4 3l-4 3" if mark.goes_on else "m0 -3v6"
        data = f"M{number(first)} {number(y)}m0 -3v6m0 -3H{number(last)}{end}"
        parts.insert(0, element("path", d=data, stroke_width=1.5, fill="none"))
    told = f"{span_in_words(meeting.start, meeting.end)}, {sign.word}: {meeting.label}"
    if room < _FOR_POINTERS:
        return "".join(parts)
    address = page_of(meeting.meeting_id) if meeting.meeting_id else None
    return linked(address, told.removesuffix(": "), *parts)


def _legend(meetings: Sequence[DatedMeeting], width: int) -> tuple[str, float]:
    counts: dict[str, int] = {}
    for meeting in meetings:
        counts[meeting.status] = counts.get(meeting.status, 0) + meeting.count
    order = [*STATUSES, *sorted(counts.keys() - STATUSES.keys())]
    entries = [
        sign_entry(sign, f"{sign.word} {counts[status]}")
        for status in order
        if status in counts
        for sign in (sign_of(STATUSES, status),)
    ]
    if any(meeting.start != meeting.end for meeting in meetings):
        stroke = element("path", d="M0 -3v6m0 -3H12m0 -3v6", stroke=paint("quiet"), fill="none")
        entries.append(("day not known exactly", stroke))
    return draw_legend(entries, width, 0, 13 if width >= WIDE else 12)


def _axis(by_month: bool, width: int, top: float) -> tuple[str, float]:
    """Return the names above the columns and where the rows begin."""
    room = width - _LEFT - _RIGHT
    y = top + 16
    if by_month:
        days = (1, 5, 10, 15, 20, 25, 31)
        names = [(_LEFT + (day - 0.5) / 31 * room, str(day)) for day in days]
    else:
        letters = 3 if width >= WIDE else 1
        names = [
            (_LEFT + (place + 0.5) / 12 * room, month[:letters])
            for place, month in enumerate(MONTHS)
        ]
    drawn = (lettering(x, y, word, anchor="middle", fill="quiet") for x, word in names)
    return "".join(drawn), y + 4


def _grid(by_month: bool, width: int, top: float, bottom: float) -> str:
    room = width - _LEFT - _RIGHT
    parts = range(0, 32, 5) if by_month else range(13)
    whole = 31 if by_month else 12
    data = "".join(
        f"M{number(_LEFT + part / whole * room)} {number(top + 22)}V{number(bottom)}"
        for part in parts
    )
    return element("path", d=data, stroke=paint("line"), stroke_width=1, fill="none")


def _gap(previous: tuple[int, int] | None, row: tuple[int, int]) -> str:
    """Return the years or months between two rows in words."""
    if previous is None:
        return ""
    if row[1]:
        first, last = (year * 12 + month - 1 for year, month in (previous, row))
        names = [f"{MONTHS[month % 12]}" for month in range(first + 1, last)]
    else:
        names = [str(year) for year in range(previous[0] + 1, row[0])]
    if len(names) < 2:
        return "".join(names)
    return f"{names[0]}–{names[-1]}"
