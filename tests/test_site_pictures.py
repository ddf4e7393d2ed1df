"""The pictures of a release: what they show is what the rows say, and nothing else."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterator
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from conftest import PROJECT
from hypothesis import given, settings
from hypothesis import strategies as st
from small_package import ELECTION, build_small_package, small_rows

from toolkit.publish.published_version import PublishedVersion, open_published
from toolkit.site.pictures.addresses import pages_in
from toolkit.site.pictures.colours import COLOURS, stylesheet
from toolkit.site.pictures.hemicycle import draw_hemicycle, seats_in_rows
from toolkit.site.pictures.letters import text_width
from toolkit.site.pictures.network import draw_network
from toolkit.site.pictures.page_pictures import (
    maps_of,
    network_of,
    result_of,
    seats_of,
    timeline_of,
)
from toolkit.site.pictures.result import draw_result
from toolkit.site.pictures.rows import (
    ContenderResult,
    CountryCount,
    DatedMeeting,
    ElectionCount,
    MetActor,
    Tie,
    WhoMet,
    read_countries,
    read_meetings,
    read_who_met,
)
from toolkit.site.pictures.svg import NARROW, SMALLEST, WIDE, standalone
from toolkit.site.pictures.timeline import draw_timeline
from toolkit.site.pictures.world_map import draw_map, outlines

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert("1")</script> & ]]> \x00\ud800\u202e'
WIDTHS = (WIDE, NARROW)

LONGER = int(os.environ.get("PARLEY_LONGER_TESTS", "1"))
"""How many times as many made rows are tried as in the usual run."""


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def titles(svg: str) -> list[str]:
    """Return what the parts of a picture say of themselves, without the picture's own title."""
    return [element.text or "" for element in parsed(svg).iter(f"{SVG}title")][1:]


def lines_of(svg: str) -> list[str]:
    return ["".join(element.itertext()) for element in parsed(svg).iter(f"{SVG}text")]


def description(svg: str) -> str:
    return parsed(svg).findtext(f"{SVG}desc") or ""


def links(svg: str) -> list[str]:
    return [element.attrib["href"] for element in parsed(svg).iter(f"{SVG}a")]


def bars(svg: str) -> dict[str, float]:
    """Return the width of each bar by what it says."""
    found = {}
    for bar in parsed(svg).iter(f"{SVG}rect"):
        if words := bar.findtext(f"{SVG}title"):
            found[words] = float(bar.attrib["width"])
    return found


def heights(svg: str) -> dict[str, float]:
    found = {}
    for bar in parsed(svg).iter(f"{SVG}rect"):
        if words := bar.findtext(f"{SVG}title"):
            found[words] = float(bar.attrib["height"])
    return found


def meeting(day: str, end: str | None = None, status: str = "held", key: str = "m") -> DatedMeeting:
    start = date.fromisoformat(day)
    return DatedMeeting(
        status, start, date.fromisoformat(end) if end else start, key, "A, B; Paris"
    )


def result(contender: str, article: str = "one", **values: object) -> ContenderResult:
    name = contender.replace("-", " ").title()
    return ContenderResult(contender, name, article, f"Wire {article}", **values)  # type: ignore[arg-type]


# Timeline


def test_each_meeting_is_a_mark_that_says_its_day_status_and_names_and_leads_to_its_page():
    svg = draw_timeline([meeting("2021-10-11", key="paris-talks")])
    assert titles(svg) == ["11 October 2021, held: A, B; Paris"]
    assert links(svg) == ["meetings/paris-talks.html"]


def test_each_status_has_a_shape_of_its_own():
    statuses = ("held", "planned", "ongoing", "cancelled", "denied")
    shapes = set()
    for status in statuses:
        link = next(parsed(draw_timeline([meeting("2021-10-11", status=status)])).iter(f"{SVG}a"))
        shapes.add((link[1].tag, link[1].attrib.get("d")))
    assert len(shapes) == len(statuses)


def test_days_that_are_not_known_exactly_are_a_stroke_from_the_first_to_the_last():
    svg = draw_timeline([meeting("2020-01-01", "2020-12-31"), meeting("2022-03-05")])
    stroke = next(
        link[1] for link in parsed(svg).iter(f"{SVG}a") if link[0].text == "2020, held: A, B; Paris"
    )
    assert re.findall(r"[MH]([\d.]+)", stroke.attrib["d"]) == ["44", str(WIDE - 8)]


