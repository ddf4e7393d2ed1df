"""The pages of a release: what stands on them, and where they lead."""

from __future__ import annotations

import json
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from released_package import ELECTION, build, corrected_rows, files_of, grown_rows
from sample_tables import ARTICLE, ARTICLE_ID, TEXT, sample_rows

from toolkit.publish.published_version import open_published
from toolkit.site.page_writer import page_path
from toolkit.site.site_folder import write_site
from toolkit.site.wording import days, prose, size, web_address
from toolkit.store.changes import read_changes

VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


class Page(HTMLParser):
    """Reads a page: what is open, where it leads, its ids, scripts and text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attributes:
            self.attributes.add(name)
            if name in ("href", "src", "srcset") and value is not None:
                self.links.append(value)
            if name == "id" and value is not None:
                self.ids.append(value)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, (tag, self.getpos())

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("script", "style"):
            self.text += data


def write(package: Path, folder: Path, at: str | None = None, **options: object) -> dict[str, Page]:
    """Write the site of a version of a package and read all its pages, by path."""
    folder.mkdir()
    with open_published(package, at, address=options.pop("address", None)) as published:
        options.setdefault("descriptor", published.descriptor)
        write_site(published, folder, **options)
    return {
        path.relative_to(folder).as_posix(): Page(path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.html"))
    }


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a package with two versions."""
    folder = tmp_path_factory.mktemp("versions") / "package"
    build(folder, corrected_rows())
    build(folder, grown_rows())
    return folder


