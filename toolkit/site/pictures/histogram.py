"""Many meetings over time: their number by day, month, quarter, year or decade.

Each status is a strip of its own under one axis and with one scale, so that no colour need be
told from another. A meeting whose day is not known exactly is counted at the middle of the days
that it can have been on.
"""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.site.pictures.colours import paint
from toolkit.site.pictures.legend import draw_notes
from toolkit.site.pictures.letters import broken, text_width
from toolkit.site.pictures.rows import DatedMeeting
from toolkit.site.pictures.scales import nice_ticks
from toolkit.site.pictures.shapes import STATUSES, shape, sign_of, style
from toolkit.site.pictures.svg import WIDE, element, lettering, number, told
from toolkit.site.pictures.time_units import Unit, middle_of, unit_for
from toolkit.site.pictures.words import MONTHS, short_number

_LEFT = 52
_RIGHT = 8
_TALLEST = 170
_LOW = 60
"""Units of a strip that is too low for a scale: its tallest bar has its number instead."""

_EVERY = {
    "day": (1, 2, 7, 14, 28, 112),
    "month": (1, 2, 3, 6, 12, 24, 48, 96),
    "quarter": (1, 2, 4, 8, 20, 40, 80, 100),
    "year": (1, 2, 5, 10, 20, 50, 100),
    "decade": (1, 2, 5, 10, 20, 50, 100),
    "century": (1, 2, 5, 10, 20, 50, 100),
}
"""Of which spans the beginning is named: each one, each second, and so on."""


def draw_histogram(meetings: Sequence[DatedMeeting], width: int) -> tuple[str, float]:
    """Return the strips and how many units high they are; every meeting must have its days."""
    unit, counts, vague = count_by_span(meetings)
    first, last = _span(counts)
    tallest = max(max(by_span.values()) for by_span in counts.values())
    ticks = nice_ticks(tallest, 4)
    scale = _TALLEST / max(tallest, ticks[-1])
    parts: list[str] = []
    y = 4.0
    order = [*STATUSES, *sorted(counts.keys() - STATUSES.keys())]
    for status in (status for status in order if status in counts):
        drawn, y = _strip(status, counts[status], unit, (first, last), scale, width, y)
        parts.append(drawn)
    parts.append(_axis(unit, first, last, width, y))
    y += 24
    if vague:
        note = f"{vague:,} of them are known to a longer time only, and stand at its middle."
        size = 13 if width >= WIDE else 12
        notes, deep = draw_notes(broken(note, width, size), y)
        return "".join((*parts, notes)), y + deep
    return "".join(parts), y + 4


def count_by_span(
    meetings: Sequence[DatedMeeting],
) -> tuple[Unit, dict[str, dict[int, int]], int]:
    """Return the unit, the numbers by status and span, and how many reach over several spans."""
    starts = [meeting.start for meeting in meetings if meeting.start]
    ends = [meeting.end for meeting in meetings if meeting.end]
    unit = unit_for(min(starts), max(ends))
    counts: dict[str, dict[int, int]] = {}
    vague = 0
    for meeting in meetings:
        if meeting.start is None or meeting.end is None:
            continue
        span = unit.number_of(middle_of(meeting.start, meeting.end))
        by_span = counts.setdefault(meeting.status, {})
        by_span[span] = by_span.get(span, 0) + meeting.count
        if unit.number_of(meeting.start) != unit.number_of(meeting.end):
            vague += meeting.count
    return unit, counts, vague


def _span(counts: dict[str, dict[int, int]]) -> tuple[int, int]:
    spans = [span for by_span in counts.values() for span in by_span]
    return min(spans), max(spans)


def _strip(
    status: str,
    counts: dict[int, int],
    unit: Unit,
    spans: tuple[int, int],
    scale: float,
    width: int,
    top: float,
) -> tuple[str, float]:
    """Return the bars of one status under its word, and where the next strip begins."""
    sign = sign_of(STATUSES, status)
    room = width - _LEFT - _RIGHT
    step = room / (spans[1] - spans[0] + 1)
    tallest = max(counts.values())
    base = top + 26 + max(12, tallest * scale + (14 if tallest * scale < _LOW else 0))
    head = element("g", shape(sign.shape, _LEFT + 5, top + 12, 4.5), **style(sign))
    word = lettering(_LEFT + 16, top + 16, f"{sign.word} {sum(counts.values()):,}", weight="600")
    lines, names = [f"M{_LEFT} {number(base)}H{width - _RIGHT}"], []
    if tallest * scale < _LOW:
        peak = min(span for span in counts if counts[span] == tallest)
        most = f"{tallest:,}"
        x = min(_LEFT + (peak - spans[0] + 0.5) * step, width - text_width(most, 13) / 2)
        names.append(lettering(x, base - tallest * scale - 4, most, anchor="middle"))
    else:
        for tick in nice_ticks(tallest, 4):
            y = base - tick * scale
            lines.append(f"M{_LEFT} {number(y)}H{width - _RIGHT}")
            names.append(
                lettering(_LEFT - 6, y + 4, short_number(tick), anchor="end", fill="quiet")
            )
    grid = element("path", d="".join(lines), stroke=paint("line"), fill="none")
    gap = min(2.0, step / 4)
    bars = (
        element(
            "rect",
            told(f"{unit.name_of(span)}: {count:,} {sign.word}"),
            x=_LEFT + (span - spans[0]) * step + gap / 2,
            y=base - count * scale,
            width=max(step - gap, 0.5),
            height=max(count * scale, 0.7),
        )
        for span, count in sorted(counts.items())
        if count
    )
    drawn = element("g", *bars, fill=paint(sign.colour))
    return "".join((grid, head, word, *names, drawn)), base + 4


def _axis(unit: Unit, first: int, last: int, width: int, top: float) -> str:
    """Return ticks at the beginnings of spans, as many as their names leave room for."""
    room = width - _LEFT - _RIGHT
    step = room / (last - first + 1)
    every = next(size for size in _EVERY[unit.name] if size * step >= 58 or size > last - first)
    drawn, lines = [], []
    for span in [span for span in range(first, last + 1) if span % every == 0] or [first]:
        x = _LEFT + (span - first) * step
        word = _short_name(unit, span)
        if x + len(word) * 8 > width:
            continue
        lines.append(f"M{number(x)} {number(top - 4)}v6")
        drawn.append(lettering(x, top + 15, word, fill="quiet"))
    strokes = element("path", d="".join(lines) or None, stroke=paint("quiet"), fill="none")
    return "".join((strokes, *drawn))


def _short_name(unit: Unit, span: int) -> str:
    start = unit.start_of(span)
    month = MONTHS[start.month - 1][:3]
    if not unit.months:
        return f"{start.day} {month}"
    if unit.months >= 12:
        return str(start.year)
    return f"{month} ’{start.year % 100:02}"
