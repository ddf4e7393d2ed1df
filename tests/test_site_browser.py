"""The site in a real browser: its tables, search and console, with hostile names among the rows."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Watch, absent, find_libraries, open_browser, serious_findings
from playwright.sync_api import Browser, Page, Route, expect
from released_package import build
from sample_tables import ARTICLE_ID, sample_rows

from toolkit.site.assets import npm_command, script_assets
from toolkit.site.console_page import example_queries
from toolkit.site.preview import write_preview
from toolkit.site.static_server import serve_folder

pytestmark = pytest.mark.browser

NAMES = 605
"""More than the 500 rows that the page of a table shows by itself."""

SCRIPT = '<script>alert("1")</script><img src="http://evil.example/x" onerror="alert(1)">'
FORMULA = '=HYPERLINK("http://evil.example/","click")'
PAGES = (
    *("index.html", "pictures.html", "sql.html"),
    *("meetings/index.html", "meetings/meeting-1.html"),
    *("actors/ana-bell.html", "actors/omar-reyes.html", f"articles/{ARTICLE_ID}.html"),
    *("elections/pt-2021-05-10-parliamentary.html", "tables/index.html"),
    *("tables/articles.html", "tables/meetings.html"),
)
"""One page of each kind."""


def hostile_rows():
    """Return the sample rows with 600 names more, and names and addresses that mean harm."""
    rows = sample_rows()
    rows["articles"][0] |= {"title": SCRIPT, "url": "javascript:alert(1)", "publisher": FORMULA}
    rows["meetings"][0] |= {"topic": SCRIPT, "place": FORMULA}
    names = {"omar-reyes": SCRIPT, "blue-union": FORMULA}
    for table in ("actors", "actor_names"):
        for row in rows[table]:
            row["name"] = names.get(row["actor_id"], row["name"])
    known = len(rows["actor_names"])
    rows["actor_names"] += [
        {"actor_id": "the-harbour-post", "name": f"Zed Élan {number:03}"}
        for number in range(NAMES - known)
    ]
    return rows


@pytest.fixture(scope="module")
def libraries() -> Path:
    return find_libraries()


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a package with hostile rows."""
    folder = tmp_path_factory.mktemp("hostile") / "package"
    build(folder, hostile_rows())
    return folder