@pytest.fixture(scope="module")
def site(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the site of the second version, with differences and quotations."""
    folder = tmp_path_factory.mktemp("site") / "0.1.0"
    difference = read_changes(package / "build/store", 1, 2)
    write(
        package,
        folder,
        previous=difference,
        texts={ARTICLE_ID: TEXT},
        address="https://data.example/parley",
    )
    return folder


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Page]:
    """Return the pages of that site by path."""
    return {
        path.relative_to(site).as_posix(): Page(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    """Return the pages of a package whose every text is an attack."""
    rows = sample_rows()
    rows["articles"][0] |= {
        "title": HOSTILE,
        "publisher": HOSTILE,
        "author": "</title></head>",
        "url": "javascript:alert(1)",
        "source_path": '=HYPERLINK("https://evil.example")',
    }
    for row in rows["actors"]:
        row["name"] = f"{row['name']} {HOSTILE}"
    rows["meetings"][0] |= {"place": HOSTILE, "topic": "</td></table><form action=//evil.example>"}
    rows["actor_roles"][0]["title"] = HOSTILE
    folder = tmp_path_factory.mktemp("hostile")
    build(folder / "package", rows)
    return write(folder / "package", folder / "site")


def test_every_actor_meeting_election_article_and_table_has_a_page(pages: dict[str, Page]):
    assert {
        *("index.html", "changes.html", "tables/index.html", "tables/meetings.html"),
        *("actors/index.html", "actors/ana-bell.html", "actors/red-bloc.html"),
        *("meetings/index.html", "meetings/meeting-1.html"),
        *("elections/index.html", f"elections/{ELECTION}.html"),
        *("articles/index.html", f"articles/{ARTICLE_ID}.html"),
    } <= pages.keys()


def test_every_element_that_is_opened_is_closed_in_order(pages: dict[str, Page]):
    for path, page in pages.items():
        assert not page.open, path


def test_no_id_stands_twice_on_a_page(pages: dict[str, Page]):
    for path, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), path


def test_every_link_within_the_site_leads_somewhere(site: Path, pages: dict[str, Page]):
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or link.startswith("data:"):
                continue
            assert not link.startswith("/"), (path, link)
            target = (site / path).parent / unquote(parts.path) if parts.path else site / path
            assert target.is_file(), (path, link)
            if parts.fragment:
                name = target.resolve().relative_to(site.resolve()).as_posix()
                assert parts.fragment in pages[name].ids, (path, link)


def test_each_page_has_one_heading_landmarks_and_a_way_past_the_menu(pages: dict[str, Page]):
    for path, page in pages.items():
        assert page.tags.count("h1") == 1, path
        assert page.tags.count("main") == 1, path
        assert {"header", "nav", "footer"} <= set(page.tags), path
        assert "#content" in page.links, path


def test_no_page_has_a_script_or_a_style_in_line(pages: dict[str, Page]):
    for path, page in pages.items():
        assert "style" not in page.attributes, path
        assert not [name for name in page.attributes if name.startswith("on")], path


def test_a_page_says_how_many_rows_a_table_has_and_shows_them(
    package: Path, site: Path, pages: dict[str, Page]
):
    with open_published(package) as published:
        for resource in published.descriptor["resources"]:
            table = resource["name"]
            rows = published.connection.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall()
            said = f"{len(rows):,} row{'s' if len(rows) != 1 else ''}."
            assert said in pages[f"tables/{table}.html"].text
            told = json.loads((site / f"tables/{table}.json").read_text(encoding="utf-8"))
            assert told["columns"] == [field["name"] for field in resource["schema"]["fields"]]
            assert len(told["rows"]) == len(rows)


def test_the_first_page_says_version_day_licence_and_counts(pages: dict[str, Page]):
    text = pages["index.html"].text
    for said in ("0.1.0", "Creative Commons Attribution 4.0", "6 actors", "1 meeting"):
        assert said in text


def test_lines_to_load_it_have_the_address_where_it_is_known(
    package: Path, pages: dict[str, Page], tmp_path: Path
):
    line = "https://data.example/parley/0.1.0/data/meetings.csv"
    assert line in pages["index.html"].text
    text = write(package, tmp_path / "site")["index.html"].text
    assert "https://ADDRESS/data/meetings.csv" in text
    assert "Put the address" in text


def test_a_meeting_says_who_when_where_and_who_says_so(pages: dict[str, Page]):
    text = pages["meetings/meeting-1.html"].text
    said = ("Meeting of Ana Bell and Omar Reyes in Lisbon", "10 May 2021", "Lisbon, Portugal")
    for words in (*said, "host", "claimed", "The Harbour Post"):
        assert words in text


def test_evidence_names_characters_and_rule(pages: dict[str, Page]):
    start = TEXT.index("received")
    text = pages["meetings/meeting-1.html"].text
    assert f"{start}–{start + len('received')}" in text
    assert "by-hand" in text


def test_words_are_quoted_only_where_the_texts_were_given(
    package: Path, site: Path, tmp_path: Path
):
    quoted = (site / "meetings/meeting-1.html").read_text(encoding="utf-8")
    assert "<mark>received</mark>" in quoted
    write(package, tmp_path / "site")
    for content in files_of(tmp_path / "site").values():
        assert b"received Omar Reyes in Lisbon on Monday" not in content


def test_a_text_that_is_not_the_article_is_not_quoted(package: Path, tmp_path: Path):
    pages = write(package, tmp_path / "site", texts={ARTICLE_ID: TEXT.replace("Ana", "Eve")})
    assert "mark" not in pages["meetings/meeting-1.html"].tags


def test_an_election_gives_the_results_of_each_article(pages: dict[str, Page]):
    text = pages[f"elections/{ELECTION}.html"].text
    for said in ("Portugal: parliamentary election, round 1, 10 May 2021", "38.2", "40", "62.5"):
        assert said in text


def test_an_article_says_what_it_told_and_how_it_is_checked(pages: dict[str, Page]):
    text = pages[f"articles/{ARTICLE_ID}.html"].text
    for said in (ARTICLE.sha256, "12 May 2021", "Ana Bell and Omar Reyes"):
        assert said in text


def test_changes_have_names_beside_keys(pages: dict[str, Page]):
    text = pages["changes.html"].text
    assert "Changes since version number 1" in text
    assert "Red Bloc" in text
    assert "red-bloc" in text


def test_without_a_version_before_there_is_no_page_of_changes(package: Path, tmp_path: Path):
    pages = write(package, tmp_path / "site", at="1")
    assert "changes.html" not in pages
    assert "changes.html" not in pages["index.html"].links


def test_only_the_most_connected_have_pages_where_there_are_too_many(package: Path, tmp_path: Path):
    pages = write(package, tmp_path / "site", pages_of_each=1)
    shown = [path for path in pages if path.startswith("actors/") and "index" not in path]
    assert len(shown) == 1
    assert "1 of 6 have a page" in pages["actors/index.html"].text
    found = json.loads((tmp_path / "site/assets/search.json").read_text(encoding="utf-8"))
    actors = [row for row in found["rows"] if row[0] == "actor"]
    assert len(actors) == 6
    assert [row[4] for row in actors[1:]] == [None] * 5


def test_the_same_version_gives_the_same_bytes(package: Path, tmp_path: Path):
    write(package, tmp_path / "one")
    write(package, tmp_path / "two")
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


def test_the_first_view_is_small(site: Path, pages: dict[str, Page]):
    loaded = [site / link for link in pages["index.html"].links if link.startswith("assets/")]
    size = sum(path.stat().st_size for path in {site / "index.html", *loaded})
    assert size < 150_000


def test_a_hostile_text_is_text(hostile_site: dict[str, Page]):
    for path, page in hostile_site.items():
        assert not page.open, path
        assert not {"form", "iframe", "object"} & set(page.tags), path
        assert "onerror" not in page.attributes, path
        assert "x" not in page.links, path
        leading = [link for link in page.links if urlsplit(link).scheme not in ("", "https")]
        assert not leading, path
        assert not [link for link in page.links if "evil" in link], path
    assert HOSTILE in hostile_site["actors/ana-bell.html"].text


@pytest.mark.parametrize("id", ["../up", "a/b", "", "A", "a b", "-a", "x" * 300, "a.html", "ä"])
def test_a_key_that_could_leave_the_folder_has_no_page(id: str):
    assert page_path("actors", id) is None


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "ftp://a.b", "x", ""]
)
def test_only_addresses_of_the_web_are_led_to(address: str):
    assert web_address(address) is None
    assert web_address("https://example.org/1") == "https://example.org/1"


def test_days_are_worded_as_what_they_span():
    assert days(date(2020, 6, 3), date(2020, 6, 3)) == "3 June 2020"
    assert days(date(2020, 6, 1), date(2020, 6, 30)) == "June 2020"
    assert days(date(2020, 1, 1), date(2020, 12, 31)) == "2020"
    assert days(date(2020, 6, 3), date(2020, 7, 1)) == "3 June to 1 July 2020"
    assert days(date(2020, 6, 3), date(2020, 6, 4)) == "3 to 4 June 2020"
    assert days(date(2020, 12, 31), date(2021, 1, 2)) == "31 December 2020 to 2 January 2021"
    assert days(date(9999, 12, 1), date.max) == "December 9999"
    assert days(None, None) == "day not known"


def test_sizes_and_prose_are_worded_for_people():
    assert size(999) == "999 bytes"
    assert size(832_102) == "832.1 kB"
    assert prose("a `b` <c>") == "a <code>b</code> &lt;c&gt;"
