"""The values that the steps of the English parser share about one article.

The way of an article through the parser:

    layout -> dates, places -> cast (actors) -> roles -> meetings, elections -> Facts

Each step takes the `Reading` and what the steps before it returned, and returns new values;
nothing is changed in place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from toolkit.article import Article

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text that layout tells apart.

    `kind`: "paragraph", "heading", "item" (a list item), "table" (consecutive lines of one
    table), "dateline" (only its own characters, before the paragraph that it opens),
    "source" (a last line such as `Source » name`).
    """

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words that name a day or a stretch of days, as the interval they can mean.

    `first` and `last` are None when the words cannot be placed ("last week" of an article
    without a date). `precision`: "day", "week", "month", "year", "span".
    """

    start: int
    end: int
    first: date | None
    last: date | None
    precision: str
    rule: str


@dataclass(frozen=True, slots=True)
class NamedSpan:
    """Words that name something, as the reader of names sees it, before it is known what.

    `kind`: "place", "person", "body".
    """

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Words that name a place; `kind`: "country", "demonym", "city", "region", "venue"."""

    start: int
    end: int
    name: str
    country: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Header:
    """What the text itself says of the article: headline, dateline, source line, implied day."""

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    agency: str | None = None
    dateline_place: str | None = None
    published_on: date | None = None
    published_basis: str | None = None
    home_country: str | None = None
    """ISO code of the country that the article is mostly about, None if it is not clear."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One article with everything read from it before the actors are known."""

    article: Article
    blocks: tuple[Block, ...]
    header: Header
    dates: tuple[DateMention, ...]
    places: tuple[PlaceMention, ...]
    doc: Doc = None  # type: ignore[assignment]
    """The text as spaCy analyses it, for the grammar; the trained reader goes without."""

    @property
    def today(self) -> date | None:
        """The day of the report, from metadata or from what the text implies."""
        return self.article.published_on or self.header.published_on
