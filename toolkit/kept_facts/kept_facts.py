"""The facts that one parser has left on disk, found by key."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.facts import Facts
from toolkit.facts_encoding import decode
from toolkit.kept_facts.article_key import KEY_LENGTH
from toolkit.kept_facts.shards import UNFINISHED, find_shards, is_whole, read_batch, read_keys

if TYPE_CHECKING:
    import pyarrow

_BATCHES_AT_HAND = 8
_ROWS = 1 << 20
"""More rows than a batch has."""


class KeptFacts:
    """The shards of a folder as they are when it is opened: later ones are not seen.

    `lengths` has the entries of each. A shard that is damaged is removed; `damaged` has its path,
    and its articles are parsed again.
    Memory grows by 24 bytes an entry. Only one program at a time may open a folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.damaged: list[Path] = []
        if folder.is_dir():
            for left in folder.glob(f"*{UNFINISHED}"):
                left.unlink()
        self.lengths: dict[Path, int] = {}
        for shard in find_shards(folder):
            if is_whole(shard):
                self.lengths[shard] = 0
            else:
                shard.unlink()
                self.damaged.append(shard)
        self._batches: list[tuple[Path, int]] = []
        self._keys, self._places = self._index()
        self._at_hand: OrderedDict[int, pyarrow.RecordBatch] = OrderedDict()

    def __len__(self) -> int:
        """Return how many entries there are; one that was written twice counts twice."""
        return len(self._keys)

    def __contains__(self, key: bytes) -> bool:
        """Return whether there are facts of a key."""
        return self._find(key) is not None

    def get(self, key: bytes) -> Facts | None:
        """Return the facts of a key, None where there are none."""
        encoded = self.encoded(key)
        return None if encoded is None else decode(encoded)

    def encoded(self, key: bytes) -> bytes | None:
        """Return the facts of a key as bytes, None where there are none."""
        place = self._find(key)
        if place is None:
            return None
        number, row = divmod(place, _ROWS)
        found: bytes = self._batch(number).column(1)[row].as_py()
        return found

    def _index(self) -> tuple[Any, Any]:
        """Return all keys, sorted, and of each the place: batch * _ROWS + row."""
        import numpy as np

        keys: list[bytes] = []
        counts: list[int] = []
        for shard in self.lengths:
            for number, own in read_keys(shard):
                self.lengths[shard] += len(own)
                self._batches.append((shard, number))
                keys.append(b"".join(own))
                counts.append(len(own))
        # A type of bytes leaves out zeros at the end, which are at the end of all alike.
        every = np.frombuffer(b"".join(keys), dtype=f"S{KEY_LENGTH}")
        rows = [np.arange(count) + batch * _ROWS for batch, count in enumerate(counts)]
        places = np.concatenate(rows) if rows else np.empty(0, dtype=np.int64)
        order = np.argsort(every, kind="stable")
        return every[order], places[order]

    def _find(self, key: bytes) -> int | None:
        import numpy as np

        at = int(np.searchsorted(self._keys, np.bytes_(key)))
        if at == len(self._keys) or self._keys[at] != key.rstrip(b"\0"):
            return None
        return int(self._places[at])

    def _batch(self, number: int) -> pyarrow.RecordBatch:
        batch = self._at_hand.get(number)
        if batch is None:
            batch = read_batch(*self._batches[number])
            self._at_hand[number] = batch
            if len(self._at_hand) > _BATCHES_AT_HAND:
                self._at_hand.popitem(last=False)
        else:
            self._at_hand.move_to_end(number)
        return batch
