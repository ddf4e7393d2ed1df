"""Files of web crawls: each page found is an article with its address."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from datetime import date
from pathlib import Path

import pytest
from made_page import PARAGRAPHS, page
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from toolkit.article import Article
from toolkit.sources import Skipped, read_inputs
from toolkit.sources.document import Document
from toolkit.sources.opening import read_stream

PAGE = page().encode()
WRONG = "it can't be read: a record's length is wrong, or it is no WARC file"


def crawl(
    *pages: bytes,
    compressed: bool = False,
    status: str = "200 OK",
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),),
) -> bytes:
    written = io.BytesIO()
    writer = WARCWriter(written, gzip=compressed)
    writer.write_record(writer.create_warcinfo_record("crawl.warc", {"software": "a test"}))
    for number, data in enumerate(pages):
        http = StatusAndHeaders(status, list(headers), protocol="HTTP/1.1")
        address = f"https://example.org/2021/10/12/{number}"
        response = writer.create_warc_record(
            address, "response", payload=io.BytesIO(data), http_headers=http
        )
        request = StatusAndHeaders(
            "GET / HTTP/1.1", [("Host", "example.org")], is_http_request=True
        )
        writer.write_request_response_pair(
            writer.create_warc_record(address, "request", http_headers=request), response
        )
    return written.getvalue()


def read(data: bytes, name: str = "a.warc") -> list[Document | Skipped]:
    return list(read_stream(io.BytesIO(data), name))


def told(data: bytes, name: str = "a.warc") -> list[tuple[str, str]]:
    return [
        (one.source_path, "article" if isinstance(one, Document) else one.reason)
        for one in read(data, name)
    ]


def with_length(data: bytes, of_record: int, length: bytes) -> bytes:
    """Return the crawl with another length in the header of a record, counted from 0."""
    found = list(re.finditer(rb"Content-Length: (\d+)\r\n", data))[of_record]
    return data[: found.start(1)] + length + data[found.end(1) :]


def test_the_pages_of_a_crawl_are_articles_with_their_address(tmp_path: Path):
    head = '<meta property="og:site_name" content="Volta Wire">'
    (tmp_path / "a.warc.gz").write_bytes(crawl(page(head).encode(), compressed=True))
    assert list(read_inputs([tmp_path])) == [
        Article(
            "a.warc.gz#2",
            "\n\n".join(PARAGRAPHS),
            "Ministers meet in Accra",
            "https://example.org/2021/10/12/0",
            None,
            "Volta Wire",
            "en",
            date(2021, 10, 12),
        )
    ]


def test_records_that_are_no_page_are_counted_and_passed_over():
    assert told(crawl(PAGE, PAGE)) == [("a.warc#2", "article"), ("a.warc#4", "article")]
    nothing = [("a.warc", "it holds no article")]
    assert told(crawl(PAGE, headers=(("Content-Type", "image/png"),))) == nothing
    assert told(crawl(PAGE, status="404 Not Found")) == nothing


@pytest.mark.parametrize(
    ("sent", "headers"),
    [
        (gzip.compress(PAGE), {"Content-Encoding": "gzip"}),
        (zlib.compress(PAGE), {"Content-Encoding": "deflate"}),
        (zlib.compress(PAGE, wbits=-15), {"Content-Encoding": "deflate"}),
        (b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE), {"Transfer-Encoding": "chunked"}),
        (PAGE, {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"}),
    ],
)
def test_a_page_is_read_however_it_was_sent(sent, headers):
    data = crawl(sent, headers=(("Content-Type", "text/html"), *headers.items()))
    assert told(data) == [("a.warc#2", "article")]


def test_the_encoding_that_a_server_names_is_believed():
    paragraph = f"{PARAGRAPHS[0]} It was in Šibenik."
    data = page(paragraphs=(paragraph, PARAGRAPHS[1])).encode("cp1250")
    headers = (("Content-Type", "text/html; charset=windows-1250"),)
    (document,) = read(crawl(data, headers=headers))
    assert "Šibenik" in document.text


def test_a_compressed_page_that_is_cut_off_or_a_bomb_costs_that_page():
    headers = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"))
    pages = (gzip.compress(PAGE)[:-9], gzip.compress(b" " * 50_000_000), gzip.compress(PAGE))
    assert told(crawl(*pages, headers=headers)) == [
        ("a.warc#2", "its page is compressed and damaged"),
        ("a.warc#4", "the page is larger than 8,000,000 bytes"),
        ("a.warc#6", "article"),
    ]


@pytest.mark.parametrize("length", [b"10", b"300", b"1200", b"-5", b"none", b"9" * 30])
def test_a_record_of_a_wrong_length_costs_it_and_no_other(length):
    data = with_length(crawl(PAGE, PAGE, PAGE), 3, length)
    assert told(data) == [
        ("a.warc#2", "article"),
        ("a.warc#4", "the length of the record is wrong, or its header"),
        ("a.warc#6", "article"),
    ]


def test_a_record_that_reaches_over_others_costs_them_and_none_behind_them():
    data = with_length(crawl(PAGE, PAGE, PAGE), 3, b"9999999")
    assert told(data) == [
        ("a.warc#2", "article"),
        ("a.warc#4", "the record ends too early"),
        ("a.warc#6", "article"),
    ]


def test_a_record_that_only_says_too_much_of_its_length_costs_it_alone():
    data = with_length(crawl(PAGE, PAGE), 0, b"9999999")
    assert told(data) == [
        ("a.warc#1", "the length of the record is wrong, or its header"),
        ("a.warc#2", "article"),
        ("a.warc#4", "article"),
    ]


def test_a_crawl_that_was_cut_off_gives_what_was_whole():
    data = crawl(PAGE, PAGE)
    cut = data[: data.rindex(b"They go on")]
    assert told(cut) == [("a.warc#2", "article"), ("a.warc#4", "the record ends too early")]
    first, last = told(gzip.compress(cut)[:-60], "a.warc.gz")
    assert first == ("a.warc.gz#2", "article")
    assert last == ("a.warc.gz", "it ends too early; what came before is read")


@pytest.mark.parametrize("data", [b"no crawl\n" * 50, b"\x00" * 999, PAGE])
def test_what_is_no_crawl_is_skipped_in_one_sentence(data):
    ((path, _),) = told(data)
    assert path == "a.warc"


def test_an_empty_crawl_is_skipped():
    assert told(b"") == [("a.warc", "it holds no record")]
