"""A digest of source files: what was made by other code is not taken for what this code makes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

_OF_CODE = frozenset({".csv", ".json", ".py", ".sql"})
_LARGEST = 1 << 20


def code_digest(places: Iterable[Path]) -> str:
    """Return the BLAKE2b digest, 32 hexadecimal digits, of code and tables in files and folders.

    Files of more than a mebibyte, which are data, are left out. A place that is not there counts
    as empty.
    """
    digest = hashlib.blake2b(digest_size=16)
    for place in places:
        for path in _files_of(place):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(place.parent)} {len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()


def _files_of(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    return sorted(
        path
        for path in place.rglob("*")
        if path.suffix in _OF_CODE and path.is_file() and path.stat().st_size <= _LARGEST
    )
