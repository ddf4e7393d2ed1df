"""The page on what is read names all of it, and its example of a format can be used."""

from __future__ import annotations

import io
import re

from conftest import PROJECT

from toolkit.reference import read_table
from toolkit.sources.endings import CONTAINERS, FORMATS

PAGE = (PROJECT / "docs" / "sources.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"<!-- example: format -->\n```python\n(.*?)```\n", re.DOTALL)
KEYS = re.compile(r"<!-- keys -->\n(.*?)<!-- /keys -->", re.DOTALL)

MAIL = b"""\
Subject: Ministers meet
Organization: Press office of the harbour
Date: Tue, 12 Oct 2021 23:30:00 -0500
Content-Type: text/plain; charset=utf-8

The two ministers met on Tuesday.
"""


def test_the_page_names_every_ending():
    named = set(re.findall(r"`(\.\w+)`", PAGE.split("## ")[0]))
    assert named == {*FORMATS, *CONTAINERS}


def test_the_page_lists_every_key_of_metadata():
    keys: dict[str, list[str]] = {}
    for row in read_table("metadata_keys"):
        keys.setdefault(row["field"], []).append(row["key"])
    fields = ("text", "title", "url", "author", "publisher", "language", "published_on")
    rows = (f"| `{field}` | {', '.join(f'`{key}`' for key in keys[field])} |" for field in fields)
    table = ["| field | other keys |", "|---|---|", *rows]
    assert KEYS.search(PAGE)[1] == "".join(f"{row}\n" for row in table)


def test_the_format_of_the_page_reads_what_it_promises():
    names: dict = {}
    exec(EXAMPLE.search(PAGE)[1], names)
    (document,) = names["read"](io.BytesIO(MAIL), "a.eml")
    assert document.text == "The two ministers met on Tuesday.\n"
    assert document.metadata == {
        "title": "Ministers meet",
        "publisher": "Press office of the harbour",
        "date": "2021-10-12",
    }
    (skipped,) = names["read"](io.BytesIO(b"Content-Type: text/html\n\n<p>x"), "a.eml")
    assert skipped.reason == "the mail has no plain text"
