"""The texts of articles, and what evidence quotes of them, as streams that DuckDB reads.

Each reading takes a batch at a time, so that neither all texts nor all quotations are in memory.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb
    import pyarrow

_TEXTS_TOGETHER = 256
_SPANS_TOGETHER = 8192
_FEW_TEXTS = 4096
"""Texts up to which the evidence of their articles alone is asked for, by a list of these."""


class ArrowStream:
    """A table that DuckDB can read any number of times: each time `read` opens it anew."""

    def __init__(self, read: Callable[[], pyarrow.RecordBatchReader]) -> None:
        self._read = read

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Return one reading (https://arrow.apache.org/docs/format/CDataInterface)."""
        return self._read().__arrow_c_stream__(requested_schema)


def texts_stream(texts: Mapping[str, str]) -> ArrowStream:
    """Return the table of `article_id` and `text`, in the order of `texts`."""
    import pyarrow

    schema = pyarrow.schema([("article_id", "string"), ("text", "large_string")])

    def batches() -> Iterator[pyarrow.RecordBatch]:
        every = iter(texts.items())
        while some := tuple(islice(every, _TEXTS_TOGETHER)):
            yield pyarrow.record_batch([*map(list, zip(*some, strict=True))], schema=schema)

    return ArrowStream(lambda: pyarrow.RecordBatchReader.from_batches(schema, batches()))


@contextmanager
def quotations_stream(
    connection: duckdb.DuckDBPyConnection | None, texts: Mapping[str, str]
) -> Iterator[ArrowStream]:
    """Give the quotations of the texts at hand, none without a connection.

    Columns are `evidence_id`, `quotation` and `text_length`, in code points. They are cut here,
    once and into a temporary file, because SQL counts the characters of a text anew for each.
    """
    import pyarrow

    schema = pyarrow.schema(
        {"evidence_id": "string", "quotation": "large_string", "text_length": "int64"}
    )
    with tempfile.TemporaryDirectory(prefix="toolkit-") as folder:
        path = str(Path(folder) / "quotations.arrow")
        options = pyarrow.ipc.IpcWriteOptions(compression="zstd")
        with (
            pyarrow.OSFile(path, "wb") as file,
            pyarrow.ipc.new_stream(file, schema, options=options) as writer,
        ):
            if connection is not None:
                for columns in _quoted(connection, texts):
                    writer.write_batch(pyarrow.record_batch(columns, schema=schema))
        yield ArrowStream(lambda: pyarrow.ipc.open_stream(pyarrow.OSFile(path, "rb")))


def _quoted(
    connection: duckdb.DuckDBPyConnection, texts: Mapping[str, str]
) -> Iterator[list[list[Any]]]:
    """Yield evidence ids, quotations and lengths of texts, article after article."""
    condition = "0 <= char_start AND char_start < char_end"
    asked: list[list[str]] = []
    if len(texts) <= _FEW_TEXTS:
        # A build that adds to many articles has the texts of few: the others were seen before.
        condition += " AND CAST(article_id AS VARCHAR) IN (SELECT unnest(CAST(? AS VARCHAR[])))"
        asked = [list(texts)]
    spans = connection.execute(
        "SELECT evidence_id, article_id, char_start, char_end FROM evidence "
        f"WHERE {condition} ORDER BY article_id",
        asked,
    )
    article: str | None = None
    text: str | None = None
    while some := spans.fetchmany(_SPANS_TOGETHER):
        columns: list[list[Any]] = [[], [], []]
        for evidence_id, article_id, start, end in some:
            if article_id != article:
                article, text = article_id, texts.get(article_id)
            if text is not None:
                for column, value in zip(
                    columns, (evidence_id, text[start:end], len(text)), strict=True
                ):
                    column.append(value)
        yield columns
