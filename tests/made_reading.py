"""A Reading of a text that hangs on no trained model: its layout, header, dates and places."""

from __future__ import annotations

from datetime import date

from toolkit.article import Article
from toolkit.parsers.english.dates.dates import find_dates
from toolkit.parsers.english.places.places import find_places
from toolkit.parsers.english.reading import Reading
from toolkit.parsers.english.text.header import read_header
from toolkit.parsers.english.text.layout import find_blocks


def made_reading(text: str, published_on: date | None = None) -> Reading:
    """Return the reading of a text of which no name is known."""
    article = Article("test.txt", text, published_on=published_on)
    blocks = find_blocks(text)
    places = find_places(text, blocks)
    header = read_header(article, blocks, places)
    dates = find_dates(text, published_on or header.published_on)
    return Reading(article, tuple(blocks), header, dates, places)
