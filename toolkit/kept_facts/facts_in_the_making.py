"""Facts on their way to the disk, a shard at a time, so that a build that stops loses few."""

from __future__ import annotations

import time
from pathlib import Path

from toolkit.facts import Facts
from toolkit.facts_encoding import encode
from toolkit.kept_facts.shards import Entry, write_shard

MOST_ENTRIES = 1024
MOST_BYTES = 32 << 20
MOST_SECONDS = 10.0
"""A shard is written when it has so many entries or bytes, or its first is so old."""


class FactsInTheMaking:
    """A context in which facts are added to a folder; what is left is written at its end.

    It is written too where the context ends with an error or with Ctrl-C.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._entries: list[Entry] = []
        self._bytes = 0
        self._began = 0.0

    def __enter__(self) -> FactsInTheMaking:
        return self

    def __exit__(self, *_: object) -> None:
        self.write()

    def add(self, key: bytes, facts: Facts) -> None:
        """Keep the facts of an article by its key. Raises OSError where they can't be written."""
        self.add_encoded(key, encode(facts))

    def add_encoded(self, key: bytes, encoded: bytes) -> None:
        """Keep facts that are bytes already."""
        if not self._entries:
            self._began = time.monotonic()
        self._entries.append((key, encoded))
        self._bytes += len(encoded)
        if (
            len(self._entries) >= MOST_ENTRIES
            or self._bytes >= MOST_BYTES
            or time.monotonic() - self._began >= MOST_SECONDS
        ):
            self.write()

    def write(self) -> None:
        """Write what was added since the last shard, if anything was."""
        entries, self._entries, self._bytes = self._entries, [], 0
        if entries:
            write_shard(self._folder, entries)
