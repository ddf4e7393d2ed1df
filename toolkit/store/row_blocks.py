"""Blocks of rows: what a commit remembers of a table, so that the next finds what changed.

The rows of a table, sorted by key, are cut into blocks. Of each the first key, a digest of all
its bytes and the numbers that DuckLake gave its rows are kept. The next commit cuts its rows
at the same keys, so that a row more or less shifts no other block, and reads from the store
only blocks whose digests differ.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.store.row_bytes import DIGEST_LENGTH, RowBytes

if TYPE_CHECKING:
    import numpy
    import pyarrow

ROWS_PER_BLOCK = 1024

Runs = tuple[int, ...]
"""Numbers of rows as first and count of each unbroken run, one after the other."""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows from the key `first` up to that of the next block, in the order of their keys."""

    first: tuple[bytes, ...]
    digest: bytes
    runs: Runs

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return sum(self.runs[1::2])

    @property
    def last_row_id(self) -> int:
        """The greatest number of a row."""
        return max(
            first + count - 1 for first, count in zip(self.runs[::2], self.runs[1::2], strict=True)
        )


@dataclass(frozen=True, slots=True)
class TableBlocks:
    """The blocks of a table, and the columns and types that the digests are of."""

    layout: str
    blocks: tuple[Block, ...]

    def cut(self, rows: RowBytes) -> list[int]:
        """Return where the blocks begin in other rows, sorted by key, and where the last ends."""
        cuts = [0]
        for former, block in zip(self.blocks, self.blocks[1:], strict=False):
            expected = cuts[-1] + former.rows
            if expected >= rows.rows or rows.key(expected) != block.first:
                expected = bisect.bisect_left(
                    range(rows.rows), block.first, lo=cuts[-1], key=rows.key
                )
            cuts.append(expected)
        return [*cuts, rows.rows]


def layout_of(table: pyarrow.Table) -> str:
    """Return the columns of a table and their types, as text."""
    return ", ".join(f"{field.name} {field.type}" for field in table.schema)


def make_blocks(rows: RowBytes, row_ids: numpy.ndarray, start: int = 0) -> list[Block]:
    """Return blocks of rows from position `start` on, as many as there are `row_ids`.

    `row_ids` are the numbers that DuckLake gave the rows, in the order of their keys.
    """
    if not len(row_ids):
        return []
    end = start + len(row_ids)
    cuts = [*range(start, end, ROWS_PER_BLOCK), end]
    return [
        Block(rows.key(first), digest, runs_of(row_ids[first - start : last - start]))
        for first, last, digest in zip(cuts, cuts[1:], rows.digests(cuts), strict=False)
    ]


def runs_of(row_ids: numpy.ndarray) -> Runs:
    """Return numbers as runs."""
    import numpy

    starts = numpy.flatnonzero(numpy.diff(row_ids, prepend=row_ids[0] - 2) != 1)
    counts = numpy.diff(starts, append=len(row_ids))
    return tuple(numpy.column_stack((row_ids[starts], counts)).reshape(-1).tolist())


def row_ids_of(blocks: Iterable[Block]) -> numpy.ndarray:
    """Return the numbers of all rows of some blocks, in the order of their keys."""
    import numpy

    runs = [
        numpy.arange(first, first + count)
        for block in blocks
        for first, count in zip(block.runs[::2], block.runs[1::2], strict=True)
    ]
    return numpy.concatenate(runs) if runs else numpy.zeros(0, numpy.int64)


def to_bytes(blocks: Sequence[Block]) -> bytes:
    """Return blocks as bytes that `from_bytes` reads."""
    import pyarrow

    table = pyarrow.table(
        {
            "first": pyarrow.array(
                [block.first for block in blocks], pyarrow.list_(pyarrow.binary())
            ),
            "digest": pyarrow.array(
                [block.digest for block in blocks], pyarrow.binary(DIGEST_LENGTH)
            ),
            "runs": pyarrow.array([block.runs for block in blocks], pyarrow.list_(pyarrow.int64())),
        }
    )
    stream = pyarrow.BufferOutputStream()
    options = pyarrow.ipc.IpcWriteOptions(compression="zstd")
    with pyarrow.ipc.new_stream(stream, table.schema, options=options) as writer:
        writer.write_table(table)
    return bytes(stream.getvalue())


def from_bytes(content: bytes) -> tuple[Block, ...]:
    """Return the blocks in some bytes; raises ValueError where they are none."""
    import pyarrow

    try:
        table = pyarrow.ipc.open_stream(content).read_all()
        columns = (table[name].to_pylist() for name in ("first", "digest", "runs"))
        return tuple(
            Block(tuple(first), digest, tuple(runs))
            for first, digest, runs in zip(*columns, strict=True)
        )
    except (pyarrow.ArrowException, KeyError, TypeError) as error:
        raise ValueError(f"no blocks of rows: {error}") from error
