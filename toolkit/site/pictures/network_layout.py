"""Where the actors of a network stand: near those whom they met, apart from all others.

Distances on paper follow the distances in the network, by stress majorization: E. Gansner,
Y. Koren and S. North, "Graph Drawing by Stress Majorization", Graph Drawing 2004. The start is
fixed and all arithmetic is in one order, so that every machine gives the same places.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

Point = tuple[float, float]

_ROUNDS = 120
_PUSHES = 60


def components(keys: Sequence[str], ties: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Return the keys in groups that ties hold together, the largest group first."""
    near = neighbours(keys, ties)
    found: list[list[str]] = []
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            continue
        group, waiting = [], [key]
        seen.add(key)
        while waiting:
            one = waiting.pop(0)
            group.append(one)
            fresh = [other for other in near[one] if other not in seen]
            seen.update(fresh)
            waiting.extend(fresh)
        found.append(group)
    return sorted(found, key=lambda group: -len(group))


def neighbours(keys: Sequence[str], ties: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """Return whom each key is tied to, in the order of the ties."""
    near: dict[str, list[str]] = {key: [] for key in keys}
    for one, other in dict.fromkeys(ties):
        if other not in near[one]:
            near[one].append(other)
            near[other].append(one)
    return near


def lay_out(
    keys: Sequence[str],
    ties: Sequence[tuple[str, str]],
    radii: Mapping[str, float],
    length: float,
) -> dict[str, Point]:
    """Return the middle of each key of one group, in units, with 0, 0 amid them.

    `length` is that of a tie between two that are tied to no one else; those with many ties
    stand further apart, to leave room for them.
    """
    if len(keys) == 1:
        return {keys[0]: (0.0, 0.0)}
    far = _distances(keys, ties, length)
    count = len(keys)
    around = [2 * math.pi * place / count for place in range(count)]
    reach = length * math.sqrt(count)
    # Rounded, since machines differ in the last digit of a sine.
    xs = [round(reach * math.cos(angle), 3) for angle in around]
    ys = [round(reach * math.sin(angle), 3) for angle in around]
    for _ in range(_ROUNDS):
        for one in range(count):
            _settle(one, xs, ys, far[one])
    _push_apart(xs, ys, [radii[key] for key in keys])
    _lay_flat(xs, ys)
    return {key: (xs[place], ys[place]) for place, key in enumerate(keys)}


def _distances(
    keys: Sequence[str], ties: Sequence[tuple[str, str]], length: float
) -> list[list[float]]:
    """Return the length of the shortest way between each two keys."""
    near = neighbours(keys, ties)
    places = {key: place for place, key in enumerate(keys)}
    count = len(keys)
    far = [[math.inf] * count for _ in keys]
    for place in range(count):
        far[place][place] = 0.0
    for one, other in ties:
        crowd = min(len(near[one]), len(near[other])) - 1
        here, there = places[one], places[other]
        far[here][there] = far[there][here] = length * (1 + 0.13 * min(crowd, 20))
    for middle in range(count):
        by_middle = far[middle]
        for row in far:
            begin = row[middle]
            if begin < math.inf:
                for end in range(count):
                    if begin + by_middle[end] < row[end]:
                        row[end] = begin + by_middle[end]
    return far


def _settle(one: int, xs: list[float], ys: list[float], far: Sequence[float]) -> None:
    """Move one to where its distances to all others are nearest to those wanted."""
    weights = x = y = 0.0
    for other, wanted in enumerate(far):
        if other == one:
            continue
        dx, dy = xs[one] - xs[other], ys[one] - ys[other]
        apart = math.sqrt(dx * dx + dy * dy) or 0.01
        weight = 1 / (wanted * wanted)
        x += weight * (xs[other] + wanted * dx / apart)
        y += weight * (ys[other] + wanted * dy / apart)
        weights += weight
    xs[one], ys[one] = x / weights, y / weights


def _push_apart(xs: list[float], ys: list[float], radii: Sequence[float]) -> None:
    for _ in range(_PUSHES):
        moved = False
        for one in range(len(xs)):
            for other in range(one):
                dx, dy = xs[one] - xs[other], ys[one] - ys[other]
                apart = math.sqrt(dx * dx + dy * dy)
                wanted = radii[one] + radii[other] + 7
                if apart >= wanted:
                    continue
                if apart < 0.01:
                    dx, dy, apart = 0.01, 0.0, 0.01
                share = (wanted - apart) / apart / 2
                xs[one], ys[one] = xs[one] + dx * share, ys[one] + dy * share
                xs[other], ys[other] = xs[other] - dx * share, ys[other] - dy * share
                moved = True
        if not moved:
            return


def _lay_flat(xs: list[float], ys: list[float]) -> None:
    """Turn a group so that it is broader than high, as pages and lettering are."""
    count = len(xs)
    middle_x, middle_y = _mean(xs), _mean(ys)
    across = down = both = 0.0
    for place in range(count):
        xs[place] -= middle_x
        ys[place] -= middle_y
        across += xs[place] * xs[place]
        down += ys[place] * ys[place]
        both += xs[place] * ys[place]
    turn = round(0.5 * math.atan2(2 * both, across - down), 6)
    # A little aslant: names of actors on one line would lie on top of one another.
    cosine, sine = round(math.cos(turn - 0.35), 6), round(math.sin(turn - 0.35), 6)
    for place in range(count):
        x, y = xs[place], ys[place]
        xs[place], ys[place] = x * cosine + y * sine, y * cosine - x * sine


def _mean(values: Sequence[float]) -> float:
    whole = 0.0
    for value in values:
        whole += value
    return whole / len(values)
