"""How wide lettering is, as far as that can be known without its font."""

from __future__ import annotations

import unicodedata

from toolkit.site.pictures.svg import clean

_NARROW = frozenset("fijlrtI.,:;'’|!()[] -·")
_BROAD = frozenset("mwMW@%—")

ELLIPSIS = "…"


BOLD = 1.15
"""How much wider bold lettering is: a factor of its size."""


def text_width(text: str, size: float) -> float:
    """Return about how many units a line takes, rather too many than too few."""
    return sum(map(_width, text)) * size


def _width(letter: str) -> float:
    if letter in _NARROW:
        return 0.37
    if letter in _BROAD or unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if unicodedata.combining(letter):
        return 0.0
    return 0.7 if letter.isupper() or ord(letter) > 0x2000 else 0.63


def shorten(text: str, width: float, size: float) -> str:
    """Return a line that fits into so many units, with an ellipsis for what was cut."""
    text = clean(text)
    if text_width(text, size) <= width:
        return text
    kept = text
    while kept and text_width(kept + ELLIPSIS, size) > width:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def broken(text: str, width: float, size: float, most: int = 3) -> list[str]:
    """Return a text in lines that fit into so many units, at most so many of them."""
    lines: list[str] = []
    line = ""
    for word in clean(text).split():
        longer = f"{line} {word}".strip()
        if line and text_width(longer, size) > width:
            lines.append(line)
            longer = word
        line = longer
    lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [shorten(line, width, size) for line in lines]
