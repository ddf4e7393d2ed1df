"""The first English parser: a grammar of ours over spaCy's tags, dependencies and names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import tee

from spacy.tokens import Doc

from toolkit.article import Article
from toolkit.facts import Facts
from toolkit.parsers.english.actors.actors import read_cast
from toolkit.parsers.english.article_facts import article_facts
from toolkit.parsers.english.elections.elections import read_elections
from toolkit.parsers.english.meetings.meetings import read_meetings
from toolkit.parsers.english.pipeline import read_documents
from toolkit.parsers.english.read import read_article
from toolkit.parsers.english.roles.roles import read_roles
from toolkit.parsers.english.text.reading_copy import ReadingCopy, reading_copy
from toolkit.parsers.relocation import relocate


def facts_of(article: Article, doc: Doc) -> Facts:
    """Return the facts of one article whose analysed document is at hand."""
    reading = read_article(article, doc)
    cast = read_roles(reading, read_cast(reading))
    meetings = read_meetings(reading, cast)
    cast, elections, results = read_elections(reading, cast)
    return article_facts(reading, cast, meetings, elections, results)


class EnglishParser:
    """Reads English political news; keeps nothing between articles."""

    name = "english-grammar"
    version = "1"

    def parse(self, articles: Iterable[Article]) -> Iterator[Facts]:
        """Yield the facts of each article, in the order of `articles`."""
        to_read, copies = tee((article, reading_copy(article.text)) for article in articles)
        documents = read_documents(copy.text for _, copy in to_read)
        for (article, copy), doc in zip(copies, documents, strict=True):
            yield _facts_or_failure(article, copy, doc)


def _facts_or_failure(article: Article, copy: ReadingCopy, doc: Doc) -> Facts:
    # One article that a rule stumbles over must not cost its reader all the others.
    try:
        return relocate(facts_of(replace(article, text=copy.text), doc), copy.span)
    except Exception as error:
        return Facts(failure=f"{type(error).__name__}: {error}")
