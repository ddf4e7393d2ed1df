"""What kind of file a resource is, and how it is packed, as its entry or its name says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from toolkit.validation.reading.compression import COMPRESSIONS
from toolkit.validation.reading.remote_files import address_path, is_remote
from toolkit.validation.reading.unreadable import Unreadable

_OF_MEDIATYPES = {
    "application/geo+json": "geojson",
    "application/json": "json",
    "application/vnd.apache.parquet": "parquet",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/x-ndjson": "ndjson",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}


def compression_of(entry: Mapping[str, Any], paths: Sequence[str]) -> str | None:
    """Return how files are packed, "gz" or "zip", None where they are not; raises Unreadable."""
    stated = _text(entry, "compression")
    if stated:
        return None if stated == "no" else stated
    suffix = _suffixes(paths[0])[-1:] if paths else []
    return suffix[0] if suffix and suffix[0] in COMPRESSIONS else None


def format_of(entry: Mapping[str, Any], paths: Sequence[str], compression: str | None) -> str:
    """Return the format of a resource in lower case, "" where nothing says it.

    What is stated counts before the ending of a file, and that before the media type. Data in
    the descriptor itself are JSON. Raises Unreadable.
    """
    stated = _text(entry, "format")
    if stated:
        return stated.lstrip(".")
    suffixes = _suffixes(paths[0]) if paths else []
    if compression is not None and suffixes[-1:] == [compression]:
        suffixes.pop()
    if suffixes:
        return suffixes[-1]
    mediatype = _text(entry, "mediatype").split(";")[0].strip()
    return _OF_MEDIATYPES.get(mediatype, "" if paths else "json")


def _suffixes(path: str) -> list[str]:
    name = address_path(path) if is_remote(path) else path
    return [suffix[1:].lower() for suffix in PurePosixPath(name).suffixes]


def _text(entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key)
    if value is not None and not isinstance(value, str):
        message = f"The {key} of the resource is no text: write its name."
        raise Unreadable("descriptor", message)
    return (value or "").strip().lower()
