"""A legend: shapes or strokes with their words, in as many lines as the width needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from toolkit.site.pictures.letters import shorten, text_width
from toolkit.site.pictures.shapes import Sign, shape, style
from toolkit.site.pictures.svg import element, lettering

LINE = 20
"""Units from one line of a legend to the next."""

_SIGN = 18
_GAP = 16


def draw_legend(
    entries: Iterable[tuple[str, str]], width: float, top: float, size: float
) -> tuple[str, float]:
    """Return the legend and how many units high it is.

    An entry is its word and its sign, which is drawn for a middle at 6, 0.
    """
    parts: list[str] = []
    x, y = 0.0, top + 12
    for word, sign in entries:
        told = shorten(word, width - _SIGN, size)
        long = _SIGN + text_width(told, size)
        if x and x + long > width:
            x, y = 0.0, y + LINE
        parts.append(element("g", sign, transform=f"translate({x:.1f} {y - 4:.1f})"))
        parts.append(lettering(x + _SIGN, y, told, fill="quiet"))
        x += long + _GAP
    return "".join(parts), (y + 8 - top if parts else 0.0)


def sign_entry(sign: Sign, word: str | None = None) -> tuple[str, str]:
    """Return the entry of a shape."""
    drawn = element("g", shape(sign.shape, 6, 0, 4.5), **style(sign))
    return (sign.word if word is None else word), drawn


def draw_notes(lines: Sequence[str], top: float, x: float = 0) -> tuple[str, float]:
    """Return lines of quiet text and how many units high they are."""
    drawn = (
        lettering(x, top + 14 + place * 17, line, fill="quiet") for place, line in enumerate(lines)
    )
    return "".join(drawn), (len(lines) * 17 + 6 if lines else 0)
