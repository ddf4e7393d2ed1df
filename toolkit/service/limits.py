"""What a request may take at most."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of a request, and of how many are answered at once.

    `seconds` is the time for which the database may work on an answer; `memory` is in megabytes,
    for each process that answers SQL and for the pages of tables together. An answer to SQL has
    `query_rows` rows and `query_bytes` bytes at most. `at_once` is the number of requests that are
    answered or wait; further ones are told to come again. `queries_at_once` is the number of
    processes that answer SQL, and `queries_waiting` of requests that may wait for one.
    """

    seconds: float = 5.0
    memory: int = 512
    query_rows: int = 10_000
    query_bytes: int = 8_000_000
    at_once: int = 128
    queries_at_once: int = 2
    queries_waiting: int = 8
