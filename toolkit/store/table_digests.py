"""Digests of whole tables, made while something else goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.store.row_blocks import layout_of
from toolkit.store.row_bytes import RowBytes, UnsuitableRowsError
from toolkit.tables import primary_key

if TYPE_CHECKING:
    import pyarrow

_THREADS = 2


@dataclass(frozen=True, slots=True)
class DigestedTable:
    """A table, its rows as bytes, and the digests of its columns.

    `rows` is None, and there are no digests, where the rows can't be told apart by their bytes.
    """

    name: str
    table: pyarrow.Table
    layout: str = ""
    rows: RowBytes | None = None
    columns: bytes = b""


def digest_table(name: str, table: pyarrow.Table) -> DigestedTable:
    """Return a table of the data model with the digests of its columns."""
    try:
        rows = RowBytes(table, primary_key(name))
    except UnsuitableRowsError:
        return DigestedTable(name, table)
    return DigestedTable(name, table, layout_of(table), rows, rows.column_digests())


@contextmanager
def digesting(
    tables: Mapping[str, pyarrow.Table],
) -> Iterator[Mapping[str, Callable[[], DigestedTable]]]:
    """Begin to digest tables; give of each what waits for it to be done and returns it.

    Opening a store takes one processor, so that the time for it is not lost.
    """
    with ThreadPoolExecutor(_THREADS) as pool:
        largest_first = sorted(tables, key=lambda name: -tables[name].nbytes)
        begun = {name: pool.submit(digest_table, name, tables[name]) for name in largest_first}
        yield {name: begun[name].result for name in tables}
