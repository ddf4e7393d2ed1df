"""The first step of the English parser: everything read before the actors are known."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from toolkit.article import Article
from toolkit.parsers.english.dates.dates import find_dates
from toolkit.parsers.english.places.city_names import names_a_place
from toolkit.parsers.english.places.places import find_places
from toolkit.parsers.english.reading import NamedSpan, Reading
from toolkit.parsers.english.text.header import read_header
from toolkit.parsers.english.text.layout import find_blocks

_KINDS = {"PERSON": "person", "ORG": "body", "GPE": "place", "LOC": "place", "FAC": "place"}
"""What the entity labels of spaCy stand for."""
_LIKELY_DAY = "date.after_vote"
"""The rule for days that are only likely, which the grammar would take for sure."""
_IN = re.compile(r"(?:[Ii]n|[Ff]rom|[Nn]ear|[Oo]utside|[Vv]ia|[Oo]f|[Tt]o|[Rr]eached|[Ll]eft) $")


def read_article(article: Article, doc: Doc) -> Reading:
    """Return layout, header, dates and places of an article whose document is at hand."""
    blocks = find_blocks(article.text)
    places = find_places(article.text, blocks, _named_spans(article.text, doc))
    header = read_header(article, blocks, places)
    today = article.published_on or header.published_on
    dates = tuple(day for day in find_dates(article.text, today) if day.rule != _LIKELY_DAY)
    return Reading(article, blocks, header, dates, places, doc)


def _named_spans(text: str, doc: Doc) -> tuple[NamedSpan, ...]:
    """Return the entities that are what they are labelled as, as far as can be told.

    A person or a body of one word is a place as often as not; a place that no table knows is one
    only after a word such as "in".
    """
    found = []
    for entity in doc.ents:
        start, end = entity.start_char, entity.end_char
        kind = _KINDS.get(entity.label_)
        if kind == "place":
            name = entity.text.removeprefix("the ").removesuffix("'s")
            sure = bool(_IN.search(text, max(0, start - 8), start)) or names_a_place(name)
        else:
            sure = len(entity) > 1
        if kind and sure:
            found.append(NamedSpan(start, end, kind))
    return tuple(found)
