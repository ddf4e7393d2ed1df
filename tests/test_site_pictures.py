"""The pictures of a release: what they show is what the rows say, and nothing else."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from conftest import PROJECT
from drawn_picture import SVG, bars, description, heights, lines_of, links, parsed, titles
from small_package import ELECTION, build_small_package, small_rows

from toolkit.publish.published_version import PublishedVersion, open_published
from toolkit.site.pictures.addresses import pages_in
from toolkit.site.pictures.colours import COLOURS, stylesheet
from toolkit.site.pictures.hemicycle import draw_hemicycle, seats_in_rows
from toolkit.site.pictures.letters import text_width
from toolkit.site.pictures.network import draw_network
from toolkit.site.pictures.result import draw_result
from toolkit.site.pictures.rows import (
    MOST_TIES,
    ContenderResult,
    CountryCount,
    DatedMeeting,
    ElectionCount,
    MetActor,
    Tie,
    WhoMet,
    read_countries,
    read_counts,
    read_meetings,
    read_results,
    read_who_met,
)
from toolkit.site.pictures.svg import WIDE, standalone
from toolkit.site.pictures.timeline import draw_timeline
from toolkit.site.pictures.world_map import draw_map, outlines


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


def test_the_largest_network_that_is_read_stays_small():
    actors = tuple(MetActor(f"a{n}", "An actor of many names", "person", 99 - n) for n in range(60))
    ties = tuple(Tie(f"a{n}", f"a{m}", 1) for n in range(18) for m in range(n))[:MOST_TIES]
    svg = draw_network(WhoMet(actors, ties, 10**6, 10**6))
    assert len(svg) < 60_000
    assert "of 1,000,000 actors" in description(svg)


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
    svg = draw_timeline(read_meetings(published))
    assert "11 October 2021, held: Ann <b>Lee</b>, Bo Ray; Paris" in titles(svg)
    assert "Ann <b>Lee</b>, person: 1 meeting" in titles(draw_network(read_who_met(published)))
    svg = draw_result(read_results(published, ELECTION), read_counts(published, ELECTION))
    assert description(svg) == "Green List: 22.94% of the votes. Turnout 60%."
    assert "Source: Example Wire, 12 Oct 2021" in lines_of(svg)
    counts = read_countries(published)
    assert description(draw_map(counts)) == "1 meeting in 1 country: France 1."
    assert description(draw_map(counts, "elections")) == "1 election in 1 country: France 1."


def test_several_maps_of_a_page_share_their_land(published: PublishedVersion):
    counts = read_countries(published)
    land = parsed(draw_map(counts, name="first")).find(f".//*[@id='first-{WIDE}-land']")
    assert land is not None
    later = draw_map(counts, "elections", name="second", land_of=f"first-{WIDE}-land")
    assert f'<use href="#first-{WIDE}-land"/>' in later
    assert len(later) < 5_000


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
