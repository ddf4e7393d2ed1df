"""The day on which a page says that it was published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from toolkit.reference import read_words
from toolkit.sources.dates import read_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_IN_JSON = re.compile(r'"datePublished"\s*:\s*"([^"]{4,60})"')
_IN_ADDRESS = re.compile(r"/(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?:[/_.-]|$)")


def read_page_date(tree: HtmlElement, url: str | None) -> date | None:
    """Return the day that a page states as its own, None where it states none.

    Looked at are, the first that gives a day: `<meta>` elements whose name stands in
    `toolkit/reference/page_date_names.csv`, `datePublished` in JSON-LD, `<time>` elements marked as
    the date of publication, and a day in the page's address. A text's own words are left to the
    parser.

    htmldate, which trafilatura asks, is not: it takes the month of "2021-10" for the day of today
    in it, and "10/11/2021" for the tenth; a day that is wrong moves all that is told beside it.
    """
    for stated in _stated(tree):
        day = read_date(stated)
        if day is not None:
            return day
    found = _IN_ADDRESS.search(url or "")
    if found is None:
        return None
    year, month, day_of_month = (int(part) for part in found.groups())
    return read_date(f"{year:04}-{month:02}-{day_of_month:02}")


def _stated(tree: HtmlElement) -> Iterator[str]:
    names = read_words("page_date_names")
    for meta in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            if meta.get(attribute, "").casefold() in names:
                yield meta.get("content", "")
    for script in tree.iter("script"):
        if script.get("type", "").casefold() == "application/ld+json":
            for found in _IN_JSON.finditer(script.text or ""):
                yield found[1]
    for element in tree.iter("time"):
        is_own = (
            element.get("pubdate") is not None
            or "datepublished" in element.get("itemprop", "").casefold().split()
        )
        if is_own:
            yield element.get("datetime", "")
