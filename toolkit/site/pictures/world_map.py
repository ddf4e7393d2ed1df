"""A map of the world: how many meetings were in each state, or how many elections.

States are drawn in Equal Earth, where areas are true, and shaded by classes with about as many
states in each. Those too small to be seen have a circle. The outlines are Natural Earth's, which
show who holds a territory and judge no claim.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from toolkit.reference import read_table
from toolkit.site.pictures.boxes import Box, around, place_label
from toolkit.site.pictures.colours import paint
from toolkit.site.pictures.legend import draw_legend, draw_notes
from toolkit.site.pictures.letters import broken
from toolkit.site.pictures.rows import CountryCount
from toolkit.site.pictures.scales import quantile_classes
from toolkit.site.pictures.svg import WIDE, element, id_of, lettering, picture, told
from toolkit.site.pictures.words import counted, listed

Measure = Literal["meetings", "elections"]

MAP_WIDTH, MAP_HEIGHT = 1440, 634
"""Units of the table of outlines."""

CLASSES = 5
"""Classes of shade at most."""

_SMALL = 120.0
"""A state has a circle where its area in the table is less, divided by the scale of the picture."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A state on the map: a point inside, its area, and its path, empty for a tiny one."""

    x: float
    y: float
    area: float
    path: str

    @property
    def reach(self) -> float:
        """About how far it reaches from the point inside."""
        return 0.45 * math.sqrt(self.area)


@cache
def outlines() -> Mapping[str, Outline]:
    """Return the outlines of states by code."""
    return {
        row["code"]: Outline(float(row["x"]), float(row["y"]), float(row["area"]), row["outline"])
        for row in read_table("country_outlines")
    }


@cache
def country_names() -> Mapping[str, str]:
    """Return the name of each state by code."""
    return {row["code"]: row["names"].split("|")[0] for row in read_table("countries")}


def draw_map(
    counts: Sequence[CountryCount],
    measure: Measure = "meetings",
    *,
    width: int = WIDE,
    name: str = "map",
    land_of: str | None = None,
) -> str:
    """Return the map of one measure; nothing where it is 0 everywhere.

    `width` is in units, `WIDE` or `NARROW`; `name` begins the ids. Where a page has several maps,
    `land_of` is the id of the land of the first, such as `map-720-land`, to be drawn once more
    without its 20 KB.
    """
    numbers = {
        row.country: value
        for row in counts
        if (value := row.meetings if measure == "meetings" else row.elections) > 0
    }
    if not numbers:
        return ""
    scale = width / MAP_WIDTH
    size = 13 if width >= WIDE else 12
    bounds = quantile_classes(numbers.values(), CLASSES)
    classes = {code: _class_of(number, bounds) for code, number in numbers.items()}
    circles = _circles(numbers, scale)
    if land_of is None:
        every = "".join(outline.path for outline in outlines().values())
        land = element("path", d=every, fill=paint("land"), id=f"{id_of(name)}-{width}-land")
    else:
        land = element("use", href=f"#{land_of}")
    shapes = element(
        "g",
        land,
        *_shapes(numbers, classes, bounds, measure),
        transform=f"scale({scale:g})",
        stroke=paint("ground"),
        stroke_width=0.6 / scale,
        stroke_linejoin="round",
    )
    dots = (
        element(
            "circle",
            told(_words(code, numbers[code], measure)),
            cx=x,
            cy=y,
            r=radius,
            fill=paint(_shade(classes[code], bounds)),
        )
        for code, (x, y, radius) in circles.items()
    )
    bottom = MAP_HEIGHT * scale
    entries = [_entry(place, bounds, numbers.values(), measure) for place in range(len(bounds))]
    entries.append(("none known", _swatch("land")))
    legend, deep = draw_legend(entries, width, bottom + 6, size)
    lost = sorted(numbers.keys() - outlines().keys())
    lines = broken(f"Not on the map: {listed(lost)}.", width, size) if lost else []
    notes, more = draw_notes(lines, bottom + 6 + deep)
    return picture(
        name,
        width,
        bottom + 6 + deep + more,
        f"{measure.capitalize()} by country",
        _describe(numbers, measure),
        shapes,
        element("g", *dots, stroke=paint("ink"), stroke_width=0.8),
        *_labels(numbers, circles, scale, width, size),
        legend,
        notes,
    )


