"""Blocks of rows: what a commit remembers of a table, so that the next finds what changed.

The rows of a table, sorted by key, are cut into blocks. Of each the first key, a digest of the
bytes of each column and the numbers that DuckLake gave its rows are kept. The next commit cuts its
rows at the same keys, so that a row more or less shifts no other block, and reads from the store
only columns and blocks whose digests differ. A digest of each column of all rows is kept beside
them: where it is the same, there is nothing to cut.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from toolkit.store.digest import DIGEST_LENGTH, DIGEST_NAME
from toolkit.store.row_bytes import RowBytes

if TYPE_CHECKING:
    import numpy
    import pyarrow

ROWS_PER_BLOCK = 1024

_COLUMNS = b"parley_columns"
"""Where the bytes of blocks have the digests of columns: among the metadata of their schema."""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows from the key `first` up to that of the next block, in the order of their keys.

    `digests` are those of the columns, in their order, one after the other. `row_ids` are the
    numbers of the rows.
    """

    first: tuple[bytes, ...]
    digests: bytes
    row_ids: numpy.ndarray


@dataclass(frozen=True, slots=True)
class TableBlocks:
    """The blocks of a table, and the columns and types that the digests are of.

    `columns` are the digests of the columns, of all rows. `firsts` and `digests` have what each
    block has. `runs` are the numbers of rows, as first and count of each unbroken run, and
    `run_bounds` where the runs of each block begin, and where those of the last end.
    """

    layout: str
    columns: bytes
    firsts: tuple[tuple[bytes, ...], ...]
    digests: tuple[bytes, ...]
    runs: numpy.ndarray
    run_bounds: numpy.ndarray

    def counts(self) -> numpy.ndarray:
        """Return how many rows each block has."""
        import numpy

        return numpy.diff(numpy.append(0, numpy.cumsum(self.runs[:, 1]))[self.run_bounds])

    def row_ids(self, places: Sequence[int]) -> numpy.ndarray:
        """Return the numbers of all rows of some blocks, in the order of their keys."""
        import numpy

        chosen = [self.runs[self.run_bounds[p] : self.run_bounds[p + 1]] for p in places]
        runs = numpy.concatenate(chosen) if chosen else self.runs[:0]
        counts = runs[:, 1]
        before = numpy.cumsum(counts) - counts
        return numpy.repeat(runs[:, 0] - before, counts) + numpy.arange(counts.sum())

    @property
    def last_row_id(self) -> int:
        """The greatest number of a row, -1 without any."""
        return int((self.runs[:, 0] + self.runs[:, 1] - 1).max(initial=-1))

    def cut(self, rows: RowBytes) -> list[int]:
        """Return where the blocks begin in other rows, sorted by key, and where the last ends."""
        cuts = [0]
        for count, first in zip(self.counts().tolist(), self.firsts[1:], strict=False):
            expected = cuts[-1] + count
            if expected >= rows.rows or rows.key(expected) != first:
                expected = bisect.bisect_left(range(rows.rows), first, lo=cuts[-1], key=rows.key)
            cuts.append(expected)
        return [*cuts, rows.rows]

    def with_digests(self, columns: bytes, digests: Iterable[bytes]) -> TableBlocks:
        """Return the blocks of rows that have the same keys and numbers, and other values."""
        return replace(self, columns=columns, digests=tuple(digests))

    def with_blocks(self, columns: bytes, replaced: Mapping[int, Sequence[Block]]) -> TableBlocks:
        """Return the blocks with others in the place of some."""
        parts: list[TableBlocks] = []
        done = 0
        # The blocks between two of these stay as they are, so that they are taken together.
        for place in sorted(replaced):
            parts.append(self._part(done, place))
            parts.append(table_blocks(self.layout, columns, replaced[place]))
            done = place + 1
        return _join_parts(self.layout, columns, [*parts, self._part(done, len(self.digests))])

    def _part(self, start: int, end: int) -> TableBlocks:
        """Return the blocks from place `start` up to `end`."""
        bounds = self.run_bounds[start : end + 1]
        return replace(
            self,
            firsts=self.firsts[start:end],
            digests=self.digests[start:end],
            runs=self.runs[bounds[0] : bounds[-1]],
            run_bounds=bounds - bounds[0],
        )


