"""Read a file that is one article: .txt or .md, with or without YAML front matter."""

from __future__ import annotations

import re
from pathlib import Path

from toolkit.sources.decoding import Undecodable, decode
from toolkit.sources.document import Document
from toolkit.sources.front_matter import split_front_matter
from toolkit.sources.outcome import Skipped
from toolkit.sources.refusal import EMPTY, LONGEST_TEXT, TOO_LONG

_LARGEST_FILE = 4 * LONGEST_TEXT + 65_536
"""Bytes above which a file is too long in any encoding, whatever its front matter."""


def read_text_file(path: Path, source_path: str) -> Document | Skipped:
    """Return the one document of a text file. Raises OSError if it cannot be read."""
    if path.stat().st_size > _LARGEST_FILE:
        return Skipped(source_path, *TOO_LONG)
    data = path.read_bytes()
    if not data:
        return Skipped(source_path, *EMPTY)
    try:
        decoded = decode(data)
    except Undecodable as error:
        return Skipped(source_path, str(error), "Remove it, or save it as plain text in UTF-8.")
    front_matter = split_front_matter(re.sub(r"\r\n?", "\n", decoded.text))
    notes = (*((decoded.note,) if decoded.note else ()), *front_matter.notes)
    return Document(source_path, front_matter.body, front_matter.metadata, notes)
