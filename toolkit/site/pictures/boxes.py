"""Boxes that must not lie on one another: lettering round shapes, and groups on a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.site.pictures.letters import text_width


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle from its upper left corner to its lower right one."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Return whether two boxes share any place."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def moved(self, x: float, y: float) -> Box:
        """Return the box so much further right and down."""
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text at its place; `anchor` is that of SVG's `text-anchor`."""

    text: str
    x: float
    y: float
    anchor: str
    box: Box


def around(x: float, y: float, radius: float) -> Box:
    """Return the box of a circle."""
    return Box(x - radius, y - radius, x + radius, y + radius)


def whole_box(boxes: Iterable[Box]) -> Box:
    """Return the box round boxes."""
    every = list(boxes)
    return Box(
        min(box.left for box in every),
        min(box.top for box in every),
        max(box.right for box in every),
        max(box.bottom for box in every),
    )


def place_label(
    text: str,
    x: float,
    y: float,
    radius: float,
    size: float,
    taken: Sequence[Box],
    frame: Box | None,
) -> Label | None:
    """Return the text beside, below or above a shape where nothing is in its way, if anywhere."""
    long = text_width(text, size)
    beside, below = radius + 4, radius + size
    places = (
        Label(text, x + beside, y + 4, "start", _line(x + beside, y + 4, long, size)),
        Label(text, x - beside, y + 4, "end", _line(x - beside - long, y + 4, long, size)),
        Label(text, x, y + below, "middle", _line(x - long / 2, y + below, long, size)),
        Label(text, x, y - radius - 4, "middle", _line(x - long / 2, y - radius - 4, long, size)),
    )
    for label in places:
        inside = frame is None or (
            label.box.left >= frame.left
            and label.box.right <= frame.right
            and label.box.top >= frame.top
            and label.box.bottom <= frame.bottom
        )
        if inside and not any(label.box.meets(box) for box in taken):
            return label
    return None


def _line(left: float, base: float, long: float, size: float) -> Box:
    return Box(left, base - size * 0.85, left + long, base + size * 0.3)


def pack(
    sizes: Sequence[tuple[float, float]], width: float, gap: float
) -> list[tuple[float, float]]:
    """Return a place for the upper left corner of each size, none lying on another.

    Each is put as far up as it fits, then as far left; none reaches beyond `width`, unless it is
    wider than that itself.
    """
    placed: list[Box] = []
    for wide, high in sizes:
        lefts = sorted({0.0, *(box.right + gap for box in placed)})
        tops = sorted({0.0, *(box.bottom + gap for box in placed)})
        for top, left in ((top, left) for top in tops for left in lefts):
            box = Box(left, top, left + wide, top + high)
            grown = Box(left - gap, top - gap, left + wide + gap, top + high + gap)
            fits = left + wide <= width or left == 0
            if fits and not any(grown.meets(other) for other in placed):
                placed.append(box)
                break
    return [(box.left, box.top) for box in placed]
