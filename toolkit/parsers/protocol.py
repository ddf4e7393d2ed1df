"""What every parser is: articles in, the facts of each out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from toolkit.article import Article
from toolkit.facts import Facts


class Parser(Protocol):
    """A reader of articles. It knows nothing of other articles and nothing of tables.

    What it finds depends on text and metadata, not on `source_path`: facts are kept from build to
    build by these, and by name and version of the parser.
    """

    name: str
    version: str

    def parse(self, articles: Iterable[Article]) -> Iterator[Facts]:
        """Yield the facts of each article, in the order of `articles`."""
        ...
