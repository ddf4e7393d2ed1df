"""The result of one election as bars: shares of the vote and seats, contender by contender.

What articles report alike is one bar; where they differ, each number has a bar of its own with
the letter of its articles. A count that is not final is hollow.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from toolkit.site.pictures.addresses import Address, pages_in
from toolkit.site.pictures.colours import paint
from toolkit.site.pictures.legend import draw_notes
from toolkit.site.pictures.letters import BOLD, broken, shorten, text_width
from toolkit.site.pictures.result_values import (
    Contender,
    Reported,
    contenders_of,
    letters_of,
    turnouts_of,
)
from toolkit.site.pictures.result_words import describe, key_lines
from toolkit.site.pictures.rows import ContenderResult, ElectionCount
from toolkit.site.pictures.svg import WIDE, element, lettering, linked, marked, picture, told
from toolkit.site.pictures.words import share_in_words

MOST_CONTENDERS = 24
"""Contenders that are drawn; a line says how many more there are."""

_BAR = 14

_NAMES = 244.0
"""Units for the names on the left of a wide picture."""

_PITCH = 18
"""Units from one bar to the next of the same contender."""

_BETWEEN = 12
"""Units between contenders."""


Values = Callable[[Contender], tuple[Reported, ...]]


@dataclass(frozen=True, slots=True)
class _Column:
    """One measure with its place: bars begin at x, and the largest is `room` long."""

    title: str
    values: Values
    word: Callable[[float], str]
    colour: str
    x: float
    room: float
    largest: float


def draw_result(
    results: Sequence[ContenderResult],
    counts: Sequence[ElectionCount] = (),
    *,
    width: int = WIDE,
    page_of: Address | None = None,
    name: str = "result",
) -> str:
    """Return the result of one election; nothing where no number and no outcome is reported.

    `counts` give its turnout. `width` is in units, `WIDE` or `NARROW`; `page_of` gives the page of
    an actor, by default in the folder `actors`; `name` begins the ids.
    """
    contenders = contenders_of(results)
    turnouts = turnouts_of(counts)
    if not contenders and not turnouts:
        return ""
    address = pages_in("actors") if page_of is None else page_of
    shown = contenders[:MOST_CONTENDERS]
    letters = letters_of(contenders, turnouts)
    columns = _columns(shown, letters, width)
    size = 13 if width >= WIDE else 12
    parts, y = _heads(columns, size)
    for contender in shown:
        drawn, y = _row(contender, columns, letters, width, y, address)
        parts.append(drawn)
    if len(contenders) > len(shown):
        parts.append(lettering(0, y + 12, f"and {len(contenders) - len(shown)} more", fill="quiet"))
        y += 22
    if turnouts:
        drawn, y = _turnout(turnouts, letters, width, y)
        parts.append(drawn)
    lines = [
        line
        for text in key_lines(letters, contenders, turnouts, results, counts)
        for line in broken(text, width, size)
    ]
    notes, deep = draw_notes(lines, y)
    words = describe(contenders, turnouts, letters)
    return picture(name, width, y + deep + 2, "Result of the election", words, *parts, notes)


def _columns(contenders: Sequence[Contender], letters: dict[str, str], width: int) -> list[_Column]:
    """Return the measures that are reported, beside one another."""
    measures: list[tuple[str, Values, Callable[[float], str], str]] = []
    if any(contender.shares for contender in contenders):
        measures.append(("Share of votes", lambda one: one.shares, share_in_words, "blue"))
    elif any(contender.votes for contender in contenders):
        measures.append(("Votes", lambda one: one.votes, _whole, "blue"))
    if any(contender.seats for contender in contenders):
        measures.append(("Seats", lambda one: one.seats, _whole, "green"))
    wide = width >= WIDE
    left = (_NAMES if wide else 0.0) if measures else 0.0
    whole = width - left
    columns = []
    for place, (title, values, word, colour) in enumerate(measures):
        x = left + place * (whole / len(measures) + 8)
        room = whole / len(measures) - (8 if len(measures) > 1 else 0)
        columns.append(_column(title, values, word, colour, x, room, contenders, letters))
    return columns


def _column(
    title: str,
    values: Values,
    word: Callable[[float], str],
    colour: str,
    x: float,
    room: float,
    contenders: Sequence[Contender],
    letters: dict[str, str],
) -> _Column:
    reported = [value for contender in contenders for value in values(contender)]
    largest = max((value.number for value in reported), default=0)
    labels = (text_width(_label(value, word, letters), 13) for value in reported)
    return _Column(title, values, word, colour, x, room - max(labels, default=0) - 8, largest)


def _whole(number: float) -> str:
    return f"{int(number):,}"


def _label(value: Reported, word: Callable[[float], str], letters: dict[str, str]) -> str:
    key = "".join(letters[article] for article in value.articles if article in letters)
    return f"{word(value.number)} {key}".strip()


def _heads(columns: Sequence[_Column], size: float) -> tuple[list[str], float]:
    heads = [lettering(column.x, 14, column.title, fill="quiet") for column in columns]
    return heads, 24.0 if columns else 4.0


def _row(
    contender: Contender,
    columns: Sequence[_Column],
    letters: dict[str, str],
    width: int,
    top: float,
    page_of: Address,
) -> tuple[str, float]:
    """Return the name of a contender with its bars, and where the next begins."""
    beside = width >= WIDE or not columns
    outcome = contender.outcome_words
    name_room = (_NAMES - 12 if width >= WIDE and columns else width) / BOLD
    name_room -= text_width(f"{outcome}  ", 13) if outcome else 0
    name = shorten(contender.name, name_room, 13)
    words = [element("tspan", marked(name), font_weight="600")]
    if outcome:
        words.append(element("tspan", marked(outcome), dx=8, fill=paint("quiet")))
    label = element("text", *words, x=0, y=top + 12)
    parts = [linked(page_of(contender.contender_id), contender.name, label)]
    y = top if beside else top + 18
    bars = 0
    for column in columns:
        values = column.values(contender)
        bars = max(bars, len(values))
        for place, value in enumerate(values):
            parts.append(_bar(value, column, letters, contender.name, y + place * _PITCH))
    if columns and contender.votes and not columns[0].values(contender):
        # Votes have no bar beside shares: what they are a share of may not be known.
        bars = max(bars, len(contender.votes))
        for place, value in enumerate(contender.votes):
            told_votes = _label(value, "{:,.0f} votes".format, letters)
            place_y = y + 11.5 + place * _PITCH
            parts.append(lettering(columns[0].x, place_y, told_votes, fill="quiet"))
    deep = max(bars, 1 if beside else 0) * _PITCH
    return "".join(parts), y + deep + (_BETWEEN - 4 if beside else _BETWEEN)


def _bar(value: Reported, column: _Column, letters: dict[str, str], name: str, top: float) -> str:
    long = column.room * value.number / column.largest if column.largest else 0.0
    bar = element(
        "rect",
        told(f"{name}: {column.title.lower()} {column.word(value.number)}, {value.status_words}"),
        x=column.x + (0 if value.settled else 0.75),
        y=top + (0 if value.settled else 0.75),
        width=max(long, 1) - (0 if value.settled or long < 3 else 1.5),
        height=_BAR - (0 if value.settled else 1.5),
        fill=paint(column.colour if value.settled else "ground"),
        stroke=None if value.settled else paint(column.colour),
        stroke_width=None if value.settled else 1.5,
    )
    return bar + lettering(
        column.x + max(long, 1) + 5, top + 11.5, _label(value, column.word, letters)
    )


def _turnout(
    turnouts: Sequence[Reported], letters: dict[str, str], width: int, top: float
) -> tuple[str, float]:
    """Return the turnout as bars of a whole, and where the picture goes on."""
    wide = width >= WIDE
    x = _NAMES if wide else 0.0
    room = width - x - 90
    y = top + 8
    parts = [lettering(0, y + 12, "Turnout", weight="600")]
    if not wide:
        y += 18
    for value in turnouts:
        long = room * min(value.number, 100) / 100
        parts.append(element("rect", x=x, y=y, width=room, height=_BAR, fill=paint("land")))
        bar = told(f"Turnout {share_in_words(value.number)}, {value.status_words}")
        parts.append(
            element("rect", bar, x=x, y=y, width=max(long, 1), height=_BAR, fill=paint("grey"))
        )
        label = _label(value, share_in_words, letters)
        parts.append(lettering(x + room + 5, y + 11.5, label))
        y += _PITCH
    return "".join(parts), y + 8
