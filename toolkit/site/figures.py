"""The pictures of a version, each with its numbers as a table.

They are drawn twice, for large and for small screens, of which a page shows one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.publish.published_version import PublishedVersion
from toolkit.site.pictures.addresses import Address
from toolkit.site.pictures.hemicycle import draw_hemicycle
from toolkit.site.pictures.network import draw_network
from toolkit.site.pictures.result import draw_result
from toolkit.site.pictures.rows import (
    ContenderResult,
    ElectionCount,
    read_countries,
    read_meetings,
    read_who_met,
)
from toolkit.site.pictures.svg import NARROW, WIDE
from toolkit.site.pictures.timeline import draw_timeline
from toolkit.site.pictures.world_map import Measure, draw_map
from toolkit.site.selection import PageRows, Row, Selection
from toolkit.site.wording import country, day, number

_MOST_LINES = 25
"""Lines of the table beside the network."""

_MAPS: tuple[tuple[Measure, str, str], ...] = (
    (
        "meetings",
        "Where they met",
        "Meetings by the state in which they took place, where it is known.",
    ),
    ("elections", "Where they voted", "Elections by the state that voted."),
)

# What a first page shows must be soon fetched: of more, the pictures show less detail.
_MOST_MEETINGS = 200
_MOST_TIES = 150


@dataclass(frozen=True, slots=True)
class Cell:
    """A value under a picture; with `kind` and `id` it leads to the page of a row."""

    text: str
    kind: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture as SVG of two widths, and its numbers: the first `words` columns are text."""

    name: str
    title: str
    note: str
    wide: str
    narrow: str
    table_title: str
    columns: tuple[str, ...]
    words: int
    rows: tuple[tuple[Cell, ...], ...]


def version_figures(published: PublishedVersion, selection: Selection) -> tuple[Figure, ...]:
    """Return the pictures of a version that have something to show."""
    figures = (
        _timeline(published, selection),
        _network(published, selection),
        *_maps(published),
    )
    return tuple(figure for figure in figures if figure.wide)


def election_pictures(page: PageRows, selection: Selection) -> tuple[str, ...]:
    """Return the pictures of an election as SVG: its results, and the seats of who was elected.

    What nothing is reported for is left out.
    """
    results = [
        ContenderResult(
            contender_id=row["contender_id"],
            contender=row["contender"],
            article_id=row["article_id"],
            source=_source(row),
            status=row["status"],
            votes=row["votes"],
            vote_share=row["vote_share"],
            seats=row["seats"],
            outcome=row["outcome"],
        )
        for row in page["results"].rows
    ]
    counts = [
        ElectionCount(
            row["article_id"], _source(row), row["status"], row["turnout"], row["seats_total"]
        )
        for row in page["reports"].rows
    ]
    page_of = _address(selection, "actors", "../")
    drawn = (
        "".join(
            draw_result(results, counts, width=width, page_of=page_of) for width in (WIDE, NARROW)
        ),
        "".join(draw_hemicycle(results, counts, width=width) for width in (WIDE, NARROW)),
    )
    return tuple(filter(None, drawn))


def _timeline(published: PublishedVersion, selection: Selection) -> Figure:
    meetings = read_meetings(published, _MOST_MEETINGS)
    page_of = _address(selection, "meetings")
    wide, narrow = (
        draw_timeline(meetings, width=width, page_of=page_of) for width in (WIDE, NARROW)
    )
    rows = tuple(
        (
            Cell("Not known" if row["year"] is None else str(row["year"])),
            Cell(number(row["meetings"])),
            Cell(number(row["elections"])),
        )
        for row in selection.query("index/years")
    )
    return Figure(
        "timeline",
        "When they met",
        "A meeting whose day is not known exactly spans the days on which it can have been.",
        wide,
        narrow,
        "Numbers by year",
        ("Year", "Meetings", "Elections"),
        1,
        rows,
    )


def _network(published: PublishedVersion, selection: Selection) -> Figure:
    who_met = read_who_met(published, most_ties=_MOST_TIES)
    page_of = _address(selection, "actors")
    wide, narrow = (draw_network(who_met, width=width, page_of=page_of) for width in (WIDE, NARROW))
    names = {actor.actor_id: actor.name for actor in who_met.actors}
    rows = tuple(
        (
            Cell(names[tie.one], "actors", tie.one),
            Cell(names[tie.other], "actors", tie.other),
            Cell(number(tie.meetings)),
        )
        for tie in who_met.ties[:_MOST_LINES]
    )
    return Figure(
        "network",
        "Who met whom",
        "The most connected actors, and the meetings between them that were held.",
        wide,
        narrow,
        "Pairs that met most often",
        ("One", "Other", "Meetings"),
        2,
        rows,
    )


def _maps(published: PublishedVersion) -> Iterator[Figure]:
    """Give the map of meetings and that of elections, both drawn on the land of the first."""
    counts = read_countries(published)
    land = None
    for measure, title, note in _MAPS:
        wide, narrow = (
            draw_map(counts, measure, width=width, name=measure, land_of=land)
            for width in (WIDE, NARROW)
        )
        if wide and land is None:
            land = f"{measure}-{WIDE}-land"
            narrow = draw_map(counts, measure, width=NARROW, name=measure)
        ordered = sorted(counts, key=lambda row: (-getattr(row, measure), row.country))
        rows = tuple(
            (Cell(country(row.country)), Cell(number(getattr(row, measure))))
            for row in ordered
            if getattr(row, measure)
        )
        columns = ("Country", measure.capitalize())
        yield Figure(
            f"{measure}-map", title, note, wide, narrow, "Numbers by country", columns, 1, rows
        )


def _address(selection: Selection, kind: str, root: str = "") -> Address:
    """Return what gives the address of the page of a key, from a page that `root` leads back."""

    def address(key: str) -> str | None:
        path = selection.path(kind, key)
        return None if path is None else root + path

    return address


def _source(row: Row) -> str:
    """Return what a reader knows an article by: `Example Wire, 12 October 2021`."""
    name = row["publisher"] or row["article"]
    return f"{name}, {day(row['published_on'])}" if row["published_on"] else str(name)
