"""What the reader chooses among: the dates, places and numbers that the rules find."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from toolkit.article import Article
from toolkit.evaluation.names import same_place
from toolkit.parsers.english.dates.dates import find_dates
from toolkit.parsers.english.places.places import find_places
from toolkit.parsers.english.reader.words import Words
from toolkit.parsers.english.reading import DateMention, NamedSpan, PlaceMention
from toolkit.parsers.english.text.header import read_header
from toolkit.parsers.english.text.layout import find_blocks
from toolkit.parsers.english.text.numbers import NumberMention, find_numbers
from toolkit.training.labels import ACTOR_KINDS
from toolkit.training.mention_marks import MentionMark

IN_TABLES = frozenset({"city", "country", "region", "venue"})
"""Kinds of places whose words name a place and no people."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Dates, places and numbers of one article, each list with the words where they begin."""

    dates: tuple[DateMention, ...]
    date_words: tuple[int, ...]
    places: tuple[PlaceMention, ...]
    place_words: tuple[int, ...]
    numbers: tuple[NumberMention, ...]
    number_words: tuple[int, ...]

    def dates_of(self, first: str | None, last: str | None) -> list[int]:
        """Return the dates that mean exactly the days of an annotation."""
        if first is None or last is None:
            return []
        wanted = (date.fromisoformat(first), date.fromisoformat(last))
        return [i for i, found in enumerate(self.dates) if (found.first, found.last) == wanted]

    def places_called(self, name: str | None) -> list[int]:
        """Return the places that an annotation's place can be."""
        if name is None:
            return []
        return [i for i, place in enumerate(self.places) if same_place(name, place.name)]

    def places_in(self, country: str | None) -> list[int]:
        """Return the places that tell a country."""
        if country is None:
            return []
        return [i for i, place in enumerate(self.places) if place.country == country]

    def named_places(self) -> list[tuple[int, int]]:
        """Return the characters of the places that the tables know, without peoples."""
        return [(place.start, place.end) for place in self.places if place.kind in IN_TABLES]


def _at_words(words: Words, spans: Iterable[Any]) -> tuple[tuple[Any, ...], tuple[int, ...]]:
    kept, at = [], []
    for span in spans:
        inside = words.between(span.start, span.end)
        if inside is not None:
            kept.append(span)
            at.append(inside[0])
    return tuple(kept), tuple(at)


def find_candidates(
    article: Article,
    words: Words,
    marks: Iterable[MentionMark],
    places: Iterable[tuple[int, int]],
) -> Candidates:
    """Return the candidates as the parser will find them where the reader marks names rightly."""
    named = [NamedSpan(start, end, "place") for start, end in places]
    for mark in marks:
        kind = "person" if ACTOR_KINDS[mark.kind] == "person" else "body"
        named.append(NamedSpan(words.starts[mark.first], words.ends[mark.last], kind))
    blocks = find_blocks(article.text)
    found = find_places(article.text, blocks, tuple(sorted(named, key=lambda n: (n.start, n.end))))
    today = article.published_on or read_header(article, blocks, found).published_on
    dates = [day for day in find_dates(article.text, today) if day.first is not None]
    return Candidates(
        *_at_words(words, dates),
        *_at_words(words, found),
        *_at_words(words, find_numbers(article.text, any_one=True)),
    )


def annotated_places(record: Mapping[str, Any], text: str) -> list[tuple[int, int]]:
    """Return the characters of the places that an annotation names.

    Those are the places of its meetings and what it lists under the key `places`.
    """
    names = {meeting["place"] for meeting in record["meetings"] if meeting.get("place")}
    names.update(record.get("places", ()))
    found = []
    for name in sorted(names):
        start = text.find(name)
        while start >= 0:
            found.append((start, start + len(name)))
            start = text.find(name, start + len(name))
    return found
