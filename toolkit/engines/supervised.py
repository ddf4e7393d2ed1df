"""A worker under supervision: whatever an article does to it costs that article alone.

A worker that dies, or takes more than its limits, is replaced, and what it was reading is read
again alone by the new one: it may have been killed from outside, or have had little memory left
from what it read before. An article that ends its worker alone, too, is given up.
"""

from __future__ import annotations

import pickle
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from threading import Lock

from toolkit.article import Article
from toolkit.engines.engine import ParserFactory
from toolkit.engines.errors import EngineError
from toolkit.engines.limits import MEBIBYTE, Limits
from toolkit.engines.worker import DEFECT, FACTS, TAKEN
from toolkit.engines.worker_process import WorkerProcess
from toolkit.facts import Facts
from toolkit.facts_encoding import decode

WATCH_SECONDS = 0.1
"""How often the memory of a worker is looked at."""

START_SECONDS = 300.0
"""The most that a worker may take until it has its parser."""

STARTS = 3
"""How many workers in a row may die before they have their parser."""


class Stopped(Exception):  # noqa: N818 - no error: somebody wanted it
    """The reading was stopped from outside."""


@dataclass(slots=True)
class Attempt:
    """How far a worker came with a chunk.

    `taken` is the number of articles that its parser had taken. `loss` says why the worker is
    no more, None if it is as it was; `too_long` is whether that is for the time it took, which
    is the fault of nobody but the article.
    """

    facts: list[Facts] = field(default_factory=list)
    taken: int = 0
    loss: str | None = None
    too_long: bool = False


class SupervisedWorker:
    """Reads chunks in a process of its own, which is started when it is first needed.

    `parser` is the name and version of its parser, "" before it was started.
    """

    def __init__(self, parser_factory: ParserFactory, limits: Limits) -> None:
        self.parser = ""
        self._factory = parser_factory
        self._limits = limits
        self._process: WorkerProcess | None = None
        self._lock = Lock()
        self._stopped = False

    def read(self, chunk: Sequence[Article]) -> Iterator[Facts]:
        """Yield the facts of each article; what had to be given up has a `failure`.

        Raises what the parser raises, EngineError where no worker can be started, and Stopped
        after `stop`.
        """
        done = 0
        while done < len(chunk):
            attempt = self._attempt(chunk[done:])
            yield from attempt.facts
            if attempt.loss is None:
                return
            begun = max(attempt.taken, len(attempt.facts) + 1)
            suspects = chunk[done + len(attempt.facts) : done + begun]
            if attempt.too_long and len(suspects) == 1:
                yield Facts(failure=attempt.loss)
            else:
                yield from map(self._read_alone, suspects)
            done += begun

    def start(self) -> None:
        """Start the process, if it is not running, and wait until it has its parser."""
        if self._process is None:
            self._started()

    def stop(self) -> None:
        """End the process; what `read` is doing in another thread ends with Stopped."""
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.kill()

    def _read_alone(self, article: Article) -> Facts:
        attempt = self._attempt((article,))
        return attempt.facts[0] if attempt.loss is None else Facts(failure=attempt.loss)

    def _attempt(self, chunk: Sequence[Article]) -> Attempt:
        """Let the worker read a chunk; if it is lost, it is dead when this returns."""
        process = self._process or self._started()
        attempt = Attempt()
        try:
            process.hand(chunk)
            self._follow(process, attempt, len(chunk))
        except (EOFError, OSError):
            attempt.loss = f"the process that read it {process.bury()}"
        else:
            if attempt.loss is not None:
                process.kill()
                process.bury()
        if attempt.loss is not None:
            self._process = None
            self._raise_if_stopped()
        return attempt

    def _follow(self, process: WorkerProcess, attempt: Attempt, articles: int) -> None:
        """Note what the worker says until it has read all articles or exceeds a limit."""
        heard = watched = time.monotonic()
        while len(attempt.facts) < articles:
            said = process.hear(WATCH_SECONDS)
            now = time.monotonic()
            if said is not None:
                heard = now
                _note(said, attempt)
            elif now - heard > self._limits.seconds:
                attempt.loss = f"reading it took more than {self._limits.seconds:g} seconds"
                attempt.too_long = True
                return
            if now - watched >= WATCH_SECONDS and len(attempt.facts) < articles:
                watched = now
                if process.memory() > self._limits.memory:
                    most = self._limits.memory // MEBIBYTE
                    attempt.loss = f"reading it took more than {most:,} MiB of memory"
                    return

    def _started(self) -> WorkerProcess:
        """Return a new process that has its parser."""
        for _ in range(STARTS):
            with self._lock:
                if self._stopped:
                    raise Stopped
                process = self._process = WorkerProcess(self._factory)
            try:
                said = process.hear(START_SECONDS)
            except (EOFError, OSError):
                self._process = None
                death = process.bury()
                self._raise_if_stopped()
                continue
            if said is None:
                process.kill()
                process.bury()
                raise EngineError(
                    f"A process that reads articles had no parser after {START_SECONDS:g} "
                    "seconds; build again with fewer workers."
                )
            word, content = said
            if word == DEFECT:
                raise pickle.loads(content)
            self.parser = content.decode()
            return process
        raise EngineError(
            f"A process that reads articles {death} before it had its parser, {STARTS} times; "
            "build again with --workers 1 to see why."
        )

    def _raise_if_stopped(self) -> None:
        with self._lock:
            if self._stopped:
                raise Stopped


def _note(said: tuple[str, bytes], attempt: Attempt) -> None:
    word, content = said
    if word == DEFECT:
        raise pickle.loads(content)
    if word == TAKEN:
        attempt.taken += 1
    elif word == FACTS:
        attempt.facts.append(decode(content))
