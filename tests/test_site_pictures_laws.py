"""Whatever the rows are, their pictures are sound XML, lie inside their frame and lead to pages."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree

from drawn_picture import SVG, links, parsed
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.site.pictures.hemicycle import draw_hemicycle
from toolkit.site.pictures.letters import text_width
from toolkit.site.pictures.network import draw_network
from toolkit.site.pictures.result import draw_result
from toolkit.site.pictures.rows import (
    ContenderResult,
    CountryCount,
    DatedMeeting,
    ElectionCount,
    MetActor,
    Tie,
    WhoMet,
)
from toolkit.site.pictures.svg import NARROW, SMALLEST, WIDE
from toolkit.site.pictures.timeline import draw_timeline
from toolkit.site.pictures.world_map import draw_map

WIDTHS = (WIDE, NARROW)
HOSTILE = '<script>alert("1")</script> & ]]> \x00\ud800\u202e'
EXAMPLES = int(os.environ.get("PARLEY_EXAMPLES", "20"))

names = st.text(max_size=60) | st.sampled_from((HOSTILE, "W" * 200, "王" * 40, ""))
days = st.dates(date(1, 1, 1), date(9999, 12, 31)) | st.dates(date(2019, 1, 1), date(2022, 1, 1))
statuses = st.sampled_from(("held", "planned", "ongoing", "cancelled", "denied", "<new>"))
keys = st.from_regex("[a-z0-9]{1,3}", fullmatch=True) | names


@st.composite
def meetings(draw: st.DrawFn) -> DatedMeeting:
    first, last = sorted((draw(days), draw(days)))
    if draw(st.booleans()):
        last = first
    count = draw(st.integers(1, 10**7)) if draw(st.booleans()) else 1
    if draw(st.integers(0, 9)) == 0:
        return DatedMeeting(draw(statuses), None, None, count=count)
    return DatedMeeting(draw(statuses), first, last, draw(keys), draw(names), count)


@st.composite
def networks(draw: st.DrawFn) -> WhoMet:
    kinds = st.sampled_from(("person", "party", "government", "media", "group", "<new>"))
    numbers = st.integers(1, 10**6)
    ids = draw(st.lists(keys, unique=True, max_size=14))
    actors = tuple(MetActor(key, draw(names), draw(kinds), draw(numbers)) for key in ids)
    ends = st.sampled_from(ids) if ids else st.nothing()
    ties = draw(st.lists(st.builds(Tie, ends, ends, numbers), max_size=20)) if ids else []
    return WhoMet(actors, tuple(ties), draw(numbers))


results = st.builds(
    ContenderResult,
    *(keys, names, st.sampled_from(("one", "two", "three")), names),
    status=st.sampled_from(("exit_poll", "partial", "preliminary", "final", "<new>")),
    votes=st.none() | st.integers(0, 10**12),
    vote_share=st.none() | st.floats(0, 100),
    seats=st.none() | st.integers(0, 300) | st.integers(0, 10**6),
    outcome=st.none() | st.sampled_from(("won", "runoff", "<new>")),
)
counts = st.builds(
    ElectionCount, st.sampled_from(("one", "four")), names, turnout=st.none() | st.floats(0, 100)
)
countries = st.builds(
    CountryCount,
    st.sampled_from(("FR", "IQ", "US", "MT", "SG", "FJ", "RU", "NZ", "ZZ", "CL")),
    st.integers(0, 10**7),
    st.integers(0, 10**4),
)


def extent(element: ElementTree.Element, size: float) -> Iterator[tuple[float, float]]:
    """Yield the points that an element reaches, lettering by its estimated width."""
    number = {key: float(value) for key, value in element.attrib.items() if _is_number(value)}
    x, y = number.get("x", 0), number.get("y", 0)
    if element.tag == f"{SVG}rect":
        yield from ((x, y), (x + number["width"], y + number["height"]))
    elif element.tag == f"{SVG}circle":
        radius = number["r"]
        yield (number["cx"] - radius, number["cy"] - radius)
        yield (number["cx"] + radius, number["cy"] + radius)
    elif element.tag == f"{SVG}text":
        # Names in bold are measured by their letters; what follows them stands on the same line.
        wide = text_width("".join(element.itertext()), size)
        shift = {"middle": wide / 2, "end": wide}.get(element.attrib.get("text-anchor", ""), 0)
        yield from ((x - shift, y), (x - shift + wide, y))


def _is_number(value: str) -> bool:
    return bool(re.fullmatch(r"-?[\d.]+", value))


def check_picture(svg: str, width: int) -> None:
    """Assert that a picture is sound XML, that its parts lie inside it and lead to pages alone."""
    if not svg:
        return
    root = parsed(svg)
    _, _, across, down = map(float, root.attrib["viewBox"].split())
    assert across == width
    size = float(root.attrib["font-size"])
    assert size >= SMALLEST
    assert root.attrib["role"] == ("group" if links(svg) else "img")
    marks = root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")
    assert all(marks)
    for part in parts_unmoved(root):
        for x, y in extent(part, size):
            assert -1 <= x <= across + 1, (part.tag, part.attrib, part.text)
            assert -1 <= y <= down + 1, (part.tag, part.attrib, part.text)
    assert {element.tag for element in root.iter()} <= {
        SVG + tag
        for tag in (
            "svg",
            "title",
            "desc",
            "g",
            "a",
            "path",
            "rect",
            "circle",
            "text",
            "tspan",
            "use",
        )
    }
    assert all(re.fullmatch(r"[a-z]+/[a-z0-9-]+\.html", link) for link in links(svg))


def parts_unmoved(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Yield the parts whose coordinates are those of the picture."""
    for part in element:
        if "transform" not in part.attrib:
            yield part
            yield from parts_unmoved(part)


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(meetings(), max_size=30))
def test_any_meetings_give_a_sound_timeline(rows: list[DatedMeeting]):
    for width in WIDTHS:
        check_picture(draw_timeline(rows, width=width), width)


@settings(max_examples=EXAMPLES, deadline=None)
@given(networks())
def test_any_actors_give_a_sound_network(rows: WhoMet):
    for width in WIDTHS:
        check_picture(draw_network(rows, width=width), width)


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(results, max_size=12), st.lists(counts, max_size=3))
def test_any_results_give_a_sound_picture(rows: list[ContenderResult], of: list[ElectionCount]):
    for width in WIDTHS:
        check_picture(draw_result(rows, of, width=width), width)
        check_picture(draw_hemicycle(rows, of, width=width), width)


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(countries, max_size=10, unique_by=lambda row: row.country))
def test_any_counts_give_a_sound_map(rows: list[CountryCount]):
    for width in WIDTHS:
        check_picture(draw_map(rows, width=width), width)
