"""Where the actors of a network and their names stand on the picture, group by group."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.site.pictures.boxes import Box, Label, around, pack, place_label, whole_box
from toolkit.site.pictures.letters import shorten
from toolkit.site.pictures.network_layout import Point, components, lay_out
from toolkit.site.pictures.rows import MetActor
from toolkit.site.pictures.shapes import REACH
from toolkit.site.pictures.svg import WIDE

_GAP = 14
_LONGEST_NAME = 190.0
_MANY = 15
"""Actors from which on a group is given the width of the picture."""

_NAMED = 5
"""Actors of a group whose names are drawn even where a smaller actor is in the way."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The place and, where there is room, the name of each actor; `bottom` is the lowest unit."""

    places: Mapping[str, Point]
    labels: Mapping[str, Label]
    bottom: float


@dataclass(frozen=True, slots=True)
class _Group:
    """Actors whom ties hold together, with their places and names in the group's own box."""

    places: Mapping[str, Point]
    labels: Mapping[str, Label]
    box: Box


def arrange(
    actors: Sequence[MetActor],
    pairs: Sequence[tuple[str, str]],
    radii: Mapping[str, float],
    width: int,
    top: float,
) -> Arrangement:
    """Return where actors stand in a picture so wide, from `top` on, the largest group first."""
    size = 13 if width >= WIDE else 12
    names = {actor.actor_id: actor for actor in actors}
    groups = [
        _group([names[key] for key in keys], pairs, radii, width, size)
        for keys in components(list(names), pairs)
    ]
    sizes = [
        (group.box.right - group.box.left, group.box.bottom - group.box.top) for group in groups
    ]
    places: dict[str, Point] = {}
    labels: dict[str, Label] = {}
    bottom = top
    for group, (left, upper) in zip(groups, pack(sizes, width - 4, _GAP), strict=True):
        dx, dy = left + 2 - group.box.left, upper + top - group.box.top
        places |= {key: (x + dx, y + dy) for key, (x, y) in group.places.items()}
        labels |= {key: label.moved(dx, dy) for key, label in group.labels.items()}
        bottom = max(bottom, group.box.bottom + dy)
    return Arrangement(places, labels, bottom)


def _group(
    actors: Sequence[MetActor],
    pairs: Sequence[tuple[str, str]],
    radii: Mapping[str, float],
    width: int,
    size: float,
) -> _Group:
    keys = [actor.actor_id for actor in actors]
    inside = set(keys)
    reach = {key: radii[key] * REACH for key in keys}
    own = [pair for pair in pairs if pair[0] in inside]
    length = (42.0 if width >= WIDE else 34.0) + 2 * min(len(keys), 6)
    laid_out = lay_out(keys, own, reach, length)
    places, shapes = _fitted(laid_out, reach, width - 4.0)
    taken = [around(*places[key], reach[key]) for key in keys]
    strokes = [(*places[one], *places[other]) for one, other in own]
    labels: dict[str, Label] = {}
    for actor in sorted(actors, key=lambda actor: -actor.meetings):
        whole = whole_box([shapes, *taken])
        frame = Box(whole.right - width + 4, -math.inf, whole.left + width - 4, math.inf)
        text = shorten(actor.name, _LONGEST_NAME, size)
        x, y = places[actor.actor_id]
        circle = (x, y, reach[actor.actor_id])
        label = place_label(text, circle, size, taken, frame, strokes)
        if label is None and len(labels) < _NAMED:
            named = [label.box for label in labels.values()]
            label = place_label(text, circle, size, named, frame, avoided=taken)
        if label:
            labels[actor.actor_id] = label
            taken.append(label.box)
    whole = whole_box([shapes, *(label.box for label in labels.values())])
    return _Group(places, labels, whole)


def _fitted(
    places: Mapping[str, Point], reach: Mapping[str, float], widest: float
) -> tuple[Mapping[str, Point], Box]:
    """Return the places and their box, no broader than the picture, nor needlessly narrow."""
    shapes = whole_box(around(x, y, reach[key]) for key, (x, y) in places.items())
    broad = shapes.right - shapes.left
    room = widest - 2 * max(reach.values())
    if broad > widest:
        grow = room / broad
    elif len(places) > _MANY and broad < widest - _LONGEST_NAME:
        grow = min(1.6, (widest - _LONGEST_NAME) / broad)
    else:
        return places, shapes
    fitted = {key: (x * grow, y * grow) for key, (x, y) in places.items()}
    return fitted, whole_box(around(x, y, reach[key]) for key, (x, y) in fitted.items())
