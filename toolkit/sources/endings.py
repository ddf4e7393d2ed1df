"""Which files are read, and by what: the one table of file name endings.

A format reads a stream into documents:

    read(stream: BinaryIO, source_path: str) -> Iterator[Document | Skipped]

A container opens a stream into the streams of its members:

    open_members(stream: BinaryIO, source_path: str, name: str) -> Iterator[Member | Skipped]

A module is loaded when the first file of its ending is met. Formats of other distributions are
entry points of the group `parley.sources`: the name of the entry is the ending without its dot,
its value the function `read`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO

from toolkit.sources.document import Document
from toolkit.sources.outcome import Skipped

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "parley.sources"
"""Group of entry points; each is named as the ending that it reads, without the dot."""

FORMATS = {
    ".atom": "feed",
    ".csv": "csv",
    ".htm": "html",
    ".html": "html",
    ".jsonl": "jsonl",
    ".md": "text",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".rss": "feed",
    ".tsv": "csv",
    ".txt": "text",
    ".warc": "warc",
    ".xhtml": "html",
    ".xml": "feed",
}
"""The module of `toolkit.sources.formats` that reads each ending."""

WRAPPERS = {".gz": "", ".tgz": ".tar", ".tzst": ".tar", ".zst": ""}
"""Endings of one compressed file, and what stands in their place in the name of what is inside."""

CONTAINERS = {
    ".gz": "gzip",
    ".tar": "tar",
    ".tgz": "gzip",
    ".tzst": "zstd",
    ".zip": "zip",
    ".zst": "zstd",
}
"""The module of `toolkit.sources.containers` that opens each ending."""

Reader = Callable[[BinaryIO, str], Iterator[Document | Skipped]]


def ending_of(name: str) -> str:
    """Return the last ending of a file name in lower case, with its dot; "" where it has none."""
    stem, dot, ending = name.rpartition(".")
    return f".{ending.lower()}" if dot and stem else ""


def name_inside(name: str) -> str:
    """Return the name of the file in a compressed one: `a.csv` for `a.csv.gz`."""
    ending = ending_of(name)
    return name[: len(name) - len(ending)] + WRAPPERS[ending]


def is_read(name: str) -> bool:
    """Tell whether a file of that name is read: a format, an archive, or either compressed."""
    ending = ending_of(name)
    if ending in WRAPPERS:
        return is_read(name_inside(name))
    return ending in FORMATS or ending in CONTAINERS or ending in _registered()


def reader_of(ending: str) -> Reader:
    """Return the function that reads files of an ending, ours before a registered one."""
    if ending in FORMATS:
        reader: Reader = import_module(f"toolkit.sources.formats.{FORMATS[ending]}").read
    else:
        reader = _registered()[ending].load()
    return reader


def endings_in_words() -> str:
    """Return all endings that are read, for a sentence."""
    *first, last = sorted({*FORMATS, *CONTAINERS, *_registered()})
    return f"{', '.join(first)} or {last}"


@cache
def _registered() -> dict[str, EntryPoint]:
    """Return the entry points by ending; of two for one ending, the last by its value."""
    from importlib.metadata import entry_points

    points = sorted(entry_points(group=GROUP), key=lambda point: point.value)
    return {f".{point.name.lower().lstrip('.')}": point for point in points}
