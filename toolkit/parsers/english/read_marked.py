"""The first step of reading with a model: everything read before the actors are known."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.article import Article
from toolkit.parsers.english.dates.dates import find_dates
from toolkit.parsers.english.places.places import find_places
from toolkit.parsers.english.reader.scores import Scores
from toolkit.parsers.english.reader.spans import read_spans
from toolkit.parsers.english.reading import Block, NamedSpan, Reading
from toolkit.parsers.english.text.header import read_header

_UNNAMED = frozenset({"group", "office"})
_KINDS = {"person": "person", "place": "place"}


def read_article(article: Article, blocks: Sequence[Block], scores: Scores) -> Reading:
    """Return layout, header, dates and places of an article that the reader has read."""
    places = find_places(article.text, blocks, named_spans(scores))
    header = read_header(article, blocks, places)
    today = article.published_on or header.published_on
    dates = find_dates(article.text, today)
    return Reading(article, tuple(blocks), header, dates, places)


def named_spans(scores: Scores) -> tuple[NamedSpan, ...]:
    """Return what the reader takes for names of persons, of bodies and of places."""
    return tuple(
        NamedSpan(*span.characters(scores), _KINDS.get(span.label, "body"))
        for span in read_spans(scores, "mention")
        if span.label not in _UNNAMED
    )
