"""A parser that reads only the articles that can hold a fact."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from toolkit.article import Article
from toolkit.facts import Facts
from toolkit.parsers.protocol import Parser
from toolkit.triage.first_reading import may_hold_facts


class TriagedParser:
    """Reads as another parser does, and passes over what can't hold a meeting or a result.

    The facts of an article passed over are empty and its `reading` is "passed_over". `make_parser`
    makes the other one; it is importable by name where this one goes to other processes.
    """

    def __init__(self, make_parser: Callable[[], Parser]) -> None:
        self._parser = make_parser()
        self.name = self._parser.name
        self.version = f"{self._parser.version}, triaged"

    def parse(self, articles: Iterable[Article]) -> Iterator[Facts]:
        """Yield the facts of each article, in the order of `articles`."""
        for article in articles:
            if may_hold_facts(article.text):
                yield from self._parser.parse([article])
            else:
                yield Facts(reading="passed_over")
