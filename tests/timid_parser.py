"""A parser for tests of builds: it finds nothing, and fails on some articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolkit.article import Article
from toolkit.facts import Facts


class TimidParser:
    """Gives up on calls."""

    name = "timid"
    version = "1"

    def parse(self, articles: Iterable[Article]) -> Iterator[Facts]:
        for article in articles:
            yield Facts(failure="too long a call" if "telephone" in article.text else None)