def table_blocks(layout: str, columns: bytes, blocks: Sequence[Block]) -> TableBlocks:
    """Return blocks as those of a table."""
    import numpy

    runs = [_runs_of(block.row_ids) for block in blocks]
    return TableBlocks(
        layout,
        columns,
        tuple(block.first for block in blocks),
        tuple(block.digests for block in blocks),
        numpy.concatenate([numpy.zeros((0, 2), numpy.int64), *runs]),
        numpy.cumsum([0, *map(len, runs)]),
    )


def _join_parts(layout: str, columns: bytes, parts: Sequence[TableBlocks]) -> TableBlocks:
    import numpy

    counts = numpy.concatenate([numpy.diff(part.run_bounds) for part in parts])
    return TableBlocks(
        layout,
        columns,
        tuple(chain.from_iterable(part.firsts for part in parts)),
        tuple(chain.from_iterable(part.digests for part in parts)),
        numpy.concatenate([part.runs for part in parts]),
        numpy.append(0, numpy.cumsum(counts)),
    )


def layout_of(table: pyarrow.Table) -> str:
    """Return the columns of a table and their types, and the kind of the digests, as text."""
    columns = ", ".join(f"{field.name} {field.type}" for field in table.schema)
    return f"{DIGEST_NAME} of {columns}"


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
        Block(rows.key(first), digest, row_ids[first - start : last - start])
        for first, last, digest in zip(cuts, cuts[1:], digests, strict=False)
    ]


def join_digests(by_column: Iterable[Sequence[bytes]]) -> list[bytes]:
    """Return of each block the digests of its columns, one after the other."""
    return list(map(b"".join, zip(*by_column, strict=True)))


def digests_of_column(blocks: Iterable[bytes], place: int) -> list[bytes]:
    """Return of each block the digest of one column, the first of which is at place 0."""
    start, end = place * DIGEST_LENGTH, (place + 1) * DIGEST_LENGTH
    return [digests[start:end] for digests in blocks]


def _runs_of(row_ids: numpy.ndarray) -> numpy.ndarray:
    """Return numbers as runs: the first and the count of each."""
    import numpy

    starts = numpy.append(0, numpy.flatnonzero(row_ids[1:] - row_ids[:-1] != 1) + 1)
    return numpy.column_stack((row_ids[starts], numpy.diff(numpy.append(starts, len(row_ids)))))


def to_bytes(blocks: TableBlocks) -> bytes:
    """Return the blocks of a table as bytes that `KeptBlocks` reads."""
    import pyarrow

    runs = pyarrow.ListArray.from_arrays(
        pyarrow.array(2 * blocks.run_bounds, pyarrow.int32()), pyarrow.array(blocks.runs.ravel())
    )
    firsts = pyarrow.array(blocks.firsts, pyarrow.list_(pyarrow.binary()))
    content = pyarrow.table(
        {"first": firsts, "digests": pyarrow.array(blocks.digests, pyarrow.binary()), "runs": runs},
        metadata={_COLUMNS: blocks.columns},
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

    def columns(self) -> bytes:
        """Return the digests of the columns, of all rows."""
        import pyarrow

        try:
            stated = pyarrow.ipc.open_stream(self.content).schema.metadata or {}
        except pyarrow.ArrowException as error:
            raise ValueError(f"no blocks of rows: {error}") from error
        return bytes(stated.get(_COLUMNS, b""))

    def read(self) -> TableBlocks:
        """Return the blocks."""
        import pyarrow

        columns = self.columns()
        try:
            table = pyarrow.ipc.open_stream(self.content).read_all().combine_chunks()
            runs = table["runs"].combine_chunks()
            return TableBlocks(
                self.layout,
                columns,
                tuple(map(tuple, table["first"].to_pylist())),
                tuple(table["digests"].to_pylist()),
                runs.values.to_numpy().reshape(-1, 2),
                runs.offsets.to_numpy() // 2,
            )
        except (pyarrow.ArrowException, KeyError, TypeError) as error:
            raise ValueError(f"no blocks of rows: {error}") from error
