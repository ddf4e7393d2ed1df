"""The pictures of a version as its pages take them: each in two widths, of which one is shown.

`colours.stylesheet` has the rules that show the one that fits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.site.pictures.addresses import Address
from toolkit.site.pictures.hemicycle import draw_hemicycle
from toolkit.site.pictures.network import draw_network
from toolkit.site.pictures.result import draw_result
from toolkit.site.pictures.rows import (
    read_countries,
    read_counts,
    read_meetings,
    read_results,
    read_who_met,
)
from toolkit.site.pictures.svg import NARROW, WIDE
from toolkit.site.pictures.timeline import draw_timeline
from toolkit.site.pictures.world_map import draw_map

if TYPE_CHECKING:
    from toolkit.publish.published_version import PublishedVersion

WIDTHS = (WIDE, NARROW)


def timeline_of(published: PublishedVersion, page_of: Address | None = None) -> str:
    """Return the timeline of all meetings; nothing where there is none."""
    meetings = read_meetings(published)
    return "\n".join(draw_timeline(meetings, width=width, page_of=page_of) for width in WIDTHS)


def network_of(published: PublishedVersion, page_of: Address | None = None) -> str:
    """Return the network of who met whom; nothing where nobody met."""
    who_met = read_who_met(published)
    return "\n".join(draw_network(who_met, width=width, page_of=page_of) for width in WIDTHS)


def maps_of(published: PublishedVersion) -> tuple[str, str]:
    """Return the map of meetings and that of elections, for one page; nothing where none is.

    All are drawn on the land of the first.
    """
    counts = read_countries(published)
    drawn: dict[str, list[str]] = {"meetings": [], "elections": []}
    land = None
    for measure in ("meetings", "elections"):
        for width in WIDTHS:
            name = f"map-{measure}"
            svg = draw_map(counts, measure, width=width, name=name, land_of=land)
            if svg and land is None:
                land = f"{name}-{width}-land"
            drawn[measure].append(svg)
    return "\n".join(drawn["meetings"]), "\n".join(drawn["elections"])


def result_of(published: PublishedVersion, election_id: str, page_of: Address | None = None) -> str:
    """Return the result of one election; nothing where none is reported."""
    results, counts = read_results(published, election_id), read_counts(published, election_id)
    return "\n".join(
        draw_result(results, counts, width=width, page_of=page_of, name=f"result-{election_id}")
        for width in WIDTHS
    )


def seats_of(published: PublishedVersion, election_id: str) -> str:
    """Return the seats of the body elected; nothing where too little is reported of it."""
    results, counts = read_results(published, election_id), read_counts(published, election_id)
    return "\n".join(
        draw_hemicycle(results, counts, width=width, name=f"seats-{election_id}")
        for width in WIDTHS
    )
