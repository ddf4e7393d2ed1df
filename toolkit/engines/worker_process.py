"""One process of a worker, from its start to its death; what it does is `worker`'s matter."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context

import psutil

from toolkit.article import Article
from toolkit.engines.engine import ParserFactory
from toolkit.engines.worker import read_chunks


class WorkerProcess:
    """A process that reads articles; it has begun to make its parser.

    It is spawned, not forked, so that it is the same on every system.
    """

    def __init__(self, parser_factory: ParserFactory) -> None:
        context = get_context("spawn")
        self._connection, other = context.Pipe()
        self._process = context.Process(
            target=read_chunks, args=(other, parser_factory), daemon=True
        )
        try:
            with _interrupts_blocked():
                self._process.start()
        except BaseException:
            self._connection.close()
            raise
        finally:
            other.close()
        self._seen: psutil.Process | None = None

    def hand(self, chunk: Sequence[Article]) -> None:
        """Let it read a chunk; it must have read the one before. Raises OSError if it died."""
        self._connection.send(tuple(chunk))

    def hear(self, seconds: float) -> tuple[str, bytes] | None:
        """Return what it says next, None if that is nothing for so long.

        Raises EOFError or OSError when it has died and nothing that it said is left.
        """
        if not self._connection.poll(seconds):
            return None
        said: tuple[str, bytes] = self._connection.recv()
        return said

    def memory(self) -> int:
        """Return its resident memory in bytes, 0 when it has died."""
        try:
            # Made once, as it costs more to make than to ask.
            self._seen = self._seen or psutil.Process(self._process.pid)
            return int(self._seen.memory_info().rss)
        except psutil.Error:
            return 0

    def kill(self) -> None:
        """End it at once; may be called from another thread."""
        self._process.kill()

    def bury(self) -> str:
        """Wait until it is dead, and return how it died, as the end of a sentence."""
        # The start of another process in another thread may take note of this death first; for
        # a moment, neither knows how it died.
        while (code := self._process.exitcode) is None:
            self._process.join(1)
        self._connection.close()
        if code >= 0:
            return f"ended with the exit code {code}"
        if code == -signal.SIGKILL:
            return "was killed (SIGKILL), as systems do when memory runs out"
        return f"crashed ({signal.Signals(-code).name})"


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Let what is started meanwhile know nothing of Ctrl-C, from its first moment on."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    former = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, former)
