"""Make `toolkit/reference/country_outlines.csv` from Natural Earth, which is in the public domain.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python benchmarks/country_outlines.py package > toolkit/reference/country_outlines.csv

The npm package `world-atlas` carries Natural Earth 4.1.0 as TopoJSON. Outlines are those of its
scale 1:110m, with borders thinned once, so that neighbours still share them; states that are too
small for that scale have a point alone, the middle of their largest island at 1:10m.

The projection is Equal Earth, where areas are true: B. Šavrič, T. Patterson and B. Jenny, "The
Equal Earth map projection", International Journal of Geographical Information Science 33 (2019).
Thinning is by the areas of triangles: M. Visvalingam and J. D. Whyatt, "Line generalisation by
repeated elimination of points", The Cartographic Journal 30 (1993).
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import math
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pycountry

Point = tuple[float, float]

WIDTH = 1440
"""Units across the whole map: half a pixel of a picture 720 wide."""

NORTH, SOUTH = 84.0, -56.0
"""Parallels, in degrees, between which the map lies; Antarctica is left out."""

LEAST_TRIANGLE = 5.0
"""Corners that stand out less than this are left out, in square units."""

LEAST_ISLAND = 16.0
"""Islands smaller than this are left out, but the largest of each state, in square units."""

NAMED = {"Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO"}
"""Shapes without a number: Kosovo, and two that are drawn with the state that claims them."""

HEADER = (
    "# Outlines of states in Equal Earth, 1440 units across from 180 degrees west to 180 east "
    "and from 84 degrees north down, with a point inside and the area in square units; used by "
    "toolkit/site/pictures; made by benchmarks/country_outlines.py from Natural Earth 4.1.0, "
    "which is in the public domain"
)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("package", type=Path, help="the unpacked npm package world-atlas")
    folder = parser.parse_args().package
    shapes = outlines(json.loads((folder / "countries-110m.json").read_text("utf-8")), True)
    points = outlines(json.loads((folder / "countries-10m.json").read_text("utf-8")), False)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("code", "x", "y", "area", "outline"))
    for code in sorted(shapes.keys() | points.keys()):
        rings = shapes.get(code) or points[code]
        largest = max(rings, key=area)
        x, y = middle(largest)
        size = sum(map(area, rings)) if code in shapes else area(largest)
        outline = "".join(map(path_of, kept(rings))) if code in shapes else ""
        if code != "AQ":
            writer.writerow((code, round(x), round(y), round(size, 1), outline))
    sys.stdout.write(f"{HEADER}\n{out.getvalue()}")


def outlines(topology: dict[str, Any], thin: bool) -> dict[str, list[list[Point]]]:
    """Return the rings of each state by code, on the map."""
    arcs = [unbroken(arc_of(arc, topology["transform"])) for arc in topology["arcs"]]
    if thin:
        arcs = [thinned(arc) for arc in arcs]
    found: dict[str, list[list[Point]]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = code_of(geometry)
        if code and geometry["type"]:
            for ring in rings_of(geometry, arcs):
                parts = (cut([(x + turn, y) for x, y in ring]) for turn in (-360, 0, 360))
                rings = ([projected(*point) for point in part] for part in parts if part)
                found.setdefault(code, []).extend(rings)
    return found


def code_of(geometry: dict[str, Any]) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a shape."""
    if "id" not in geometry:
        return NAMED.get(geometry["properties"]["name"])
    country = pycountry.countries.get(numeric=geometry["id"])
    return country.alpha_2 if country else None


def arc_of(arc: Sequence[Sequence[int]], transform: dict[str, Any]) -> list[Point]:
    """Return the points of an arc in degrees east and north; TopoJSON keeps them as steps."""
    (scale_x, scale_y), (shift_x, shift_y) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((x * scale_x + shift_x, y * scale_y + shift_y))
    return points


def unbroken(points: Sequence[Point], before: float | None = None) -> list[Point]:
    """Return points without a jump from 180 degrees east to 180 west or back.

    `before` is the longitude that they go on from.
    """
    found: list[Point] = []
    for x, y in points:
        if before is not None:
            x += 360 * round((before - x) / 360)
        found.append((x, y))
        before = x
    return found


