"""Read a .jsonl file: one article a line, with its text and metadata as keys."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from toolkit.sources.decoding import Undecodable, decode, marked_encoding
from toolkit.sources.document import Document
from toolkit.sources.outcome import Skipped
from toolkit.sources.refusal import LONGEST_TEXT, TOO_LONG

_LONGEST_LINE = 12 * LONGEST_TEXT + 1_000_000
"""Bytes above which a line is too long in any way of writing it (12 bytes for an escaped
surrogate pair)."""

_SURROGATE = re.compile("[\ud800-\udfff]")


def read_records(path: Path, source_path: str) -> Iterator[Document | Skipped]:
    """Yield the document of each line, as `source_path#n` with n the line number from 1.

    Blank lines are passed over; a file of nothing else is skipped. One line is held in memory at
    a time. Raises OSError if the file cannot be read.
    """
    is_empty = True
    with path.open("rb") as file:
        for number, line in enumerate(_lines(file), start=1):
            if line is None:
                yield Skipped(f"{source_path}#{number}", *TOO_LONG)
            elif line.strip():
                yield _read_record(line, f"{source_path}#{number}")
            else:
                continue
            is_empty = False
    if is_empty:
        yield Skipped(source_path, "it holds no record", "Remove it, or write one article a line.")


def _lines(file: BinaryIO) -> Iterator[bytes | None]:
    """Yield each line in its bytes, None for one that is too long to be an article."""
    codec = marked_encoding(file.peek(4)[:4] if hasattr(file, "peek") else b"")
    if codec in ("utf-16", "utf-32"):
        # A line end is not one byte in these; the text is handed on as UTF-8.
        for text in TextIOWrapper(file, encoding=codec, errors="replace", newline="\n"):
            yield text.encode()
        return
    while line := file.readline(_LONGEST_LINE):
        if line.endswith(b"\n") or len(line) < _LONGEST_LINE:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(_LONGEST_LINE)
        yield None


def _read_record(line: bytes, source_path: str) -> Document | Skipped:
    notes: list[str] = []
    try:
        decoded = decode(line)
    except Undecodable:
        return Skipped(source_path, "the line is not text", "Export it as JSON in UTF-8.")
    if decoded.note:
        notes.append(decoded.note)
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
    text = record.get("text")
    if text is None:
        return Skipped(source_path, "the record has no `text`", "Add the article's text.")
    if not isinstance(text, str):
        return Skipped(source_path, "its `text` is not a string", "Put the text in quotes.")
    if _SURROGATE.search(text):
        text = _SURROGATE.sub("\ufffd", text)
        notes.append("Its text holds halves of characters; they were replaced by U+FFFD.")
    return Document(source_path, text, record, tuple(notes))
