"""The engine that reads articles in several processes of this machine."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from queue import LifoQueue

from toolkit.article import Article
from toolkit.engines.chunks import cut
from toolkit.engines.engine import ParserFactory
from toolkit.engines.limits import DEFAULT_LIMITS, Limits
from toolkit.engines.supervised import SupervisedWorker
from toolkit.facts import Facts

CHUNK_ARTICLES, CHUNK_CHARACTERS = 4, 12_000
"""What is handed to a process at a time, at most, but for one long article: some tenths of a
second of reading, so that the last chunks end together."""

CHUNKS_UNDER_WAY = 32
"""Chunks for each worker that are read, or wait to be read or taken: so many that the others go
on while one worker is busy with a long article."""


def run_in_processes(
    parser_factory: ParserFactory,
    articles: Iterable[Article],
    workers: int,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[tuple[Article, Facts]]:
    """Yield each article with its facts, in order, read by up to `workers` new processes.

    An article that crashes its process, or takes more than `limits`, is given up: its facts
    have a `failure` that says so. All others have the facts that `run_here` gives them.

    The processes are spawned; `parser_factory` must therefore be importable by name, and a
    script that calls this must do so under `if __name__ == "__main__":`. Memory does not grow
    with the number of articles. Raises what the parser raises, and EngineError where no process
    can be started.
    """
    under_way: deque[tuple[tuple[Article, ...], Future[tuple[Facts, ...]]]] = deque()
    with _team(parser_factory, limits, workers) as hand:
        for chunk in cut(articles, CHUNK_ARTICLES, CHUNK_CHARACTERS):
            under_way.append((chunk, hand(chunk)))
            while under_way and (
                len(under_way) >= CHUNKS_UNDER_WAY * workers or under_way[0][1].done()
            ):
                yield from _next_read(under_way)
        while under_way:
            yield from _next_read(under_way)


def _next_read(
    under_way: deque[tuple[tuple[Article, ...], Future[tuple[Facts, ...]]]],
) -> Iterator[tuple[Article, Facts]]:
    chunk, future = under_way.popleft()
    return zip(chunk, future.result(), strict=True)


@contextmanager
def _team(
    parser_factory: ParserFactory, limits: Limits, workers: int
) -> Iterator[Callable[[tuple[Article, ...]], Future[tuple[Facts, ...]]]]:
    """Give a function that has a chunk read by the next of the workers that is free.

    At the end all workers are gone, whatever they were doing.
    """
    team = [SupervisedWorker(parser_factory, limits) for _ in range(workers)]
    # Last in, first out: no more processes are started than have something to read.
    free: LifoQueue[SupervisedWorker] = LifoQueue()
    for worker in team:
        free.put(worker)

    def read(chunk: tuple[Article, ...]) -> tuple[Facts, ...]:
        worker = free.get()
        try:
            return tuple(worker.read(chunk))
        finally:
            free.put(worker)

    # A thread for each process: it waits for the process, and keeps watch over it.
    threads = ThreadPoolExecutor(workers)
    try:
        yield lambda chunk: threads.submit(read, chunk)
    finally:
        for worker in team:
            worker.stop()
        threads.shutdown(cancel_futures=True)
        for worker in team:
            worker.bury()
