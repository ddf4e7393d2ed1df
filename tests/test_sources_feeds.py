"""Feeds saved as files: one article an entry."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest

from toolkit.article import Article
from toolkit.sources import Skipped, read_inputs
from toolkit.sources.document import Document
from toolkit.sources.opening import read_stream
from toolkit.sources.xml_entities import mend_ampersands

BODY = "MONROVIA – The two ministers met on Tuesday and agreed to meet again."
OTHER = "ACCRA – The ministers of two neighbours spoke on the telephone on Friday."

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Volta Wire</title><link>https://example.org</link><language>en-gb</language>
%s
</channel></rss>"""

FULL = f"""<item><title>Ministers &amp; others meet</title><link>https://example.org/1</link>
<dc:creator>Jane Doe</dc:creator><pubDate>Tue, 12 Oct 2021 23:30:00 -0500</pubDate>
<description>A summary.</description>
<content:encoded><![CDATA[<p>{BODY}</p><p>They go&nbsp;on.</p><script>x</script>]]>
</content:encoded>
</item>"""

SUMMARY = f"""<item><title>They spoke</title><author>bo@example.org (Bo Ray)</author>
<guid>https://example.org/2</guid><description>&lt;p&gt;{OTHER}&lt;/p&gt;</description></item>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Volta Wire</title>
<entry><title type="html">Ministers &amp;amp; others</title><link rel="self" href="https://x"/>
<link href="https://example.org/1"/><author><name>Jane Doe</name></author>
<updated>2021-10-14T00:00:00Z</updated><published>2021-10-12T00:00:00Z</published>
<summary>A summary.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{BODY}</p><p>On.</p></div></content>
</entry></feed>"""

RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Volta Wire</title></channel>
<item><title>Ministers</title><link>https://example.org/1</link><dc:date>2021-10-12</dc:date>
<description>{BODY}</description></item></rdf:RDF>"""


def read(xml: str | bytes, name: str = "a.xml") -> list[Document | Skipped]:
    return list(read_stream(io.BytesIO(xml.encode() if isinstance(xml, str) else xml), name))


def test_an_entry_is_an_article_with_its_full_text(tmp_path: Path):
    (tmp_path / "a.rss").write_text(RSS % (FULL + SUMMARY), encoding="utf-8")
    assert list(read_inputs([tmp_path])) == [
        Article(
            "a.rss#1",
            f"{BODY}\n\nThey go\u00a0on.",
            "Ministers & others meet",
            "https://example.org/1",
            "Jane Doe",
            "Volta Wire",
            "en",
            date(2021, 10, 12),
        ),
        Article(
            "a.rss#2",
            OTHER,
            "They spoke",
            "https://example.org/2",
            "Bo Ray",
            "Volta Wire",
            "en",
        ),
    ]


def test_an_entry_of_atom_is_read_as_one_of_rss():
    (document,) = read(ATOM, "a.atom")
    assert document.text == f"{BODY}\n\nOn."
    assert document.metadata == {
        "title": "Ministers & others",
        "url": "https://example.org/1",
        "author": ["Jane Doe"],
        "publisher": "Volta Wire",
        "published_on": "2021-10-12T00:00:00Z",
        "language": "en",
    }


def test_a_feed_of_rss_1_is_read():
    (document,) = read(RDF)
    assert (document.text, document.metadata["published_on"]) == (BODY, "2021-10-12")


def test_a_feed_of_several_outlets_names_that_of_each_entry():
    item = f"<item><source url='x'>Hill Post</source><description>{BODY}</description></item>"
    (document,) = read(RSS % item)
    assert document.metadata["publisher"] == "Hill Post"


def test_a_feed_is_read_in_the_encoding_that_it_declares():
    feed = (RSS % SUMMARY).replace("UTF-8", "iso-8859-2").replace("ACCRA", "ŠIBENIK")
    feed = feed.replace(" – ", " - ")
    (document,) = read(feed.encode("iso-8859-2"))
    assert document.text.startswith("ŠIBENIK - The")


def test_an_entry_without_text_is_skipped_alone():
    skipped, document = read(RSS % ("<item><title>Only this</title></item>" + FULL))
    assert skipped == Skipped("a.xml#1", "the entry has no text", "Get the article itself.")
    assert document.source_path == "a.xml#2"


@pytest.mark.parametrize(
    "xml", ["", "no feed", "<urlset><url/></urlset>", "<html><body/></html>", "\x00\x01", "<", "<a"]
)
def test_what_is_no_feed_is_skipped(xml):
    (skipped,) = read(xml)
    assert skipped.reason == "it is no RSS or Atom feed"


def test_a_feed_without_entries_is_skipped():
    (skipped,) = read(RSS % "")
    assert skipped.reason == "the feed has no entry"


def test_a_feed_that_was_cut_off_gives_the_entries_that_were_whole():
    feed = RSS % (FULL + SUMMARY)
    whole, last = read(feed[: feed.index("telephone")])
    assert whole.source_path == "a.xml#1"
    assert last.reason == "the feed ends too early, or is damaged, after entry 1"


@pytest.mark.parametrize("size", [1, 7, 50, 10_000])
def test_ampersands_that_are_not_xml_are_mended_wherever_the_file_is_cut(size):
    xml = b"a & b &nbsp; c &lt; &#8211; &bogus; &a=1 <![CDATA[d & e &nbsp;]]> &NotEqualTilde; &"
    chunks = (xml[start : start + size] for start in range(0, len(xml), size))
    assert b"".join(mend_ampersands(chunks)) == (
        b"a &amp; b &#160; c &lt; &#8211; &amp;bogus; &amp;a=1 <![CDATA[d & e &nbsp;]]> "
        b"&#8770;&#824; &amp;"
    )


def test_an_entry_with_ampersands_that_are_not_xml_is_read_and_so_are_the_others():
    broken = (
        f"<item><title>A & B &nbsp;C</title><link>https://example.org/?a=1&b=2</link>"
        f"<description>{BODY}</description></item>"
    )
    first, second = read(RSS % (broken + SUMMARY))
    assert first.metadata["title"] == "A & B \u00a0C"
    assert first.metadata["url"] == "https://example.org/?a=1&b=2"
    assert (first.text, second.text) == (BODY, OTHER)


def test_a_feed_in_utf_16_is_read():
    feed = (RSS % SUMMARY).replace("UTF-8", "UTF-16").encode("utf-16")
    (document,) = read(feed)
    assert document.text == OTHER


def test_nothing_outside_a_feed_is_loaded_and_entities_do_not_expand(tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret words")
    declared = f'<!DOCTYPE rss [<!ENTITY s SYSTEM "file://{secret}"><!ENTITY a "{"b" * 999}">'
    for level in "cdefgh":
        declared += f'<!ENTITY {level} "{f"&{chr(ord(level) - 1)};" * 9}">'.replace("&b;", "&a;")
    feed = (RSS % SUMMARY).replace("<rss ", f"{declared}]><rss ", 1)
    feed = feed.replace("ACCRA", "&s;&h;ACCRA")
    said = str(read(feed))
    assert "secret words" not in said
    assert "bbb" not in said
    assert len(said) < 10_000


def test_memory_holds_one_entry_at_a_time():
    items = (SUMMARY.replace("Friday", f"day {n}") for n in range(3_000))
    documents = read(RSS % "".join(items))
    assert [one.source_path for one in documents] == [f"a.xml#{n}" for n in range(1, 3_001)]