def test_years_without_meetings_are_named_and_take_no_room():
    svg = draw_timeline([meeting("1990-01-01"), meeting("2020-01-01")])
    assert "none in 1991–2019" in lines_of(svg)


def test_a_short_time_is_drawn_by_month():
    assert {"Mar", "Apr", "2020"} <= set(
        lines_of(draw_timeline([meeting("2020-03-01"), meeting("2020-04-30")]))
    )


def test_meetings_without_a_day_are_counted_below():
    undated = DatedMeeting("held", None, None)
    svg = draw_timeline([meeting("2021-10-11"), undated, undated])
    assert "Not drawn: 2 of 3 meetings, without a known day." in lines_of(svg)
    assert draw_timeline([undated]) == ""


def test_many_meetings_are_bars_as_high_as_their_numbers():
    first = date(2015, 1, 1)
    meetings = [meeting(str(first + timedelta(days=n % 1500))) for n in range(5000)]
    svg = draw_timeline(meetings)
    found = heights(svg)
    numbers = {words: int(re.search(r": (\d+) held", words)[1]) for words in found}  # type: ignore[index]
    assert sum(numbers.values()) == 5000
    scale = max(found.values()) / max(numbers.values())
    assert all(abs(found[words] - numbers[words] * scale) < 0.1 for words in found)
    assert "5,000 meetings (5,000 held)" in description(svg)
    assert len(svg) < 20_000


# Network


def test_actors_are_as_large_as_their_meetings_and_ties_as_broad():
    actors = (MetActor("a", "Ann", "person", 16), MetActor("b", "Bo", "person", 4))
    svg = draw_network(WhoMet(actors, (Tie("a", "b", 3),), 2))
    assert titles(svg) == [
        "Ann and Bo: 3 meetings",
        "Ann, person: 16 meetings",
        "Bo, person: 4 meetings",
    ]
    radii = [float(circle.attrib["r"]) for circle in parsed(svg).iter(f"{SVG}circle")]
    assert radii[-2:] == [14, 7]
    assert links(svg) == ["actors/a.html", "actors/b.html"]


def test_names_of_a_network_do_not_lie_on_one_another():
    actors = tuple(MetActor(f"a{n}", f"Actor number {n}", "person", 40 - n) for n in range(20))
    ties = tuple(Tie(f"a{n}", f"a{(n * 7) % 20}", 1) for n in range(20) if n != (n * 7) % 20)
    svg = draw_network(WhoMet(actors, ties, 20))
    boxes = []
    for text in parsed(svg).iter(f"{SVG}text"):
        if "Actor number" in (text.text or ""):
            x, y = float(text.attrib["x"]), float(text.attrib["y"])
            wide = text_width(text.text or "", 13)
            left = {"start": x, "middle": x - wide / 2, "end": x - wide}[text.attrib["text-anchor"]]
            boxes.append((left, y - 10, left + wide, y + 3))
    assert len(boxes) >= 10
    for place, one in enumerate(boxes):
        for other in boxes[:place]:
            apart = (
                one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]
            )
            assert apart


def test_nobody_who_met_nobody_is_drawn():
    alone = MetActor("a", "Ann", "person", 2)
    assert draw_network(WhoMet((alone,), (), 1)) == ""


# Result


def test_bars_are_as_long_as_shares_and_seats_and_say_them():
    svg = draw_result(
        [
            result("red-bloc", vote_share=20.0, seats=10),
            result("green-list", vote_share=40.0, seats=40, outcome="won"),
        ],
        [ElectionCount("one", "Wire one", turnout=61.5)],
    )
    lines = lines_of(svg)
    assert lines.index("Green Listwon") < lines.index("Red Bloc")
    assert {"40%", "20%", "40", "10", "61.5%"} <= set(lines)
    share = {words: width for words, width in bars(svg).items() if "share" in words}
    seats = {words: width for words, width in bars(svg).items() if "seats" in words}
    assert [round(max(group.values()) / min(group.values()), 1) for group in (share, seats)] == [
        2,
        4,
    ]
    assert description(svg) == (
        "Green List: 40% of the votes, 40 seats, won. Red Bloc: 20% of the votes, 10 seats. "
        "Turnout 61.5%."
    )
    assert links(svg) == ["actors/green-list.html", "actors/red-bloc.html"]


def test_what_articles_report_differently_stands_side_by_side_with_its_articles():
    svg = draw_result([result("a", "one", seats=40), result("a", "two", seats=42)])
    assert {"40 A", "42 B", "A: Wire one", "B: Wire two"} <= set(lines_of(svg))
    assert "40 or 42 seats" in description(svg)


