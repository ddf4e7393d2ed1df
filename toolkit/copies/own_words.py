"""What an article says of itself, which is its own even where the rest is another's text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from toolkit.article import Article
from toolkit.facts import Facts
from toolkit.parsers.english.text.header import read_header
from toolkit.parsers.english.text.layout import find_blocks
from toolkit.parsers.english.text.reading_copy import reading_copy


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Headline, author, publisher and day by the text, and the place of its dateline."""

    title: str | None
    author: str | None
    publisher: str | None
    published_on: date | None
    published_basis: str | None
    dateline_place: str | None

    def are_those_of(self, facts: Facts) -> bool:
        """Whether a parser read the same."""
        own = (
            self.title,
            self.author,
            self.publisher,
            self.published_on,
            self.published_basis,
        )
        return own == (
            facts.title,
            facts.author,
            facts.publisher,
            facts.published_on,
            facts.published_basis,
        )


def read_own_words(article: Article) -> OwnWords:
    """Return what the text of an article says of the article, as the English parser reads it."""
    text = reading_copy(article.text).text
    header = read_header(replace(article, text=text), find_blocks(text))
    return OwnWords(
        header.title,
        header.author,
        header.publisher,
        header.published_on,
        header.published_basis,
        header.dateline_place,
    )
