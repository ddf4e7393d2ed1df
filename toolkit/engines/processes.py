"""The engine that reads articles in several processes of this machine."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from itertools import islice
from multiprocessing import get_context

from toolkit.article import Article
from toolkit.engines.engine import ParserFactory
from toolkit.facts import Facts
from toolkit.parsers.protocol import Parser

CHUNK_LENGTH = 32
"""Articles handed to a process at a time: enough for one batch of the parser, and few
enough that the last chunks end together."""


def run_in_processes(
    parser_factory: ParserFactory, articles: Iterable[Article], workers: int
) -> Iterator[tuple[Article, Facts]]:
    """Yield each article with its facts, in order, read by `workers` new processes.

    The processes are spawned, not forked, so that the result is the same on every system;
    `parser_factory` must therefore be importable by name, and a script that calls this
    must do so under `if __name__ == "__main__":`. At most two chunks for each
    worker are under way, so memory does not grow with the number of articles.
    """
    articles = iter(articles)
    chunks = iter(lambda: tuple(islice(articles, CHUNK_LENGTH)), ())
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        under_way: deque[tuple[tuple[Article, ...], Future[tuple[Facts, ...]]]] = deque()
        try:
            for chunk in chunks:
                under_way.append((chunk, pool.submit(_read_chunk, parser_factory, chunk)))
                if len(under_way) >= 2 * workers:
                    yield from _next_read(under_way)
            while under_way:
                yield from _next_read(under_way)
        finally:
            for _, future in under_way:
                future.cancel()


def _next_read(
    under_way: deque[tuple[tuple[Article, ...], Future[tuple[Facts, ...]]]],
) -> Iterator[tuple[Article, Facts]]:
    chunk, future = under_way.popleft()
    return zip(chunk, future.result(), strict=True)


@cache
def _parser(parser_factory: ParserFactory) -> Parser:
    """Make the parser once for each process."""
    return parser_factory()


def _read_chunk(parser_factory: ParserFactory, chunk: tuple[Article, ...]) -> tuple[Facts, ...]:
    return tuple(_parser(parser_factory).parse(chunk))