def test_what_articles_report_alike_is_one_bar():
    svg = draw_result([result("a", "one", seats=40), result("a", "two", seats=40)])
    assert len(bars(svg)) == 1
    assert "40 AB" in lines_of(svg)


def test_a_count_that_is_not_final_is_hollow():
    svg = draw_result([result("a", vote_share=50.0, status="exit_poll")])
    bar = next(bar for bar in parsed(svg).iter(f"{SVG}rect"))
    assert "ground" in bar.attrib["fill"]
    assert "A hollow bar is a count that was not yet final." in lines_of(svg)


def test_votes_are_bars_where_no_share_is_reported():
    svg = draw_result([result("a", votes=3_000), result("b", votes=1_000)])
    assert {"Votes", "3,000", "1,000"} <= set(lines_of(svg))


# Seats


def dots(svg: str) -> dict[str, int]:
    """Return how many dots each party has, by what they say."""
    return {
        group[0].text or "": group[1].attrib["d"].count("M")
        for group in parsed(svg).iter(f"{SVG}g")
        if len(group) > 1 and group[0].tag == f"{SVG}title"
    }


def test_each_seat_is_a_dot_and_seats_not_reported_too():
    of = [ElectionCount("one", "Wire one", seats_total=100)]
    svg = draw_hemicycle([result("a", seats=50), result("b", seats=40)], of)
    assert dots(svg) == {"A: 50 seats": 50, "B: 40 seats": 40, "not reported: 10 seats": 10}
    assert {"100", "seats, majority 51", "A 50", "B 40"} <= set(lines_of(svg))
    assert description(svg) == "100 seats: A 50, B 40. Source: Wire one"


def test_seats_of_different_articles_are_not_added_up():
    svg = draw_hemicycle([result("a", "one", seats=50), result("b", "two", seats=40)])
    assert svg == ""


@pytest.mark.parametrize("seats", [10, 11, 99, 150, 349, 705, 1000])
def test_as_many_places_as_seats_lie_in_rows_that_do_not_touch(seats: int):
    places, pitch = seats_in_rows(seats, 190)
    assert len(places) == seats
    nearest = min(
        math.dist(one, other) for place, one in enumerate(places[:200]) for other in places[:place]
    )
    assert nearest * 190 > pitch * 0.8


# Map


def test_states_are_shaded_by_classes_that_the_legend_names():
    counts = [CountryCount(code, number) for number, code in enumerate(("FR", "IQ", "US"), 1)]
    svg = draw_map(counts)
    assert set(titles(svg)) == {
        "France: 1 meeting",
        "Iraq: 2 meetings",
        "United States: 3 meetings",
    }
    assert {"1 meeting", "2", "3", "none known"} <= set(lines_of(svg))
    assert description(svg) == "6 meetings in 3 countries: United States 3, Iraq 2, France 1."


def test_a_state_too_small_to_be_seen_has_a_circle():
    svg = draw_map([CountryCount("MT", elections=2)], "elections")
    circle = next(parsed(svg).iter(f"{SVG}circle"))
    assert circle.findtext(f"{SVG}title") == "Malta: 2 elections"


def test_what_is_not_on_the_map_is_said():
    assert "Not on the map: ZZ." in lines_of(draw_map([CountryCount("ZZ", 1)]))
    assert draw_map([CountryCount("FR", 0, 3)]) == ""


def test_outlines_lie_on_the_map_and_are_small():
    table = PROJECT / "toolkit" / "reference" / "country_outlines.csv"
    assert table.stat().st_size < 60_000
    assert len(outlines()) > 200
    for code, outline in outlines().items():
        assert 0 <= outline.x <= 1440, code
        assert 0 <= outline.y <= 634, code


# All pictures

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


@settings(max_examples=20 * LONGER, deadline=None)
@given(st.lists(meetings(), max_size=30))
def test_any_meetings_give_a_sound_timeline(rows: list[DatedMeeting]):
    for width in WIDTHS:
        check_picture(draw_timeline(rows, width=width), width)


@settings(max_examples=20 * LONGER, deadline=None)
@given(networks())
def test_any_actors_give_a_sound_network(rows: WhoMet):
    for width in WIDTHS:
        check_picture(draw_network(rows, width=width), width)


