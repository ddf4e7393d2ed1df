"""Small shapes that stand for a status or a kind, so that colour is never the only sign."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.site.pictures.colours import paint
from toolkit.site.pictures.svg import element, number

_CORNERS: dict[str, tuple[tuple[float, float], ...]] = {
    "diamond": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    "hexagon": ((-0.6, -1.04), (0.6, -1.04), (1.2, 0), (0.6, 1.04), (-0.6, 1.04), (-1.2, 0)),
    "square": ((-0.95, -0.95), (0.95, -0.95), (0.95, 0.95), (-0.95, 0.95)),
    "triangle": ((0, -1.2), (1.15, 0.85), (-1.15, 0.85)),
}
"""The corners of a shape round 0, 0, for a radius of 1; none reaches further than 1.25."""

REACH = 1.25
"""How far a shape reaches from its middle, in radii."""


@dataclass(frozen=True, slots=True)
class Sign:
    """How one status or kind is drawn: its word, its shape, its colour, filled or hollow."""

    word: str
    shape: str
    colour: str
    hollow: bool = False


def style(sign: Sign) -> dict[str, str | float]:
    """Return the attributes that a group of these shapes has."""
    if sign.shape == "cross":
        return {"fill": "none", "stroke": paint(sign.colour), "stroke_width": 2}
    fill = paint("ground") if sign.hollow else paint(sign.colour)
    return {"fill": fill, "stroke": paint(sign.colour), "stroke_width": 1.5 if sign.hollow else 0.5}


def shape(name: str, x: float, y: float, radius: float) -> str:
    """Return one shape, without its colours."""
    if name == "circle":
        return element("circle", cx=x, cy=y, r=radius)
    reach = radius * 0.9
    if name == "cross":
        size = number(2 * reach)
        data = f"M{number(x - reach)} {number(y - reach)}l{size} {size}m0-{size}l-{size} {size}"
        return element("path", d=data)
    corners = (f"{number(x + radius * dx)} {number(y + radius * dy)}" for dx, dy in _CORNERS[name])
    return element("path", d=f"M{'L'.join(corners)}z")


STATUSES = {
    "held": Sign("held", "circle", "blue"),
    "ongoing": Sign("ongoing", "square", "green"),
    "planned": Sign("planned", "triangle", "orange", hollow=True),
    "cancelled": Sign("cancelled", "cross", "grey"),
    "denied": Sign("denied", "diamond", "purple", hollow=True),
}
"""How the status of a meeting is drawn; the order is that of legends."""

_BODY = Sign("organisation or media", "hexagon", "grey")

KINDS = {
    "person": Sign("person", "circle", "blue"),
    "government": Sign("government", "square", "green"),
    "intergovernmental": Sign("intergovernmental", "square", "green", hollow=True),
    "party": Sign("party", "diamond", "orange"),
    "armed_group": Sign("armed group", "triangle", "purple"),
    "organization": _BODY,
    "media": _BODY,
    "office": Sign("office or unnamed group", "circle", "grey", hollow=True),
    "group": Sign("office or unnamed group", "circle", "grey", hollow=True),
}
"""How the kind of an actor is drawn; the order is that of legends."""


def sign_of(signs: dict[str, Sign], key: str) -> Sign:
    """Return the sign of a status or kind; a grey ring for one that has none."""
    return signs.get(key) or Sign(key.replace("_", " "), "circle", "grey", hollow=True)
