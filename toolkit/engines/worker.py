"""What goes on in a worker: a process that reads the chunks which it is handed.

It knows nothing of limits: who started it watches it, and kills it where it takes too much.
Whatever it says is a pair of a word and bytes.
"""

from __future__ import annotations

import pickle
import signal
import traceback
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection

from toolkit.article import Article
from toolkit.engines.engine import ParserFactory
from toolkit.facts_encoding import encode

READY, TAKEN, FACTS, DEFECT = "ready", "taken", "facts", "defect"
"""What a worker says: that it has its parser, and which; that the parser has taken the next
article of the chunk; the facts of the next article; the exception that ended the reading of a
chunk, or the making of the parser."""


def read_chunks(connection: Connection, parser_factory: ParserFactory) -> None:
    """Read each chunk that comes, until no more can come."""
    # Ctrl-C goes to every process of a terminal; who started the worker ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        try:
            parser = parser_factory()
            connection.send((READY, f"{parser.name} {parser.version}".encode()))
        except Exception as error:
            connection.send((DEFECT, _pickled(error)))
            return
        while True:
            chunk: tuple[Article, ...] = connection.recv()
            try:
                for facts in parser.parse(_told(chunk, connection)):
                    connection.send((FACTS, encode(facts)))
            except OSError:
                raise
            except Exception as error:
                connection.send((DEFECT, _pickled(error)))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _told(chunk: Iterable[Article], connection: Connection) -> Iterator[Article]:
    for article in chunk:
        connection.send((TAKEN, b""))
        yield article


def _pickled(error: Exception) -> bytes:
    """Return the exception as bytes, with where it was raised as its note."""
    try:
        error.add_note("In a worker:\n" + "".join(traceback.format_exception(error)))
        whole = pickle.dumps(error)
        pickle.loads(whole)
    except Exception:
        return pickle.dumps(RuntimeError(f"{type(error).__name__}: {error}"))
    return whole