@settings(max_examples=25 * LONGER, deadline=None)
@given(st.lists(results, max_size=12), st.lists(counts, max_size=3))
def test_any_results_give_a_sound_picture(rows: list[ContenderResult], of: list[ElectionCount]):
    for width in WIDTHS:
        check_picture(draw_result(rows, of, width=width), width)
        check_picture(draw_hemicycle(rows, of, width=width), width)


@settings(max_examples=8 * LONGER, deadline=None)
@given(st.lists(countries, max_size=10, unique_by=lambda row: row.country))
def test_any_counts_give_a_sound_map(rows: list[CountryCount]):
    for width in WIDTHS:
        check_picture(draw_map(rows, width=width), width)


def test_the_same_rows_give_the_same_bytes_again():
    actors = tuple(MetActor(f"a{n}", f"Actor {n}", "person", n + 1) for n in range(12))
    ties = tuple(Tie(f"a{n}", f"a{m}", 1) for n in range(12) for m in range(n))
    assert draw_network(WhoMet(actors, ties, 12)) == draw_network(WhoMet(actors, ties, 12))


def test_nothing_to_draw_is_no_picture():
    assert [draw_timeline([]), draw_network(WhoMet(())), draw_result([]), draw_map([])] == [""] * 4


def test_a_key_that_would_leave_the_folder_leads_nowhere():
    address = pages_in("meetings")
    assert [address(key) for key in ("../x", "a/b", "javascript:x", "a b", "")] == [None] * 5
    assert pages_in("meetings", {"here"})("gone") is None


def test_each_colour_has_a_value_on_light_and_on_dark_ground():
    sheet = stylesheet()
    for name, (light, dark) in COLOURS.items():
        assert f"--picture-{name}: {light}" in sheet
        assert f"--picture-{name}: {dark}" in sheet


@pytest.mark.parametrize("ground", [0, 1])
def test_marks_stand_out_from_the_ground(ground: int):
    for name in ("blue", "green", "orange", "purple", "grey", "quiet", "ink"):
        assert contrast(COLOURS[name][ground], COLOURS["ground"][ground]) >= 3
    for name in ("quiet", "ink"):
        assert contrast(COLOURS[name][ground], COLOURS["ground"][ground]) >= 4.5


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 reckons it."""
    lights = sorted((brightness(one), brightness(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def brightness(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_picture_as_a_file_has_its_own_colours():
    svg = standalone(draw_timeline([meeting("2021-10-11")]))
    assert parsed(svg).find(f"{SVG}style") is not None


# From a package


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PublishedVersion]:
    rows = small_rows()
    rows["actors"][0]["name"] = "Ann <b>Lee</b>"
    rows["meetings"] += [
        {"meeting_id": f"talk-{n}", "kind": "call", "status": "planned" if n % 2 else "held"}
        | ({"start_date": f"2021-0{n}-01", "end_date": f"2021-0{n + 1}-28"} if n else {})
        for n in range(5)
    ]
    folder = tmp_path_factory.mktemp("package")
    build_small_package(folder, rows)
    with open_published(folder) as version:
        yield version


def test_the_pictures_of_a_package_show_its_rows(published: PublishedVersion):
    assert titles(timeline_of(published).partition("</svg>")[0] + "</svg>")[0:1]
    assert "Ann <b>Lee</b>, person: 1 meeting" in titles(network_of(published).split("\n<svg")[0])
    assert seats_of(published, ELECTION).strip() == ""
    assert "Green List: 22.94% of the votes" in result_of(published, ELECTION)
    of_meetings, of_elections = maps_of(published)
    assert "1 meeting in 1 country: France 1." in of_meetings
    assert "1 election in 1 country: France 1." in of_elections


def test_rows_are_counted_by_span_where_there_are_many(published: PublishedVersion):
    one_by_one, counted = read_meetings(published), read_meetings(published, 2)
    assert [row.count for row in one_by_one] == [1] * 6
    assert all(row.meeting_id is None for row in counted)
    assert sum(row.count for row in counted) == 6
    for status in ("held", "planned"):
        whole = sum(row.count for row in counted if row.status == status)
        assert whole == sum(1 for row in one_by_one if row.status == status)
    assert {"4 held"} <= set(re.findall(r"\d+ held", draw_timeline(counted)))


def test_the_most_connected_are_read_first_and_counted_in_all(published: PublishedVersion):
    assert read_who_met(published).ties == (Tie("ann-lee", "bo-ray", 1),)
    assert read_who_met(published, most=1).actors_in_all == 2
    assert len(read_who_met(published, most=1).actors) == 1
    assert read_countries(published) == (CountryCount("FR", 1, 1),)
