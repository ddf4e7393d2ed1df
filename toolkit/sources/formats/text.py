"""Read a file that is one article: .txt or .md, with or without YAML front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from toolkit.sources.decoding import Undecodable, decode
from toolkit.sources.document import Document
from toolkit.sources.front_matter import split_front_matter
from toolkit.sources.outcome import Skipped
from toolkit.sources.refusal import EMPTY, LONGEST_TEXT, TOO_LONG

_LARGEST_FILE = 4 * LONGEST_TEXT + 65_536
"""Bytes above which a file is too long in any encoding, whatever its front matter."""


def read(stream: BinaryIO, source_path: str) -> Iterator[Document | Skipped]:
    """Yield the one document of a text file. Raises OSError if it cannot be read."""
    data = stream.read(_LARGEST_FILE + 1)
    yield _read_data(data, source_path)


def _read_data(data: bytes, source_path: str) -> Document | Skipped:
    if len(data) > _LARGEST_FILE:
        return Skipped(source_path, *TOO_LONG)
    if not data:
        return Skipped(source_path, *EMPTY)
    try:
        decoded = decode(data)
    except Undecodable as error:
        return Skipped(source_path, str(error), "Remove it, or save it as plain text in UTF-8.")
    front_matter = split_front_matter(re.sub(r"\r\n?", "\n", decoded.text))
    notes = (*((decoded.note,) if decoded.note else ()), *front_matter.notes)
    return Document(source_path, front_matter.body, front_matter.metadata, notes)