def cut(ring: Sequence[Point]) -> list[Point]:
    """Return what of a ring lies between 180 degrees west and 180 degrees east."""
    for side in (-1, 1):
        kept: list[Point] = []
        for place, (x, y) in enumerate(ring):
            from_x, from_y = ring[place - 1]
            if (x * side <= 180) != (from_x * side <= 180):
                share = (180 * side - from_x) / (x - from_x)
                kept.append((180.0 * side, from_y + share * (y - from_y)))
            if x * side <= 180:
                kept.append((x, y))
        ring = kept
    return list(ring)


def equal_earth(longitude: float, latitude: float) -> Point:
    """Return the place on a globe of radius 1 for degrees east and north."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    slope = 9 * a4 * theta**8 + 7 * a3 * theta**6 + 3 * a2 * theta**2 + a1
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(theta) / (3 * slope)
    return x, a4 * theta**9 + a3 * theta**7 + a2 * theta**3 + a1 * theta


EDGE = equal_earth(180, 0)[0]
TOP = equal_earth(0, NORTH)[1]


def projected(longitude: float, latitude: float) -> Point:
    """Return the place on the map, in units from its upper left corner."""
    x, y = equal_earth(longitude, max(SOUTH, min(NORTH, latitude)))
    scale = WIDTH / (2 * EDGE)
    return (x + EDGE) * scale, (TOP - y) * scale


def thinned(arc: list[Point]) -> list[Point]:
    """Return an arc without the corners that stand out least; its ends stay."""
    arc = list(arc)
    while len(arc) > 4:
        flat = [projected(*point) for point in arc]
        sizes = [triangle(*flat[place - 1 : place + 2]) for place in range(1, len(arc) - 1)]
        least = min(range(len(sizes)), key=sizes.__getitem__)
        if sizes[least] >= LEAST_TRIANGLE:
            break
        del arc[least + 1]
    return arc


def triangle(a: Point, b: Point, c: Point) -> float:
    """Return the area of a triangle."""
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def rings_of(geometry: dict[str, Any], arcs: Sequence[Sequence[Point]]) -> Iterator[list[Point]]:
    """Yield the rings of a shape, each without its first point at the end."""
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    for polygon in polygons:
        for ring in polygon:
            points: list[Point] = []
            for number in ring:
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                points.extend(unbroken(arc, points[-1][0])[1:] if points else arc)
            yield points[:-1]


def area(ring: Sequence[Point]) -> float:
    """Return the area of a ring."""
    return abs(signed_area(ring))


def signed_area(ring: Sequence[Point]) -> float:
    """Return the area of a ring, negative where it runs the other way round."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs) / 2


def middle(ring: Sequence[Point]) -> Point:
    """Return the centre of gravity of a ring."""
    size = signed_area(ring)
    if not size:
        return ring[0]
    x = y = 0.0
    for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = a[0] * b[1] - b[0] * a[1]
        x += (a[0] + b[0]) * cross
        y += (a[1] + b[1]) * cross
    return x / (6 * size), y / (6 * size)


def kept(rings: Sequence[list[Point]]) -> list[list[Point]]:
    """Return the rings that are large enough to be seen, the largest always."""
    largest = max(rings, key=area)
    return [ring for ring in rings if ring is largest or area(ring) >= LEAST_ISLAND]


def path_of(ring: Sequence[Point]) -> str:
    """Return a ring as SVG path data of whole units, each point as a step from the last."""
    whole = [(round(x), round(y)) for x, y in ring]
    points = [point for place, point in enumerate(whole) if point != whole[place - 1]]
    if len(points) < 3:
        return ""
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points)]
    data = f"M{points[0][0]} {points[0][1]}l"
    for place, (x, y) in enumerate(steps):
        start = "" if place == 0 or x < 0 else " "
        data += f"{start}{x}{'' if y < 0 else ' '}{y}"
    return f"{data}z"


if __name__ == "__main__":
    main()
