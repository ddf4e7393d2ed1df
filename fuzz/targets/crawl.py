"""WARC, plain and compressed: each page of a crawl is an article or skipped with its reason."""

from __future__ import annotations

import gzip

from inputs import read_as

_TEXT = "The two ministers met in Paris on Tuesday and agreed to meet again in the spring."
_PAGE = f"<html><head><title>T</title></head><body><article><p>{_TEXT}</p></article></body></html>"


def _record(
    body: str, kind: str = "response", length: int | None = None, http: str = "200 OK"
) -> bytes:
    head = f"HTTP/1.1 {http}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    length = len(head + body) if length is None else length
    return (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/a\r\n"
        "WARC-Date: 2021-10-11T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {length}\r\n\r\n{head}{body}\r\n\r\n"
    ).encode()


SEEDS = (
    _record(_PAGE),
    _record("", "warcinfo") + _record(_PAGE, "request") + _record(_PAGE),
    _record(_PAGE, length=20) + _record(_PAGE),
    _record(_PAGE, length=99_999),
    _record(_PAGE, length=-1),
    _record(_PAGE, http="301 Moved"),
    gzip.compress(_record(_PAGE)) + gzip.compress(_record(_PAGE)),
    b"WARC/1.0\r\n\r\n\r\n\r\n",
    b"",
)
WORDS = (
    *(
        b"WARC/1.0\r\n",
        b"WARC-Type: response\r\n",
        b"WARC-Type: ",
        b"Content-Length: ",
        b"\r\n\r\n",
    ),
    *(b"HTTP/1.1 200 OK\r\n", b"Content-Type: ", b"text/html", b"charset=", b"Transfer-Encoding: "),
    *(b"chunked", b"Content-Encoding: gzip\r\n", b"WARC-Target-URI: ", b"<p>", _TEXT.encode()),
)


def judge(data: bytes) -> None:
    """Read bytes as a crawl, compressed if they begin so."""
    read_as("a.warc.gz" if data[:2] == b"\x1f\x8b" else "a.warc", data)
