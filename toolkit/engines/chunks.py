"""Articles cut into chunks of like length, so that all workers have like work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolkit.article import Article


def cut(articles: Iterable[Article], most: int, characters: int) -> Iterator[tuple[Article, ...]]:
    """Yield the articles in order in chunks of at most `most`.

    A chunk ends, too, with the article that brings it to `characters`; one long article is a
    chunk. No more is read of `articles` than the chunk that is asked for.
    """
    chunk: list[Article] = []
    length = 0
    for article in articles:
        chunk.append(article)
        length += len(article.text)
        if len(chunk) == most or length >= characters:
            yield tuple(chunk)
            chunk, length = [], 0
    if chunk:
        yield tuple(chunk)
