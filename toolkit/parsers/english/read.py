"""The first step of the English parser: everything read before the actors are known."""

from __future__ import annotations

from spacy.tokens import Doc

from toolkit.article import Article
from toolkit.parsers.english.dates.dates import find_dates
from toolkit.parsers.english.places.places import find_places
from toolkit.parsers.english.reading import Reading
from toolkit.parsers.english.text.header import read_header
from toolkit.parsers.english.text.layout import find_blocks


def read_article(article: Article, doc: Doc) -> Reading:
    """Return layout, header, dates and places of an article whose document is at hand."""
    blocks = find_blocks(article.text)
    places = find_places(article.text, doc, blocks)
    header = read_header(article, blocks, places)
    today = article.published_on or header.published_on
    dates = find_dates(article.text, today, doc=doc)
    return Reading(article, doc, blocks, header, dates, places)
