"""What every engine is: articles in, each with its facts out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from toolkit.article import Article
from toolkit.facts import Facts
from toolkit.parsers.protocol import Parser

ParserFactory = Callable[[], Parser]
"""Makes a parser; a class or function of a module, so that a new process can import it."""


class Engine(Protocol):
    """A way to run a parser over articles."""

    def __call__(
        self, parser_factory: ParserFactory, articles: Iterable[Article]
    ) -> Iterator[tuple[Article, Facts]]:
        """Yield each article with its facts, in the order of `articles`."""
        ...
