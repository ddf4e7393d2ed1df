"""The English parser: a trained reader says what words mean, rules make exact values of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from toolkit.article import Article
from toolkit.facts import Facts
from toolkit.parsers.english.actors.cast_of_reader import read_cast
from toolkit.parsers.english.article_facts import article_facts
from toolkit.parsers.english.elections.elections_of_reader import read_elections
from toolkit.parsers.english.meetings.encounters import read_encounters
from toolkit.parsers.english.read_marked import read_article
from toolkit.parsers.english.reader.model import SHIPPED, Model, load_model
from toolkit.parsers.english.reader.one_thread import one_thread
from toolkit.parsers.english.roles.office_mentions import resolve_offices
from toolkit.parsers.english.roles.posts import read_posts
from toolkit.parsers.english.text.layout import find_blocks
from toolkit.parsers.english.text.reading_copy import reading_copy
from toolkit.parsers.english.uncollected import uncollected
from toolkit.parsers.relocation import relocate


def facts_of(article: Article, model: Model) -> Facts:
    """Return the facts of one article as `model` reads it."""
    blocks = find_blocks(article.text)
    scores = model.read(article.text, blocks)
    reading = read_article(article, blocks, scores)
    cast = read_posts(reading, scores, read_cast(reading, scores))
    cast = resolve_offices(reading, scores, cast)
    meetings = read_encounters(reading, scores, cast)
    cast, elections, results = read_elections(reading, cast, scores)
    return article_facts(reading, cast, meetings, elections, results)


class ReaderParser:
    """Reads English political news; keeps nothing between articles.

    `model` is the folder of a trained reader, the one that comes with the toolkit by default.
    Raises NoModel where it holds none.
    """

    name = "english-reader"

    def __init__(self, model: Path = SHIPPED) -> None:
        self._model = load_model(model)
        self.version = f"2+{self._model.digest}"

    def parse(self, articles: Iterable[Article]) -> Iterator[Facts]:
        """Yield the facts of each article, in the order of `articles`."""
        for article in articles:
            yield self._facts_or_failure(article)

    def _facts_or_failure(self, article: Article) -> Facts:
        # One article that a rule stumbles over must not cost its reader all the others.
        try:
            with one_thread(), uncollected():
                copy = reading_copy(article.text)
                facts = facts_of(replace(article, text=copy.text), self._model)
                return facts if copy.is_in_place else relocate(facts, copy.span)
        except Exception as error:
            return Facts(failure=f"{type(error).__name__}: {error}")
