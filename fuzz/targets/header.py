"""Layout, header, dateline and places of a text: every block and place lies in it."""

from __future__ import annotations

from datetime import date

from repeated import repeated

from toolkit.article import Article, normalise_text
from toolkit.parsers.english.places.places import find_places
from toolkit.parsers.english.text.header import read_header
from toolkit.parsers.english.text.layout import find_blocks

SEEDS = (
    "MONROVIA, 12 May (Wire) – The two ministers met.\n\nSource » Example Wire".encode(),
    b"The Daily Example, Monday, May 3, 2021\nBy Jane Roe\n\nPARIS: They met.\n\n(c) 2021 Wire",
    b"# Two meet\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nUpdated: 3 May 2021",
    b"Party\tVotes\tShare\nGreens\t1,204\t56.1%\nLabour\t902\t41%\n",
    "\u202eSIRAP\u200b, (Reuters) — \u2028They met".encode(),
)
WORDS = (
    *(b"\n\n", b"\n- ", b" | ", b"\t", b"# ", b"By ", b"(Wire) ", b"PARIS", b"Source: ", b"(c) "),
    *("» ".encode(), "– ".encode(), b"Updated: ", b"3 May 2021", b"  "),
)


def judge(data: bytes) -> None:
    """Read what a text says of itself."""
    text = normalise_text(data.decode("utf-8", errors="replace"))
    _judge_text(text)
    if (long := repeated(text)) is not None:
        _judge_text(normalise_text(long))


def _judge_text(text: str) -> None:
    blocks = find_blocks(text)
    start = 0
    for block in blocks:
        assert start <= block.start < block.end <= len(text), block
        start = block.start
    places = find_places(text, blocks)
    for place in places:
        assert 0 <= place.start < place.end <= len(text), place
    header = read_header(Article("a.txt", text), blocks, places)
    assert header == read_header(Article("a.txt", text), blocks, places)
    assert header.published_on is None or type(header.published_on) is date
