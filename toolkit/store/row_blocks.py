"""Blocks of rows: what a commit remembers of a table, so that the next finds what changed.

The rows of a table, sorted by key, are cut into blocks. Of each the first key, a digest of the
bytes of each column and the numbers that DuckLake gave its rows are kept. The next commit cuts its
rows at the same keys, so that a row more or less shifts no other block, and reads from the store
only columns and blocks whose digests differ. A digest of each column of all rows is kept beside
them: where it is the same, there is nothing to cut.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.store.digest import DIGEST_LENGTH, DIGEST_NAME
from toolkit.store.row_bytes import RowBytes

if TYPE_CHECKING:
    import numpy
    import pyarrow

ROWS_PER_BLOCK = 1024

_COLUMNS = b"parley_columns"
"""Where the bytes of blocks have the digests of columns: among the metadata of their schema."""

Runs = tuple[int, ...]
"""Numbers of rows as first and count of each unbroken run, one after the other."""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows from the key `first` up to that of the next block, in the order of their keys.

    `digests` are those of the columns, in their order, one after the other.
    """

    first: tuple[bytes, ...]
    digests: bytes
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
    """The blocks of a table, and the columns and types that the digests are of.

    `columns` are the digests of the columns, of all rows.
    """

    layout: str
    columns: tuple[bytes, ...]
    blocks: tuple[Block, ...]

    def cuts(self) -> list[int]:
        """Return where the blocks begin in the rows that they are of, and where the last ends."""
        return list(itertools.accumulate((block.rows for block in self.blocks), initial=0))

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
    """Return the columns of a table and their types, and the kind of the digests, as text."""
    columns = ", ".join(f"{field.name} {field.type}" for field in table.schema)
    return f"{DIGEST_NAME} of {columns}"


def join_digests(by_column: Mapping[str, Sequence[bytes]]) -> list[bytes]:
    """Return of each block the digests of its columns, one after the other."""
    return [b"".join(some) for some in zip(*by_column.values(), strict=True)]


def split_digests(digests: bytes) -> tuple[bytes, ...]:
    """Return digests that stand one after the other."""
    starts = range(0, len(digests), DIGEST_LENGTH)
    return tuple(digests[start : start + DIGEST_LENGTH] for start in starts)


def make_blocks(rows: RowBytes, row_ids: numpy.ndarray, start: int = 0) -> list[Block]:
    """Return blocks of rows from position `start` on, as many as there are `row_ids`.

    `row_ids` are the numbers that DuckLake gave the rows, in the order of their keys.
    """
    if not len(row_ids):
        return []
    end = start + len(row_ids)
    cuts = [*range(start, end, ROWS_PER_BLOCK), end]
    digests = join_digests(rows.digests(cuts))
    return [
        Block(rows.key(first), digest, runs_of(row_ids[first - start : last - start]))
        for first, last, digest in zip(cuts, cuts[1:], digests, strict=False)
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


def to_bytes(table: TableBlocks) -> bytes:
    """Return the blocks of a table as bytes that `KeptBlocks` reads."""
    import pyarrow

    content = pyarrow.table(
        {
            "first": pyarrow.array(
                [block.first for block in table.blocks], pyarrow.list_(pyarrow.binary())
            ),
            "digests": pyarrow.array([block.digests for block in table.blocks], pyarrow.binary()),
            "runs": pyarrow.array(
                [block.runs for block in table.blocks], pyarrow.list_(pyarrow.int64())
            ),
        },
        metadata={_COLUMNS: b"".join(table.columns)},
    )
    stream = pyarrow.BufferOutputStream()
    options = pyarrow.ipc.IpcWriteOptions(compression="zstd")
    with pyarrow.ipc.new_stream(stream, content.schema, options=options) as writer:
        writer.write_table(content)
    return bytes(stream.getvalue())


@dataclass(frozen=True, slots=True)
class KeptBlocks:
    """The blocks of a table as they are kept: as bytes, of which no more is read than needed.

    Bytes that are no blocks are an error when they are read: ValueError.
    """

    layout: str
    content: bytes

    def columns(self) -> tuple[bytes, ...]:
        """Return the digests of the columns, of all rows."""
        import pyarrow

        try:
            stated = pyarrow.ipc.open_stream(self.content).schema.metadata or {}
        except pyarrow.ArrowException as error:
            raise ValueError(f"no blocks of rows: {error}") from error
        return split_digests(stated.get(_COLUMNS, b""))

    def read(self) -> TableBlocks:
        """Return the blocks."""
        import pyarrow

        columns = self.columns()
        try:
            table = pyarrow.ipc.open_stream(self.content).read_all()
            parts = (table[name].to_pylist() for name in ("first", "digests", "runs"))
            blocks = tuple(
                Block(tuple(first), digests, tuple(runs))
                for first, digests, runs in zip(*parts, strict=True)
            )
        except (pyarrow.ArrowException, KeyError, TypeError) as error:
            raise ValueError(f"no blocks of rows: {error}") from error
        return TableBlocks(self.layout, columns, blocks)