@pytest.fixture(scope="module")
def address(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of the site of that package."""
    folder = tmp_path_factory.mktemp("site") / "0.1.0"
    write_preview(package, folder)
    with serve_folder(folder) as served:
        yield served


@pytest.fixture(scope="module")
def site_with_copies(
    package: Path, libraries: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return the folder of the same site with copies of the script libraries."""
    folder = tmp_path_factory.mktemp("copies") / "0.1.0"
    write_preview(package, folder, vendor_assets=libraries)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give a page that may neither complain nor ask for anything from elsewhere."""
    watch = Watch()
    context = browser.new_context(viewport={"width": 1100, "height": 900})
    watch.follow(context)
    yield context.new_page()
    context.close()
    assert watch.complaints == []
    assert watch.elsewhere() == []


@pytest.fixture(scope="module")
def console(browser: Browser, site_with_copies: Path) -> Iterator[Page]:
    """Give a console that has been started, for queries that leave it as it is."""
    watch = Watch()
    with serve_folder(site_with_copies) as address, browser.new_context() as context:
        watch.follow(context)
        page = context.new_page()
        page.goto(f"{address}/sql.html")
        ask(page, "SELECT 1")
        yield page
    assert watch.complaints == []
    assert watch.elsewhere() == []


def rows_of(page: Page) -> list[str]:
    return page.locator("table[data-table] tbody tr td:first-child").all_inner_texts()


def count_of(page: Page):
    return page.locator(".table-tools [role=status]")


def ask(page: Page, sql: str) -> str:
    """Run a query in the console, and return what it says of the answer."""
    page.fill("#console-query", sql)
    page.keyboard.press("Control+Enter")
    page.locator("#console-status[aria-busy=false]").wait_for()
    return page.inner_text("#console-status")


def test_a_table_is_searched_beyond_the_rows_that_stand_in_the_page(page: Page, address: str):
    page.goto(f"{address}/tables/actor_names.html")
    assert len(rows_of(page)) == 500

    page.get_by_label("Search these rows").fill("ELAN 599")

    expect(count_of(page)).to_have_text("1 of 605 rows")
    expect(page.locator("tbody tr")).to_have_text("the-harbour-postZed Élan 599")
    expect(page.locator("tbody a")).to_have_attribute("href", "../actors/the-harbour-post.html")


def test_more_rows_are_shown_when_asked_for(page: Page, address: str):
    page.goto(f"{address}/tables/actor_names.html#sort=-actor_id")

    page.get_by_role("button", name="Show 105 more rows").click()

    assert len(rows_of(page)) == NAMES
    assert rows_of(page)[-1] == "ana-bell"


def test_a_column_sorts_both_ways_and_says_so(page: Page, address: str):
    page.goto(f"{address}/tables/election_results.html")
    column = page.locator("th", has_text="vote_share")
    first = page.locator("tbody tr").first

    column.get_by_role("button").click()
    expect(column).to_have_attribute("aria-sort", "ascending")
    expect(first).to_contain_text("33.1")
    column.get_by_role("button").click()
    expect(column).to_have_attribute("aria-sort", "descending")
    expect(first).to_contain_text("38.2")
    column.get_by_role("button").click()
    expect(column).not_to_have_attribute("aria-sort", "descending")


def test_filters_by_column_leave_the_rows_that_pass_them_all(page: Page, address: str):
    page.goto(f"{address}/tables/actors.html")
    page.get_by_role("button", name="Filters").click()

    page.get_by_label("Filter kind").select_option("party")
    expect(count_of(page)).to_have_text("2 of 5 rows")
    page.get_by_label("Filter name").fill("green")

    expect(count_of(page)).to_have_text("1 of 5 rows")
    assert rows_of(page) == ["green-list"]


@pytest.mark.parametrize(
    ("asked", "left"),
    [("38..39", 1), ("..38.2", 2), ("38.2", 1), ("40..", 0), ("=", 0)],
)
def test_numbers_are_filtered_by_interval(page: Page, address: str, asked: str, left: int):
    page.goto(f"{address}/tables/election_results.html#where.vote_share={asked}")

    said = "2 rows" if left == 2 else f"{left} of 2 rows"
    expect(count_of(page)).to_have_text(said)


@pytest.mark.parametrize(
    ("asked", "left"),
    [("2021", 1), ("2021-05..2021-05", 1), ("..2020", 0), ("2021-05-11..", 0), ("..2021-05", 1)],
)
def test_days_are_filtered_by_interval(page: Page, address: str, asked: str, left: int):
    page.goto(f"{address}/tables/meetings.html#where.start_date={asked}")

    expect(count_of(page)).to_have_text("1 row" if left else "0 of 1 row")


def test_what_was_asked_stands_in_the_address(page: Page, address: str):
    page.goto(f"{address}/tables/actor_names.html")
    page.get_by_label("Search these rows").fill("élan")
    page.get_by_role("button", name="actor_id").click()
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("actor_id")

    shared = page.url
    page.goto("about:blank")
    page.goto(shared)

    expect(count_of(page)).to_have_text("600 of 605 rows")
    expect(page.get_by_label("Search these rows")).to_have_value("élan")
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("actor_id")


def test_a_table_is_used_with_the_keyboard_alone(page: Page, address: str):
    page.goto(f"{address}/tables/actors.html")
    page.get_by_label("Search these rows").focus()
    page.keyboard.type("green list")
    expect(count_of(page)).to_have_text("1 of 5 rows")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Filters")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_label("Search these rows")).to_have_value("")
    expect(page.get_by_label("Search these rows")).to_be_focused()


def test_without_scripts_every_page_is_readable(browser: Browser, address: str):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/tables/actor_names.html")
        assert len(rows_of(page)) == 500
        page.goto(f"{address}/sql.html")
        expect(page.get_by_text("The console needs JavaScript")).to_be_visible()
        expect(page.get_by_role("button")).to_have_count(0)


def test_a_name_is_found_and_opened_with_the_keyboard(page: Page, address: str):
    page.goto(f"{address}/index.html")
    page.locator("#site-search").focus()
    page.keyboard.type("ana bel")
    expect(page.locator(".found a").first).to_have_text("Ana Bell")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url(f"{address}/actors/ana-bell.html")


def test_the_console_answers_its_example_queries(console: Page):
    for example in example_queries():
        assert "It took" in ask(console, example.sql)

    assert ask(console, "SELECT count(*) FROM actor_names").startswith("1 row.")
    assert console.inner_text("#console-result td") == str(NAMES)


def test_the_console_shows_values_as_they_are(console: Page):
    ask(
        console,
        "SELECT start_date, NULL, 9007199254740993, 1.5::DECIMAL(9, 2), TIMESTAMP '2020-01-02 "
        "03:04:05', TIME '01:02:03', true, [1, 2] FROM meetings",
    )

    assert console.locator("#console-result td").all_inner_texts() == [
        *("2021-05-10", "", "9007199254740993", "1.5", "2020-01-02 03:04:05"),
        *("01:02:03", "true", "[1,2]"),
    ]


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("SELECT 1 +", "Parser Error: syntax error at end of input"),
        ("FROM nothing", "Catalog Error: Table with name nothing does not exist!"),
        ("DROP TABLE actors", "read-only mode"),
        ("SELECT json_extract('{}', '$')", "extension json, which this page does not load"),
        ("", "Write a query first"),
    ],
)
def test_the_console_says_in_words_what_is_wrong(console: Page, sql: str, words: str):
    assert words in ask(console, sql)
    expect(console.locator("#console-status")).to_have_class("error")


def test_an_answer_has_no_serious_finding_of_axe(console: Page):
    ask(console, example_queries()[0].sql)

    assert serious_findings(console) == []


def test_the_console_reads_and_shows_a_bounded_number_of_rows(console: Page):
    said = ask(console, "FROM range(10000000)")

    assert said.startswith("The first 100,000 rows; there are more; the first 1,000 are shown.")
    expect(console.locator("#console-result tbody tr")).to_have_count(1000)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT count(*) FROM range(900000) a, range(900000) b",
        "FROM range(1000000000000) WHERE range % 99999999999 = 7",
        # One that listens to nothing for many seconds: its worker has to end.
        "SELECT row_number() OVER (ORDER BY hash(a.range * b.range)) "
        "FROM range(4000) a, range(4000) b",
    ],
)
def test_a_query_is_cancelled_and_the_next_one_answered(console: Page, sql: str):
    console.fill("#console-query", sql)
    console.click("#console-run")
    console.click("#console-cancel")
    console.locator("#console-status[aria-busy=false]").wait_for()
    assert console.inner_text("#console-status") == "The query was cancelled."

    assert ask(console, "SELECT 1").startswith("1 row.")


def test_the_csv_of_an_answer_runs_nothing_in_a_spreadsheet(console: Page, tmp_path: Path):
    ask(console, "SELECT name, -1 AS number FROM actors WHERE actor_id = 'blue-union'")
    with console.expect_download() as download:
        console.click("#console-download")
    download.value.save_as(tmp_path / "answer.csv")

    quoted = FORMULA.replace('"', '""')
    assert (tmp_path / "answer.csv").read_bytes().decode() == f'name,number\r\n"\'{quoted}",-1\r\n'


def test_a_query_in_the_address_is_written_down_but_not_run(page: Page, address: str):
    page.goto(f"{address}/sql.html#sql=SELECT+42")

    expect(page.locator("#console-query")).to_have_value("SELECT 42")
    expect(page.locator("#console-status")).to_have_text("")


def test_a_library_of_other_bytes_does_not_run(
    browser: Browser, site_with_copies: Path, tmp_path: Path
):
    without = shutil.ignore_patterns("*.wasm")
    shutil.copytree(site_with_copies, tmp_path / "site", ignore=without)
    library = tmp_path / "site/assets/libraries/arrow.js"
    library.write_text(f"alert(1);{library.read_text()}")
    with serve_folder(tmp_path / "site") as served, browser.new_context() as context:
        watch = Watch()
        watch.follow(context)
        page = context.new_page()
        page.goto(f"{served}/sql.html")

        assert "is not the file that it should be" in ask(page, "SELECT 1")
        assert "dialog" not in watch.complaints


def test_without_copies_the_libraries_come_from_the_cdn_and_from_nowhere_else(
    browser: Browser, address: str, libraries: Path
):
    packages = libraries / "node_modules"
    cdn = {asset.address: packages / asset.package / asset.path for asset in script_assets()}
    # The CDN calls CommonJS by a name that no browser runs.
    headers = {"access-control-allow-origin": "*", "content-type": "application/node"}

    def answer(route: Route) -> None:
        # The program itself takes a browser's driver many seconds to pass on.
        if route.request.url.endswith(".wasm"):
            route.abort()
        else:
            route.fulfill(path=cdn[route.request.url], headers=headers)

    watch = Watch()
    with browser.new_context() as context:
        watch.follow(context)
        context.route(lambda url: url.startswith("https:"), answer)
        page = context.new_page()
        page.goto(f"{address}/sql.html")
        said = ask(page, "SELECT count(*) FROM actors")

    assert said.startswith("duckdb.wasm can't be fetched from cdn.jsdelivr.net")
    assert sorted(watch.elsewhere()) == sorted(cdn)
    assert [text for text in watch.complaints if "ERR_FAILED" not in text] == []


def test_nothing_of_the_console_is_fetched_before_it_is_started(page: Page, address: str):
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"{address}/sql.html", wait_until="networkidle")

    assert not [url for url in fetched if "/libraries/" in url or url.endswith(".duckdb")]


def test_hostile_names_are_shown_and_do_nothing(page: Page, address: str):
    for path in PAGES:
        page.goto(f"{address}/{path}")
        assert page.locator("script:not([src]):not([type])").count() == 0, path
        assert page.locator("[href^='javascript' i], [onerror]").count() == 0, path

    page.goto(f"{address}/tables/actors.html#search=alert")
    expect(page.locator("tbody td", has_text=SCRIPT)).to_be_visible()
    page.goto(f"{address}/index.html")
    page.locator("#site-search").fill("alert")
    expect(page.locator(".found a", has_text=SCRIPT).first).to_be_visible()


def test_pages_of_each_kind_have_no_serious_finding_of_axe(page: Page, address: str):
    found = {}
    for path in PAGES:
        page.emulate_media(color_scheme="light")
        page.goto(f"{address}/{path}")
        if path == "tables/meetings.html":
            page.get_by_role("button", name="Filters").click()
            page.get_by_label("Filter kind").wait_for()
        light = serious_findings(page)
        page.emulate_media(color_scheme="dark")
        # Only colours differ in the dark.
        if findings := [*light, *serious_findings(page, ["color-contrast"])]:
            found[path] = findings
    assert found == {}


@pytest.mark.parametrize("width", [1100, 390])
def test_the_bars_of_an_election_are_as_long_as_its_shares(page: Page, address: str, width: int):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}/elections/pt-2021-05-10-parliamentary.html")

    lengths = {
        share: page.locator(
            "svg.picture:visible rect", has=page.locator(f"title:text('share of votes {share}%')")
        ).bounding_box()["width"]
        for share in (38.2, 33.1)
    }
    assert lengths[38.2] / lengths[33.1] == pytest.approx(38.2 / 33.1, rel=0.01)


def test_the_first_view_is_under_150_kilobytes(page: Page, address: str):
    responses = []
    page.on("response", lambda response: responses.append(response))
    page.goto(f"{address}/index.html", wait_until="networkidle")

    sizes = [len(response.body()) for response in responses]
    assert len(sizes) > 4
    assert sum(sizes) < 150_000


def test_the_hashes_of_the_libraries_are_those_of_their_packages_on_npm(libraries: Path):
    for asset in script_assets():
        stated = libraries / "node_modules" / asset.package / "package.json"
        if not stated.is_file():
            absent(f"the libraries were not installed by npm ({npm_command(libraries)})")
        assert json.loads(stated.read_text())["version"] == asset.version
