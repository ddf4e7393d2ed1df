"""Read a .jsonl file: one article a line, with its text and metadata as keys."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from toolkit.sources.decoding import Undecodable, decode
from toolkit.sources.document import Document
from toolkit.sources.lines import read_lines
from toolkit.sources.outcome import Skipped
from toolkit.sources.record import read_record
from toolkit.sources.refusal import TOO_LONG


def read(stream: BinaryIO, source_path: str) -> Iterator[Document | Skipped]:
    """Yield the document of each line, as `source_path#n` with n the line number from 1.

    Blank lines are passed over; a file of nothing else is skipped. One line is held in memory at
    a time. Raises OSError if the stream cannot be read.
    """
    is_empty = True
    for number, line in enumerate(read_lines(stream), start=1):
        if line is None:
            yield Skipped(f"{source_path}#{number}", *TOO_LONG)
        elif line.strip():
            yield _read_line(line, f"{source_path}#{number}")
        else:
            continue
        is_empty = False
    if is_empty:
        yield Skipped(source_path, "it holds no record", "Remove it, or write one article a line.")


def _read_line(line: bytes, source_path: str) -> Document | Skipped:
    try:
        decoded = decode(line)
    except Undecodable:
        return Skipped(source_path, "the line is not text", "Export it as JSON in UTF-8.")
    try:
        record = json.loads(decoded.text.rstrip("\r\n"))
    except (ValueError, RecursionError) as error:
        place = f" (column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        return Skipped(
            source_path, f"the line is not valid JSON{place}", "Write one JSON object a line."
        )
    if not isinstance(record, dict):
        return Skipped(
            source_path, "the line is not a JSON object", 'Write {"text": "..."} and its metadata.'
        )
    return read_record(record, source_path, (decoded.note,) if decoded.note else ())
