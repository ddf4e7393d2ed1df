"""Parquet: each row is an article, or the file is skipped with its reason."""

from __future__ import annotations

import io
from datetime import date

import pyarrow
import pyarrow.parquet
from inputs import read_as

_TEXT = "The two ministers met in Paris on Tuesday and agreed to meet again."


def _written(compression: str, **columns: object) -> bytes:
    stream = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns), stream, compression=compression)
    return stream.getvalue()


SEEDS = (
    _written("none", text=[_TEXT, None, f"{_TEXT} {_TEXT}"], published_on=[date(2021, 10, 11)] * 3),
    _written("snappy", text=[_TEXT] * 20, title=[["a", "b"]] * 20),
    _written("gzip", text=[1, 2]),
    _written("zstd", text=[_TEXT.encode(), b"\xff\x00"]),
    _written("none", other=[_TEXT]),
    _written("none", text=[_TEXT], published_on=pyarrow.array([2**30], pyarrow.date32())),
    _written("none", text=[_TEXT], published_on=pyarrow.array([1], pyarrow.timestamp("ns"))),
    b"PAR1PAR1",
    b"",
)
WORDS = (b"PAR1", b"text", b"title", b"ARROW:schema", _TEXT.encode())


MEBIBYTES = 4096
"""pyarrow believes a page that says it unpacks to 2 GiB, the most that the format can say."""


def judge(data: bytes) -> None:
    """Read bytes as a Parquet file."""
    read_as("a.parquet", data)
