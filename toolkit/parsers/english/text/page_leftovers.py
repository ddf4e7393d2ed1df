"""Lines that a web page leaves in a text copied from it: menus, buttons, notices, forms."""

from __future__ import annotations

import re
from functools import cache

from toolkit.reference import read_table

LONGEST = 200
"""Most characters of a line that is a leftover; what is longer is prose about such things."""

_COPYRIGHT = re.compile(
    r"\W*(?:©|\(c\) ?(?:19|20)\d\d|copyright\b.{0,12}(?:©|(?:19|20)\d\d))", re.I
)
_READING_TIME = re.compile(r"\W*\d+ ?-?min(?:ute)?s? read\W*", re.I)
_PARTS = re.compile(r"\s+[|·•>»/-]\s+|\s{2,}|\t")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


def is_page_leftover(line: str) -> bool:
    """Return whether a line is what a page has around its text, and no part of the text.

    `toolkit/reference/page_leftovers.csv` has the words. An empty line is none.
    """
    text = line.strip()
    if not text or len(text) > LONGEST:
        return False
    if _COPYRIGHT.match(text) or _READING_TIME.fullmatch(text):
        return True
    parts = [_EDGES.sub("", part) for part in _PARTS.split(text.casefold())]
    if any(parts) and all(part in _words("line") for part in parts if part):
        return True
    low = text.casefold()
    opening, colon, _ = low.partition(":")
    if colon and _EDGES.sub("", opening) in _words("opening"):
        return True
    return _inside().search(low) is not None


@cache
def _words(extent: str) -> frozenset[str]:
    rows = read_table("page_leftovers")
    return frozenset(row["words"] for row in rows if row["extent"] == extent)


@cache
def _inside() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(_words('inside'))))})\b")
