"""One file of kept facts: written once, never changed, and told from a damaged one by its name.

A shard is an Arrow file of the columns `key` and `facts` (`toolkit.facts_encoding`), compressed
with Zstandard, in batches of `BATCH_LENGTH` rows. Its name has a number, in order of writing, and
the digest of its bytes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.kept_facts.article_key import KEY_LENGTH

if TYPE_CHECKING:
    import pyarrow

BATCH_LENGTH = 64
"""Rows that are read, and held in memory, together."""

UNFINISHED = ".unfinished"
_NAME = re.compile(r"(\d{8})-([0-9a-f]{32})\.arrow")

Entry = tuple[bytes, bytes]
"""A key and the facts as bytes."""


def find_shards(folder: Path) -> tuple[Path, ...]:
    """Return the shards in a folder, the oldest first; none where there is no folder."""
    if not folder.is_dir():
        return ()
    return tuple(sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name)))


def is_whole(shard: Path) -> bool:
    """Return whether a shard has the bytes with which it was written."""
    named = _NAME.fullmatch(shard.name)
    try:
        return named is not None and _digest(shard) == named[2]
    except OSError:
        return False


def write_shard(folder: Path, entries: Sequence[Entry]) -> Path:
    """Write entries as the next shard of a folder and return its path.

    Nothing that is cut off in the middle counts as a shard. Raises OSError.
    """
    import pyarrow

    folder.mkdir(parents=True, exist_ok=True)
    shards = find_shards(folder)
    number = int(shards[-1].name[:8]) + 1 if shards else 1
    unfinished = folder / f"{number:08}{UNFINISHED}"
    types = {"key": pyarrow.binary(KEY_LENGTH), "facts": pyarrow.large_binary()}
    schema = pyarrow.schema(types)
    options = pyarrow.ipc.IpcWriteOptions(compression="zstd", use_threads=False)
    with (
        pyarrow.OSFile(str(unfinished), "wb") as sink,
        pyarrow.ipc.new_file(sink, schema, options=options) as writer,
    ):
        for start in range(0, len(entries), BATCH_LENGTH):
            keys, facts = zip(*entries[start : start + BATCH_LENGTH], strict=True)
            columns = [pyarrow.array(keys, types["key"]), pyarrow.array(facts, types["facts"])]
            writer.write_batch(pyarrow.record_batch(columns, schema=schema))
    shard = folder / f"{number:08}-{_digest(unfinished)}.arrow"
    unfinished.replace(shard)
    return shard


def read_keys(shard: Path) -> Iterator[tuple[int, list[bytes]]]:
    """Yield the number of each batch of a shard with its keys, in their order."""
    import pyarrow

    options = pyarrow.ipc.IpcReadOptions(included_fields=[0], use_threads=False)
    with (
        pyarrow.OSFile(str(shard), "rb") as source,
        pyarrow.ipc.open_file(source, options=options) as reader,
    ):
        for number in range(reader.num_record_batches):
            yield number, reader.get_batch(number).column(0).to_pylist()


def read_batch(shard: Path, number: int) -> pyarrow.RecordBatch:
    """Return a batch of a shard: columns `key` and `facts`."""
    import pyarrow

    options = pyarrow.ipc.IpcReadOptions(use_threads=False)
    with (
        pyarrow.OSFile(str(shard), "rb") as source,
        pyarrow.ipc.open_file(source, options=options) as reader,
    ):
        return reader.get_batch(number)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16))
    return digest.hexdigest()
