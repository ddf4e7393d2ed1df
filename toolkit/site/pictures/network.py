"""Who met whom: the actors of a package that met most often, and the meetings that tie them.

The size of an actor and the width of a tie are numbers of meetings; the shape and its colour are
the kind of the actor.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from toolkit.site.pictures.addresses import Address, pages_in
from toolkit.site.pictures.colours import paint
from toolkit.site.pictures.legend import draw_legend, draw_notes, sign_entry
from toolkit.site.pictures.letters import broken
from toolkit.site.pictures.network_layout import Point
from toolkit.site.pictures.network_places import Arrangement, arrange
from toolkit.site.pictures.rows import MetActor, Tie, WhoMet
from toolkit.site.pictures.shapes import KINDS, shape, sign_of, style
from toolkit.site.pictures.svg import WIDE, element, lettering, linked, number, picture, told
from toolkit.site.pictures.words import counted, listed

MOST_IN_NARROW = 30
"""Actors in a picture for a telephone."""


def draw_network(
    who_met: WhoMet,
    *,
    width: int = WIDE,
    page_of: Address | None = None,
    name: str = "network",
) -> str:
    """Return the network of who met whom; nothing where no actor met another.

    `width` is in units, `WIDE` or `NARROW`, where fewer actors are drawn; `page_of` gives the page
    of an actor, by default in the folder `actors`; `name` begins the ids.
    """
    actors, ties = _shown(who_met, width)
    if not actors:
        return ""
    address = pages_in("actors") if page_of is None else page_of
    radii = _radii(actors)
    size = 13 if width >= WIDE else 12
    names = {actor.actor_id: actor for actor in actors}
    legend, top = _legend(actors, width, size)
    pairs = [(tie.one, tie.other) for tie in ties]
    drawn = arrange(actors, pairs, radii, width, top + 6)
    lines = broken(_note(who_met, actors), width, size)
    notes, deep = draw_notes(lines, drawn.bottom + 6)
    return picture(
        name,
        width,
        drawn.bottom + deep + 8,
        "Who met whom",
        _describe(who_met, actors, ties),
        legend,
        _draw_ties(ties, drawn.places, names),
        *_draw_actors(actors, drawn, radii, address),
        notes,
    )


def _shown(who_met: WhoMet, width: int) -> tuple[list[MetActor], list[Tie]]:
    """Return the actors with any tie to another of them, and these ties."""
    most = len(who_met.actors) if width >= WIDE else MOST_IN_NARROW
    kept = {actor.actor_id for actor in who_met.actors[:most]}
    ties = [tie for tie in who_met.ties if {tie.one, tie.other} <= kept and tie.one != tie.other]
    tied = {key for tie in ties for key in (tie.one, tie.other)}
    return [actor for actor in who_met.actors if actor.actor_id in tied], ties


def _radii(actors: Sequence[MetActor]) -> dict[str, float]:
    """Return the radius of each actor: areas are as numbers of meetings, from a least size on."""
    most = max(actor.meetings for actor in actors)
    return {
        actor.actor_id: max(4.0, 14 * math.sqrt(actor.meetings / most))
        if most > 4
        else 5 + 1.5 * (actor.meetings - 1)
        for actor in actors
    }


def _draw_ties(
    ties: Sequence[Tie], places: Mapping[str, Point], names: Mapping[str, MetActor]
) -> str:
    """Return the ties, the strongest on top."""
    most = max(tie.meetings for tie in ties)
    step = min(0.9, 5 / max(most - 1, 1))
    lines = []
    for tie in reversed(ties):
        (x1, y1), (x2, y2) = places[tie.one], places[tie.other]
        both = f"{names[tie.one].name} and {names[tie.other].name}"
        lines.append(
            element(
                "path",
                told(f"{both}: {counted(tie.meetings, 'meeting')}"),
                d=f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}",
                stroke_width=None if tie.meetings == 1 else 1 + step * (tie.meetings - 1),
            )
        )
    return element("g", *lines, stroke=paint("grey"), stroke_opacity="0.5", fill="none")


def _draw_actors(
    actors: Sequence[MetActor],
    drawn: Arrangement,
    radii: Mapping[str, float],
    page_of: Address,
) -> Iterable[str]:
    """Yield the shapes of actors with their names, those of one kind together."""
    by_kind: dict[str, list[str]] = {}
    for actor in actors:
        key = actor.actor_id
        sign = sign_of(KINDS, actor.kind)
        parts = [shape(sign.shape, *drawn.places[key], radii[key])]
        if label := drawn.labels.get(key):
            x, y, anchor = label.x, label.y, label.anchor
            parts.append(lettering(x, y, label.text, anchor=anchor, fill="ink", halo=True))
        words = f"{actor.name}, {sign.word}: {counted(actor.meetings, 'meeting')}"
        by_kind.setdefault(actor.kind, []).append(linked(page_of(key), words, *parts))
    for kind in sorted(by_kind):
        yield element("g", *by_kind[kind], **style(sign_of(KINDS, kind)))


def _legend(actors: Sequence[MetActor], width: int, size: float) -> tuple[str, float]:
    there = {actor.kind for actor in actors}
    order = [*KINDS, *sorted(there - KINDS.keys())]
    signs = dict.fromkeys(sign_of(KINDS, kind) for kind in order if kind in there)
    return draw_legend([sign_entry(sign) for sign in signs], width, 0, size)


def _note(who_met: WhoMet, actors: Sequence[MetActor]) -> str:
    scale = "Larger shapes and broader lines: more meetings, held or going on."
    if who_met.actors_in_all > len(actors):
        drawn = f"{len(actors)} of {who_met.actors_in_all:,} actors, those who met most often"
        scale = f"{scale} Drawn: {drawn}."
    if who_met.ties_in_all > len(who_met.ties):
        scale = f"{scale} Pairs that met less often than others have no line."
    return scale


def _describe(who_met: WhoMet, actors: Sequence[MetActor], ties: Sequence[Tie]) -> str:
    names = {actor.actor_id: actor.name for actor in actors}
    most = listed((f"{actor.name} {actor.meetings:,}" for actor in actors), 12)
    strongest = listed(
        (f"{names[tie.one]} and {names[tie.other]} {tie.meetings:,}" for tie in ties), 12
    )
    return (
        f"{counted(len(actors), 'actor')} and {counted(len(ties), 'pair')} of them that met. "
        f"Meetings by actor: {most}. Meetings by pair: {strongest}. {_note(who_met, actors)}"
    )
