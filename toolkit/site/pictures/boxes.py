"""Boxes that must not lie on one another: lettering round shapes, and groups on a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.site.pictures.letters import text_width

Stroke = tuple[float, float, float, float]
"""A straight stroke: x and y of both its ends."""


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

    def within(self, other: Box) -> bool:
        """Return whether the box lies in another."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )

    def is_crossed(self, stroke: Stroke) -> bool:
        """Return whether a straight stroke runs through the box, as seen every few units."""
        x1, y1, x2, y2 = stroke
        steps = int(max(abs(x2 - x1), abs(y2 - y1)) / 4) + 1
        for step in range(steps + 1):
            x, y = x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps
            if self.left < x < self.right and self.top < y < self.bottom:
                return True
        return False


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text at its place; `anchor` is that of SVG's `text-anchor`."""

    text: str
    x: float
    y: float
    anchor: str
    box: Box

    def moved(self, x: float, y: float) -> Label:
        """Return the line so much further right and down."""
        box = Box(self.box.left + x, self.box.top + y, self.box.right + x, self.box.bottom + y)
        return Label(self.text, self.x + x, self.y + y, self.anchor, box)


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
    circle: tuple[float, float, float],
    size: float,
    taken: Sequence[Box],
    frame: Box,
    strokes: Sequence[Stroke] = (),
    avoided: Sequence[Box] = (),
) -> Label | None:
    """Return the text beside, below or above a circle, where it lies on nothing taken.

    It is None where there is no such place inside the frame; of several it is the one with the
    fewest strokes and avoided boxes below it.
    """
    x, y, radius = circle
    long = text_width(text, size)
    beside, below, above = radius + 4, y + radius + size, y - radius - 4
    slant = radius * 0.7 + 2
    places = (
        Label(text, x + beside, y + 4, "start", _line(x + beside, y + 4, long, size)),
        Label(text, x - beside, y + 4, "end", _line(x - beside - long, y + 4, long, size)),
        Label(text, x, below, "middle", _line(x - long / 2, below, long, size)),
        Label(text, x, above, "middle", _line(x - long / 2, above, long, size)),
        Label(text, x + slant, below - 2, "start", _line(x + slant, below - 2, long, size)),
        Label(text, x + slant, above + 2, "start", _line(x + slant, above + 2, long, size)),
        Label(text, x - slant, below - 2, "end", _line(x - slant - long, below - 2, long, size)),
        Label(text, x - slant, above + 2, "end", _line(x - slant - long, above + 2, long, size)),
    )
    free = [
        label
        for label in places
        if label.box.within(frame) and not any(label.box.meets(box) for box in taken)
    ]
    if not free:
        return None
    return min(
        free,
        key=lambda label: (
            sum(map(label.box.is_crossed, strokes)) + sum(map(label.box.meets, avoided))
        ),
    )


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
            # A little less than the gap, since sums of fractions are not exact.
            near = gap - 0.01
            grown = Box(left - near, top - near, box.right + near, box.bottom + near)
            fits = left + wide <= width or left == 0
            if fits and not any(grown.meets(other) for other in placed):
                placed.append(box)
                break
    return [(box.left, box.top) for box in placed]
