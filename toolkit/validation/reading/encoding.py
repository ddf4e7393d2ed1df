"""The encoding of a text file whose descriptor states none."""

from __future__ import annotations

import codecs
import gzip
import zipfile
import zlib
from pathlib import Path

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""The marks that are not of UTF-8, the longer first: one begins another."""

_LONGEST_MARK = 4
TEXT_FORMATS = ("csv", "tsv", "json", "ndjson", "jsonl", "geojson", "txt")


def detect_encoding(file: Path, compression: str | None) -> str:
    """Return the encoding that a byte order mark at the beginning of a file says, else "utf-8".

    UTF-8 is the default of version 1 of the specification and the recommendation of version 2.
    Nothing is guessed: a guess would take a broken file for a whole one of another encoding.
    """
    start = _beginning(file, compression)
    return next((name for mark, name in _MARKS if start.startswith(mark)), "utf-8")


def _beginning(file: Path, compression: str | None) -> bytes:
    try:
        if compression == "gz":
            with gzip.open(file) as unpacked:
                return unpacked.read(_LONGEST_MARK)
        if compression == "zip":
            with zipfile.ZipFile(file) as archive, archive.open(archive.namelist()[0]) as member:
                return member.read(_LONGEST_MARK)
        if compression is not None:
            return b""
        with file.open("rb") as stream:
            return stream.read(_LONGEST_MARK)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, IndexError, RuntimeError):
        return b""
