"""The picture of a learning curve: articles against a figure, seen and unseen, as SVG."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from toolkit.evaluation.figures import TABLES
from toolkit.training.curve_point import LOSS, CurvePoint

WIDTH, HEIGHT = 680, 400
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 190, 28, 56
_LABEL_GAP = 20
"""Least distance of the two labels at the ends of the lines."""
_FEWEST_STEPS = 4

_STYLE = """
.ground { fill: #ffffff } .grid { stroke: #d8dee4 } .axis { stroke: #57606a }
text { font: 13px system-ui, sans-serif; fill: #24292f }
.line { fill: none; stroke-width: 2.5 }
.seen { stroke: #9a6700 } .unseen { stroke: #0550ae }
.seen-dot { fill: #9a6700 } .unseen-dot { fill: #0550ae }
.seen { stroke-dasharray: 6 4 }
@media (prefers-color-scheme: dark) {
.ground { fill: #0d1117 } .grid { stroke: #30363d } .axis { stroke: #8b949e }
text { fill: #e6edf3 }
.seen { stroke: #e3b341 } .unseen { stroke: #79c0ff }
.seen-dot { fill: #e3b341 } .unseen-dot { fill: #79c0ff }
}
"""


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where numbers of articles and values stand in the picture."""

    fewest: int
    most: int
    ticks: tuple[float, ...]

    def across(self, articles: int) -> float:
        """Return the horizontal place of a number of articles, by its logarithm."""
        width = WIDTH - _LEFT - _RIGHT
        if self.fewest == self.most:
            return _LEFT + width / 2
        share = math.log(articles / self.fewest) / math.log(self.most / self.fewest)
        return _LEFT + share * width

    def down(self, value: float) -> float:
        """Return the vertical place of a value."""
        low, high = self.ticks[0], self.ticks[-1]
        return _TOP + (high - value) / (high - low) * (HEIGHT - _TOP - _BOTTOM)


def draw_learning_curve(points: Sequence[CurvePoint], path: Path, figure: str = "overall") -> None:
    """Write the picture of one figure of a learning curve to `path`, as SVG.

    `figure` is a name of `toolkit evaluate --json`, or `loss`. The picture has light and dark
    colours, and the same points give the same bytes. Raises ValueError where there is no point,
    or where a point lacks the figure.
    """
    if not points:
        raise ValueError("A learning curve needs at least one point.")
    for point in points:
        if figure not in point.seen or figure not in point.unseen:
            raise ValueError(f"The point of {point.articles} articles has no figure {figure!r}.")
    path.write_text(_picture(sorted(points, key=lambda one: one.articles), figure), "utf-8")


def value_ticks(least: float, greatest: float) -> tuple[float, ...]:
    """Return round values at even steps, the first not above `least`, the last not below."""
    span = max(greatest - least, 0.01)
    size = 10.0 ** math.floor(math.log10(span / _FEWEST_STEPS))
    step = max(size * factor for factor in (1, 2, 5) if size * factor <= span / _FEWEST_STEPS)
    first, last = math.floor(least / step + 1e-9), math.ceil(greatest / step - 1e-9)
    return tuple(round(number * step, 6) for number in range(first, max(last, first + 1) + 1))


def _picture(points: Sequence[CurvePoint], figure: str) -> str:
    values = [value for point in points for value in (point.seen[figure], point.unseen[figure])]
    frame = _Frame(points[0].articles, points[-1].articles, value_ticks(min(values), max(values)))
    title = f"Learning curve: {_measure(figure)} by number of articles"
    last = points[-1]
    told = (
        f"With {last.articles:,} articles {last.seen[figure]:.2f} on articles that were learned "
        f"from and {last.unseen[figure]:.2f} on articles kept aside."
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(told)}</desc>",
        f"<style>{_STYLE}</style>",
        f'<rect class="ground" width="{WIDTH}" height="{HEIGHT}"/>',
        *_value_axis(frame, figure),
        *_article_axis(frame, points),
        *_line("seen", points, frame, lambda point: point.seen[figure]),
        *_line("unseen", points, frame, lambda point: point.unseen[figure]),
        *_labels(frame, {"learned from": last.seen[figure], "kept aside": last.unseen[figure]}),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _measure(figure: str) -> str:
    if figure == LOSS:
        return "loss a word"
    return f"{figure} F1" if figure in ("overall", *TABLES) else f"{figure}, share right"


def _text(x: float, y: float, words: str, anchor: str = "middle", turn: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{turn}>{escape(words)}</text>'


def _value_axis(frame: _Frame, figure: str) -> list[str]:
    right, middle = WIDTH - _RIGHT, (_TOP + HEIGHT - _BOTTOM) / 2
    parts = []
    for tick in frame.ticks:
        y = frame.down(tick)
        parts.append(f'<line class="grid" x1="{_LEFT}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}"/>')
        parts.append(_text(_LEFT - 8, y + 4, f"{tick:g}", "end"))
    turn = f' transform="rotate(-90 18 {middle:.1f})"'
    return [*parts, _text(18, middle, _measure(figure), turn=turn)]


def _article_axis(frame: _Frame, points: Sequence[CurvePoint]) -> list[str]:
    floor, right = HEIGHT - _BOTTOM, WIDTH - _RIGHT
    parts = [f'<line class="axis" x1="{_LEFT}" y1="{floor}" x2="{right}" y2="{floor}"/>']
    for point in points:
        x = frame.across(point.articles)
        parts.append(
            f'<line class="axis" x1="{x:.1f}" y1="{floor}" x2="{x:.1f}" y2="{floor + 5}"/>'
        )
        parts.append(_text(x, floor + 20, f"{point.articles:,}"))
    label = "articles learned from (logarithmic)"
    return [*parts, _text((_LEFT + right) / 2, HEIGHT - 12, label)]


def _line(
    name: str, points: Sequence[CurvePoint], frame: _Frame, value: Callable[[CurvePoint], float]
) -> list[str]:
    places = [(frame.across(point.articles), frame.down(value(point))) for point in points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    return [
        f'<polyline class="line {name}" points="{path}"/>',
        *(f'<circle class="{name}-dot" cx="{x:.1f}" cy="{y:.1f}" r="4"/>' for x, y in places),
    ]


def _labels(frame: _Frame, values: Mapping[str, float]) -> list[str]:
    """Return what the lines are, beside their ends; labels that would touch are moved apart."""
    in_order = sorted(values.items(), key=lambda item: frame.down(item[1]))
    x = frame.across(frame.most) + 12
    parts: list[str] = []
    above = -math.inf
    for name, value in in_order:
        above = max(frame.down(value) + 4, above + _LABEL_GAP)
        parts.append(_text(x, above, f"articles {name}: {value:.2f}", "start"))
    return parts
