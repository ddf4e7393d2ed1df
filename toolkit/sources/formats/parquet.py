"""Read a .parquet file: one article a row, its columns known by their names."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO

import pyarrow
import pyarrow.parquet

from toolkit.sources.decoding import Undecodable, decode
from toolkit.sources.document import Document
from toolkit.sources.expansion import ALWAYS_ALLOWED, HIGHEST_RATIO
from toolkit.sources.metadata import is_known_key
from toolkit.sources.outcome import Skipped
from toolkit.sources.record import has_text, read_record
from toolkit.sources.seekable import seekable

_ROWS_AT_A_TIME = 64
_BUFFER = 1024 * 1024
_BOMB = (
    f"it expands to more than {HIGHEST_RATIO} times its size, as a bomb does; the rest is left out",
    "Write it again without compression if you trust it.",
)


def read(stream: BinaryIO, source_path: str) -> Iterator[Document | Skipped]:
    """Yield the document of each row, as `source_path#n` with n the row from 1.

    Only the columns of text and metadata are read, page by page: memory does not grow with the
    row groups. Days and moments count as written, in the time zone that their column names.
    """
    stream = seekable(stream)
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    try:
        file = pyarrow.parquet.ParquetFile(stream, buffer_size=_BUFFER, pre_buffer=False)
    except (pyarrow.ArrowException, ValueError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        yield _damaged(source_path, error)
        return
    names = [name for name in file.schema_arrow.names if is_known_key(name)]
    if not has_text(names):
        yield Skipped(
            source_path,
            "none of its columns is called `text`",
            "Name the column of the articles' text so, or take the table away.",
        )
        return
    if _is_bomb(file.metadata):
        yield Skipped(source_path, *_BOMB)
        return
    number = expanded = 0
    allowed = max(ALWAYS_ALLOWED, HIGHEST_RATIO * size)
    try:
        # Threads would hold as many pages more, and gain nothing beside the reading of texts.
        for batch in file.iter_batches(_ROWS_AT_A_TIME, columns=names, use_threads=False):
            for row in batch.to_pylist():
                # A text that many rows repeat is written once.
                expanded += sum(len(value) for value in row.values() if isinstance(value, str))
                if expanded > allowed:
                    yield Skipped(source_path, *_BOMB)
                    return
                number += 1
                record = {name: _plain(value) for name, value in row.items()}
                yield read_record(record, f"{source_path}#{number}")
    except (pyarrow.ArrowException, ValueError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        yield _damaged(source_path, error, number)
        return
    if number == 0:
        yield Skipped(source_path, "it holds no row", "Remove it, or write one article a row.")


def _plain(value: Any) -> object:
    """Return a value as records in text have it: days as ISO 8601, bytes as the text they are."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        try:
            return decode(value).text
        except Undecodable:
            return value
    return value


def _is_bomb(metadata: Any) -> bool:
    expanded = compressed = 0
    for group in range(metadata.num_row_groups):
        for column in range(metadata.num_columns):
            chunk = metadata.row_group(group).column(column)
            expanded += chunk.total_uncompressed_size
            compressed += chunk.total_compressed_size
    return expanded > max(ALWAYS_ALLOWED, HIGHEST_RATIO * compressed)


def _damaged(source_path: str, error: Exception, rows_read: int = 0) -> Skipped:
    after = f" after row {rows_read}" if rows_read else ""
    return Skipped(
        source_path,
        f"it is no Parquet file, or damaged{after} ({type(error).__name__})",
        "Get it again, whole.",
    )
