"""Saved web pages: the article without the page around it, and what the page says of it."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from made_page import PARAGRAPHS, TABLE, page

from toolkit.article import Article
from toolkit.sources import Skipped, read_inputs
from toolkit.sources.document import Document
from toolkit.sources.pages.fragment import read_fragment
from toolkit.sources.pages.page import read_page

ARTICLE = "\n\n".join(PARAGRAPHS)


def read(html: str | bytes, **said: str) -> Document:
    document = read_page(html if isinstance(html, bytes) else html.encode(), "a.html", **said)
    assert isinstance(document, Document), document
    return document


def refused(html: str | bytes) -> str:
    skipped = read_page(html if isinstance(html, bytes) else html.encode(), "a.html")
    assert isinstance(skipped, Skipped), skipped
    return skipped.reason


def test_a_saved_page_is_the_article_in_it(tmp_path: Path):
    head = (
        '<meta property="og:site_name" content="Volta Wire"><meta name="author" content="Jane Doe">'
        '<meta property="article:published_time" content="2024-05-15T23:30:00-05:00">'
        '<link rel="canonical" href="https://example.org/2024/05/16/ministers">'
    )
    (tmp_path / "a.html").write_text(page(head), encoding="utf-8")
    assert list(read_inputs([tmp_path])) == [
        Article(
            "a.html",
            ARTICLE,
            "Ministers meet in Accra",
            "https://example.org/2024/05/16/ministers",
            "Jane Doe",
            "Volta Wire",
            "en",
            date(2024, 5, 15),
        )
    ]


def test_lists_and_tables_stay_lines_and_paragraphs_are_parted():
    text = read(page(more=f"<ul><li>Green: 14</li><li>Blue: 11</li></ul>{TABLE}")).text
    assert text.endswith(
        "\n\n- Green: 14\n- Blue: 11\n\n| List | Seats |\n|---|---|\n| Green | 14 |\n| Blue | 11 |"
    )


def test_the_address_where_a_page_was_got_goes_before_its_own():
    html = page('<link rel="canonical" href="https://example.org/own">')
    assert read(html, url="https://example.org/got").metadata["url"] == "https://example.org/got"


# Dates


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2021-10-12T01:00:00Z">',
        '<meta itemprop="datePublished" content="October 12, 2021">',
        '<script type="application/ld+json">{"@graph": [{"datePublished": "2021-10-12"}]}</script>',
        '<script type="application/ld+json">{broken "datePublished":"2021-10-12T08:00"</script>',
        '<link rel="canonical" href="https://example.org/world/2021/10/12/talks.html">',
    ],
)
def test_a_page_is_of_the_day_that_it_states(head):
    assert read(page(head)).metadata["published_on"] == "2021-10-12"


def test_a_time_marked_as_that_of_publication_dates_the_page():
    more = '<time datetime="2021-10-13">x</time><time pubdate datetime="2021-10-12">y</time>'
    assert read(page(more=more)).metadata["published_on"] == "2021-10-12"


@pytest.mark.parametrize(
    "head",
    [
        "",
        '<meta name="date" content="2021-10">',
        '<meta name="date" content="10/11/2021">',
        '<meta name="date" content="12 October">',
        '<meta name="date" content="2021-13-45">',
        '<meta name="date" content="0000-01-01">',
        '<link rel="canonical" href="https://example.org/2021/10/">',
        '<link rel="canonical" href="https://example.org/2021/13/45/talks">',
    ],
)
def test_a_day_that_is_not_wholly_stated_is_not_guessed(head):
    assert read(page(head)).metadata["published_on"] is None


# Encodings and languages


@pytest.mark.parametrize(
    ("codec", "head", "said"),
    [
        ("utf-8", "", {}),
        ("utf-8", '<meta charset="windows-1251">', {}),
        ("utf-8-sig", "", {}),
        ("utf-16", "", {}),
        ("cp1252", '<meta charset="iso-8859-1">', {}),
        (
            "cp1250",
            '<meta http-equiv="Content-Type" content="text/html; charset=windows-1250">',
            {},
        ),
        ("cp1250", "", {"charset": "windows-1250"}),
        ("cp1252", "", {"charset": "no-such-encoding"}),
    ],
)
def test_a_page_is_read_in_its_encoding(codec, head, said):
    paragraph = f"{PARAGRAPHS[0]} The café of Šibenik was “open”."
    text = read(page(head, (paragraph, PARAGRAPHS[1])).encode(codec), **said).text
    assert text == f"{paragraph}\n\n{PARAGRAPHS[1]}"


def test_an_encoding_that_had_to_be_guessed_is_noted():
    document = read(page(paragraphs=("The café. " + PARAGRAPHS[0],)).encode("cp1252"))
    assert document.notes
    assert "read as Windows-1252" in document.notes[0]


def test_a_template_that_says_english_over_another_language_is_not_believed(tmp_path):
    french = (
        "Le ministre des affaires étrangères a rencontré mardi son homologue à Paris, où les deux "
        "hommes ont longuement parlé de la coopération entre leurs pays et des élections à venir."
    )
    (tmp_path / "a.html").write_text(page(paragraphs=(french, french)), encoding="utf-8")
    (skipped,) = read_inputs([tmp_path])
    assert skipped.reason == "its text is not English (it seems to be French)"


# Pages that are none


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("", "the page is empty"),
        ("<html><body></body></html>", "no article was found in the page"),
        ("A plain text that someone gave the wrong ending.", "it is no HTML"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "it is a binary file, not a text"),
        ("<html>" + " " * 8_000_000, "the page is larger than 8,000,000 bytes"),
        (page(more="<br>" * 20_000), "the page has more than 20,000 elements"),
    ],
)
def test_what_is_no_page_with_an_article_is_skipped(html, reason):
    assert refused(html) == reason


@pytest.mark.parametrize("depth", [250, 2_000, 100_000])
def test_a_page_nested_so_deep_that_its_end_would_be_lost_is_skipped_at_once(depth):
    html = page(more="<div>" * depth + "<p>The last paragraph.</p>" + "</div>" * depth)
    begun = time.process_time()
    assert refused(html) == "its elements lie more than 240 deep in each other"
    assert time.process_time() - begun < 5


def test_a_page_is_read_the_same_on_any_day_and_with_any_seed_of_hashes(tmp_path):
    head = '<meta name="author" content="Jane Doe"><meta name="author" content="Bo Ray; Ada Obi">'
    (tmp_path / "a.html").write_text(page(head, more=TABLE), encoding="utf-8")
    code = (
        "import sys; from toolkit.sources import read_inputs\n"
        "print(list(read_inputs(sys.argv[1:])))"
    )
    answers = set()
    for seed in ("1", "2"):
        answers.add(
            subprocess.run(
                [sys.executable, "-c", code, str(tmp_path)],
                env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path), "TZ": f"UTC-{seed}"},
                check=True,
                capture_output=True,
            ).stdout
        )
    assert len(answers) == 1


def test_nothing_is_printed_about_a_page_that_cannot_be_read(tmp_path):
    (tmp_path / "a.html").write_text("<html><body></body></html>")
    code = "import sys; from toolkit.sources import read_inputs; list(read_inputs(sys.argv[1:]))"
    ran = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], check=True, capture_output=True, text=True
    )
    assert ran.stdout + ran.stderr == ""


# Pieces of HTML


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Plain words, 3 < 4.", "Plain words, 3 < 4."),
        ("<p>One\n two.</p><p>Three.</p>", "One two.\n\nThree."),
        ("One.<br>Two.<br/><br/>Three.", "One.\nTwo.\n\nThree."),
        ("AT&amp;T <b>met</b> <i>B</i>.", "AT&T met B."),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<p>A.</p><script>b()</script><!-- c --><p>D.</p>", "A.\n\nD."),
        ("Before <script>x</script>after <!-- y -->it.", "Before after it."),
        (TABLE, "| List | Seats |\n| Green | 14 |\n| Blue | 11 |"),
    ],
)
def test_a_piece_of_html_is_read_as_its_text(markup, text):
    assert read_fragment(markup) == text