def _shapes(
    numbers: Mapping[str, int],
    classes: Mapping[str, int],
    bounds: Sequence[int],
    measure: Measure,
) -> Iterable[str]:
    """Yield each state that has a number, upon the land."""
    drawn = outlines()
    for code in sorted(numbers):
        if code in drawn and drawn[code].path:
            words = told(_words(code, numbers[code], measure))
            fill = paint(_shade(classes[code], bounds))
            yield element("path", words, d=drawn[code].path, fill=fill)


def _circles(numbers: Mapping[str, int], scale: float) -> dict[str, tuple[float, float, float]]:
    """Return middle and radius of the circle of each small state, none upon another."""
    drawn = outlines()
    small = [
        code for code in sorted(numbers) if code in drawn and drawn[code].area < _SMALL / scale
    ]
    radius = 4.5 if scale > 0.4 else 3.5
    xs = [drawn[code].x * scale for code in small]
    ys = [drawn[code].y * scale for code in small]
    for _ in range(40):
        for one in range(len(small)):
            for other in range(one):
                dx, dy = xs[one] - xs[other] or 0.01, ys[one] - ys[other]
                apart = math.sqrt(dx * dx + dy * dy)
                if apart < 2 * radius + 1:
                    push = (2 * radius + 1 - apart) / apart / 2
                    xs[one], ys[one] = xs[one] + dx * push, ys[one] + dy * push
                    xs[other], ys[other] = xs[other] - dx * push, ys[other] - dy * push
    right, low = MAP_WIDTH * scale - radius - 1, MAP_HEIGHT * scale - radius - 1
    return {
        code: (min(max(x, radius + 1), right), min(max(y, radius + 1), low), radius)
        for code, x, y in zip(small, xs, ys, strict=True)
    }


def _labels(
    numbers: Mapping[str, int],
    circles: Mapping[str, tuple[float, float, float]],
    scale: float,
    width: int,
    size: float,
) -> Iterable[str]:
    """Yield the names of the states with the largest numbers, over as few others as may be."""
    drawn = outlines()
    frame = Box(0, 0, width, MAP_HEIGHT * scale)
    places = {
        code: (drawn[code].x * scale, drawn[code].y * scale, drawn[code].reach * scale)
        for code in numbers
        if code in drawn
    } | dict(circles)
    written: list[Box] = []
    order = sorted(places, key=lambda code: (-numbers[code], code))
    for code in order[: 6 if width >= WIDE else 3]:
        others = [around(*places[other]) for other in places if other != code]
        text = f"{country_names().get(code, code)} {numbers[code]:,}"
        label = place_label(text, places[code], size, written, frame, avoided=others)
        if label:
            written.append(label.box)
            yield lettering(label.x, label.y, text, anchor=label.anchor, halo=True)


def _class_of(number: int, bounds: Sequence[int]) -> int:
    return sum(1 for bound in bounds if number > bound)


def _shade(place: int, bounds: Sequence[int]) -> str:
    """Return the colour of a class; few classes take colours that lie far apart."""
    if len(bounds) == 1:
        return "class-4"
    return f"class-{1 + round(place * (CLASSES - 1) / (len(bounds) - 1))}"


def _entry(
    place: int, bounds: Sequence[int], numbers: Iterable[int], measure: Measure
) -> tuple[str, str]:
    """Return the legend of a class: the least and the largest number that it has."""
    inside = [number for number in numbers if _class_of(number, bounds) == place]
    least, largest = min(inside), max(inside)
    words = f"{least:,}" if least == largest else f"{least:,}–{largest:,}"
    if place == 0:
        words += f" {measure if largest > 1 else measure.removesuffix('s')}"
    return words, _swatch(_shade(place, bounds))


def _swatch(colour: str) -> str:
    return element("rect", x=0, y=-6, width=13, height=12, fill=paint(colour))


def _words(code: str, number: int, measure: Measure) -> str:
    return f"{country_names().get(code, code)}: {counted(number, measure.removesuffix('s'))}"


def _describe(numbers: Mapping[str, int], measure: Measure) -> str:
    order = sorted(numbers, key=lambda code: (-numbers[code], code))
    names = (f"{country_names().get(code, code)} {numbers[code]:,}" for code in order)
    whole = counted(sum(numbers.values()), measure.removesuffix("s"))
    where = counted(len(numbers), "country", "countries")
    return f"{whole} in {where}: {listed(names, 40)}."
