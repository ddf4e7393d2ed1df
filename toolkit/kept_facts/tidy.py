"""A folder of kept facts made smaller: what no article needs any more goes, few shards stay."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from toolkit.kept_facts.facts_in_the_making import MOST_ENTRIES, FactsInTheMaking
from toolkit.kept_facts.kept_facts import KeptFacts

MOST_SMALL_SHARDS = 32
SMALL_ENTRIES = MOST_ENTRIES // 2
SMALL_BYTES = 1 << 20
"""Shards of fewer entries and bytes are put together once there are more than so many."""


def tidy_shards(kept: KeptFacts, keys: Iterable[bytes]) -> bool:
    """Write a folder anew where most of it is not needed; return whether that was done.

    `keys` are those of the articles that there are, in the order in which they are read. What is
    new is written before anything goes, so that whoever stops it loses nothing.
    """
    needed = [key for key in keys if key in kept]
    small = sum(
        length < SMALL_ENTRIES and shard.stat().st_size < SMALL_BYTES
        for shard, length in kept.lengths.items()
    )
    if len(kept) <= 2 * len(needed) and small <= MOST_SMALL_SHARDS:
        return False
    with FactsInTheMaking(kept.folder) as anew:
        for key in needed:
            encoded = kept.encoded(key)
            if encoded is not None:
                anew.add_encoded(key, encoded)
    for shard in kept.lengths:
        shard.unlink()
    return True


def tidy_folders(folder: Path) -> None:
    """Remove the folders beside `folder`, of other parsers, once they hold more than it does.

    None of them need be there: where no article is parsed, no facts are kept.
    """
    if not folder.parent.is_dir():
        return
    others = [path for path in folder.parent.iterdir() if path.is_dir() and path != folder]
    if sum(map(_size, others)) > _size(folder):
        for other in others:
            shutil.rmtree(other, ignore_errors=True)


def _size(folder: Path) -> int:
    """Return the bytes of the files in a folder."""
    if not folder.is_dir():
        return 0
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
