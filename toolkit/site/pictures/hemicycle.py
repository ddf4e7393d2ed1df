"""The seats of an elected body as dots in half a circle, by party, as one article reports them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.site.pictures.colours import paint
from toolkit.site.pictures.legend import draw_legend, draw_notes, sign_entry
from toolkit.site.pictures.letters import broken, shorten
from toolkit.site.pictures.rows import ContenderResult, ElectionCount
from toolkit.site.pictures.shapes import Sign
from toolkit.site.pictures.svg import WIDE, element, lettering, number, picture, told
from toolkit.site.pictures.words import counted

LEAST_SEATS, MOST_SEATS = 10, 1000
"""Seats of a body that is drawn: fewer say nothing, and more can't be told apart."""

_MOST_PARTIES = 9
"""Parties with a sign of their own; the rest are one."""

_SIGNS = tuple(
    Sign("", "circle", colour, hollow)
    for hollow in (False, True)
    for colour in ("blue", "orange", "green", "purple", "grey")
)

_INNER = 0.42
"""Radius of the innermost row, as a part of that of the outermost."""


@dataclass(frozen=True, slots=True)
class Seating:
    """The seats of each party, most first, by one article; `whole` is the size of the body.

    `whole` is null where the article does not state it.
    """

    parties: tuple[tuple[str, int], ...]
    whole: int | None
    source: str

    @property
    def taken(self) -> int:
        """The seats of all parties."""
        return sum(seats for _, seats in self.parties)


def draw_hemicycle(
    results: Sequence[ContenderResult],
    counts: Sequence[ElectionCount] = (),
    *,
    width: int = WIDE,
    name: str = "seats",
) -> str:
    """Return the seats of the body that was elected; nothing where no article gives enough.

    That is the article and state of the count with the most seats in all. `width` is in units,
    `WIDE` or `NARROW`; `name` begins the ids.
    """
    seating = seating_of(results, counts)
    if seating is None:
        return ""
    size = 13 if width >= WIDE else 12
    parties = _gathered(seating)
    radius = 190.0 if width >= WIDE else 160.0
    places, pitch = seats_in_rows(seating.whole or seating.taken, radius)
    middle, base = width / 2, radius + pitch / 2 + 6
    dots = [f"M{number(middle + radius * x)} {number(base - radius * y)}h0" for x, y in places]
    parts, begin = [], 0
    entries = []
    for (party, seats), sign in zip(parties, _SIGNS, strict=False):
        data = "".join(dots[begin : begin + seats])
        parts.append(_party(f"{party}: {counted(seats, 'seat')}", data, sign, pitch))
        entries.append(sign_entry(sign, f"{shorten(party, 220, size)} {seats:,}"))
        begin += seats
    if begin < len(dots):
        rest = "".join(dots[begin:])
        words = f"not reported: {counted(len(dots) - begin, 'seat')}"
        parts.append(_party(words, rest, Sign("", "circle", "line"), pitch))
        entries.append(
            sign_entry(Sign("", "circle", "line"), f"not reported {len(dots) - begin:,}")
        )
    legend, deep = draw_legend(entries, width, base + 14, size)
    lines = broken(f"Source: {seating.source}", width, size)
    notes, more = draw_notes(lines, base + 14 + deep)
    height = base + 14 + deep + more
    middle_words = _middle_words(seating, middle, base)
    words = _describe(seating)
    return picture(name, width, height, "Seats", words, *parts, middle_words, legend, notes)


def seating_of(
    results: Iterable[ContenderResult], counts: Iterable[ElectionCount]
) -> Seating | None:
    """Return the seats by the article and state of the count that gives the most of them."""
    by_source: dict[tuple[str, str], list[ContenderResult]] = {}
    for result in results:
        if result.seats:
            by_source.setdefault((result.article_id, result.status), []).append(result)
    wholes = {count.article_id: count.seats_total for count in counts}
    found = []
    for (article, status), rows in sorted(by_source.items()):
        seats: dict[str, tuple[str, int]] = {}
        for row in rows:
            name, most = seats.get(row.contender_id, (row.contender, 0))
            seats[row.contender_id] = (name, max(most, row.seats or 0))
        parties = tuple(sorted(seats.values(), key=lambda party: (-party[1], party[0])))
        seating = Seating(parties, wholes.get(article), rows[0].source)
        if _is_sound(seating):
            found.append((-seating.taken, status != "final", seating))
    return min(found, key=lambda one: one[:2])[2] if found else None


def _is_sound(seating: Seating) -> bool:
    """Return whether seats can be drawn: of two parties, and of most of the body, not of more."""
    whole = seating.whole or seating.taken
    fits = whole / 2 < seating.taken <= whole and LEAST_SEATS <= whole <= MOST_SEATS
    return len(seating.parties) > 1 and fits


def seats_in_rows(seats: int, radius: float) -> tuple[list[tuple[float, float]], float]:
    """Return the places of seats from left to right, and how far apart they are in units.

    Places are for a radius of 1 about 0, 0; seats lie in rows whose lengths they follow.
    """
    pitch = 26.0 / radius
    while True:
        rows = [1 - place * pitch for place in range(int((1 - _INNER) / pitch) + 1)]
        room = [max(1, int(math.pi * row / pitch)) for row in rows]
        if sum(room) >= seats:
            break
        pitch *= 0.98
    whole = sum(room)
    ends = [seats * sum(room[: place + 1]) // whole for place in range(len(rows))]
    shares = [end - begin for begin, end in zip([0, *ends], ends, strict=False)]
    places = sorted(
        ((place + 0.5) / share, row)
        for row, share in zip(rows, shares, strict=True)
        for place in range(share)
    )
    found = [
        (-row * math.cos(math.pi * part), row * math.sin(math.pi * part)) for part, row in places
    ]
    return found, pitch * radius


def _gathered(seating: Seating) -> list[tuple[str, int]]:
    parties = list(seating.parties)
    if len(parties) <= _MOST_PARTIES + 1:
        return parties
    rest = parties[_MOST_PARTIES:]
    others = (f"{len(rest)} others", sum(seats for _, seats in rest))
    return [*parties[:_MOST_PARTIES], others]


def _party(words: str, data: str, sign: Sign, pitch: float) -> str:
    """Return the dots of a party: a point of a stroke with round ends is a dot."""
    strokes = [element("path", d=data, stroke=paint(sign.colour), stroke_width=pitch * 0.8)]
    if sign.hollow:
        inner = element("path", d=data, stroke=paint("ground"), stroke_width=pitch * 0.8 - 3.2)
        strokes.append(inner)
    return element("g", told(words), *strokes, stroke_linecap="round", fill="none")


def _middle_words(seating: Seating, x: float, base: float) -> str:
    whole = seating.whole or seating.taken
    first = lettering(x, base - 18, f"{whole:,}", anchor="middle", weight="600", size=24)
    words = f"seats, majority {whole // 2 + 1:,}" if seating.whole else "seats reported"
    return first + lettering(x, base, words, anchor="middle", fill="quiet")


def _describe(seating: Seating) -> str:
    parties = ", ".join(f"{name} {seats:,}" for name, seats in seating.parties[:40])
    whole = f"{seating.whole:,} seats" if seating.whole else f"{seating.taken:,} seats reported"
    return f"{whole}: {parties}. Source: {seating.source}"
