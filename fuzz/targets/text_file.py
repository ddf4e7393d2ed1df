"""Text and Markdown: a file is an article or skipped with its reason."""

from __future__ import annotations

from inputs import read_as

_TEXT = b"The two ministers met in Paris on Tuesday and agreed to meet again."
SEEDS = (
    b"---\ntitle: Two meet\ndate: 2021-10-11\nlanguage: en\n---\n" + _TEXT,
    b"\xef\xbb\xbf---\ntitle: Two: meet\n\n" + _TEXT,
    _TEXT.decode().encode("utf-16"),
    _TEXT + b"\x00",
    b"\xff\xfe\x00\xd8" + _TEXT.decode().encode("utf-16-le"),
    "\u202e\u200b\u2066".encode() + _TEXT,
    b"e\xcc\x81\r" + _TEXT + b"\r\n",
    b"",
)
WORDS = (b"---\n", b"title: ", b"language: fr\n", b"\xff\xfe", b"\r", b"\xcc\x81", _TEXT)


def judge(data: bytes) -> None:
    """Read bytes as a file of text."""
    assert len([i for i in read_as("a.md", data) if type(i).__name__ != "Note"]) == 1
