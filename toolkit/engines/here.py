"""The engine that reads articles in this process, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import tee

from toolkit.article import Article
from toolkit.engines.engine import ParserFactory
from toolkit.facts import Facts


def run_here(
    parser_factory: ParserFactory, articles: Iterable[Article]
) -> Iterator[tuple[Article, Facts]]:
    """Yield each article with its facts; the parser is made when the first is asked for.

    `articles` is read as far ahead as the parser's own batches go, no further.
    """
    to_read, to_name = tee(articles)
    yield from zip(to_name, parser_factory().parse(to_read), strict=True)
