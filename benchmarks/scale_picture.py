"""The picture of how a build grows: time an article and memory by number of articles, as SVG."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from toolkit.training.curve_picture import value_ticks

WIDTH, HEIGHT, GAP = 760, 320, 80
_LEFT, _TOP, _BOTTOM = 64, 44, 56
_PANEL = (WIDTH - 2 * _LEFT - GAP) / 2
_STYLE = """
.ground { fill: #ffffff } .grid { stroke: #d8dee4 } .axis { stroke: #57606a }
text { font: 13px system-ui, sans-serif; fill: #24292f }
.line { fill: none; stroke: #0550ae; stroke-width: 2.5 } .dot { fill: #0550ae }
@media (prefers-color-scheme: dark) {
.ground { fill: #0d1117 } .grid { stroke: #30363d } .axis { stroke: #8b949e }
text { fill: #e6edf3 } .line { stroke: #79c0ff } .dot { fill: #79c0ff }
}
"""

Point = tuple[int, float]


def draw_growth(builds: Mapping[str, Mapping[str, Any]], path: Path) -> None:
    """Write the picture of builds, by their number of articles, to `path`.

    It has light and dark colours; the same figures give the same bytes.
    """
    in_order = [builds[size] for size in sorted(builds, key=int)]
    times = [(one["articles"], 1000 * one["processor_seconds_an_article"]) for one in in_order]
    memory = [(one["articles"], one["peak_mib"]) for one in in_order]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        "<title>How a build grows: time an article and memory by number of articles</title>",
        f"<style>{_STYLE}</style>",
        f'<rect class="ground" width="{WIDTH}" height="{HEIGHT}"/>',
        *_panel(times, _LEFT, "milliseconds of processor an article"),
        *_panel(memory, _LEFT + _PANEL + GAP, "MiB of all processes at most"),
        "</svg>",
    ]
    path.write_text("\n".join(parts) + "\n", encoding="utf-8")


def _text(x: float, y: float, words: str, anchor: str = "middle") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _across(points: Sequence[Point], left: float) -> Callable[[int], float]:
    fewest, most = math.log(points[0][0]), math.log(points[-1][0])
    if fewest == most:
        return lambda _: left + _PANEL / 2
    return lambda articles: left + (math.log(articles) - fewest) / (most - fewest) * _PANEL


def _panel(points: Sequence[Point], left: float, title: str) -> list[str]:
    """Return one of the two drawings: values from 0 on, articles by their logarithm."""
    ticks = value_ticks(0, max(value for _, value in points))
    across, floor, right = _across(points, left), HEIGHT - _BOTTOM, left + _PANEL

    def down(value: float) -> float:
        return floor - value / ticks[-1] * (floor - _TOP)

    parts = [_text(left, _TOP - 20, title, "start")]
    for tick in ticks:
        y = down(tick)
        parts.append(f'<line class="grid" x1="{left}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}"/>')
        parts.append(_text(left - 8, y + 4, f"{tick:g}", "end"))
    parts.append(f'<line class="axis" x1="{left}" y1="{floor}" x2="{right}" y2="{floor}"/>')
    parts += [_text(across(articles), floor + 20, f"{articles:,}") for articles, _ in points]
    parts.append(_text(left + _PANEL / 2, HEIGHT - 12, "articles (logarithmic)"))
    places = " ".join(f"{across(n):.1f},{down(value):.1f}" for n, value in points)
    parts.append(f'<polyline class="line" points="{places}"/>')
    for articles, value in points:
        x, y = across(articles), down(value)
        parts.append(f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4"/>')
    return parts
