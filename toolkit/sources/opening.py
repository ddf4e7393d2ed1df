"""From a stream of any format to its documents, through the containers it lies in."""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib import import_module
from pathlib import PurePosixPath
from typing import BinaryIO

from toolkit.sources.document import Document
from toolkit.sources.endings import CONTAINERS, ending_of, endings_in_words, is_read, reader_of
from toolkit.sources.expansion import Expansion
from toolkit.sources.outcome import BrokenInput, Skipped

_DEEPEST = 5
"""Containers in each other: a compressed tar archive of compressed files is three."""


def read_stream(
    stream: BinaryIO, source_path: str, *, name: str | None = None
) -> Iterator[Document | Skipped]:
    """Yield the documents of a stream, read as the ending of its name says.

    `name` is the last part of `source_path` unless it is given. A member of an archive has the path
    `archive.zip/folder/name.html`, record n of a file `#n` after its path. Raises OSError where
    the stream cannot be read; whatever else is wrong with its bytes is Skipped.
    """
    name = PurePosixPath(source_path).name if name is None else name
    if not is_read(name):
        yield Skipped(
            source_path,
            "its name has no ending that is read",
            f"Rename or convert it; read are {endings_in_words()}.",
        )
        return
    if not isinstance(stream, io.BufferedReader | io.BytesIO):
        stream = io.BufferedReader(stream)  # type: ignore[type-var]
    expansion = Expansion(source_path, _size_of(stream))
    is_empty = True
    for item in _read(stream, source_path, name, expansion, 0):
        is_empty = False
        yield item
    if is_empty:
        yield Skipped(source_path, "it holds no article", "Remove it, or put articles into it.")


def _size_of(stream: BinaryIO) -> int:
    """Return how many bytes a stream has, 0 where it can't tell."""
    if not stream.seekable():
        return 0
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return size


def _read(
    stream: BinaryIO, source_path: str, name: str, expansion: Expansion, depth: int
) -> Iterator[Document | Skipped]:
    ending = ending_of(name)
    try:
        if ending not in CONTAINERS:
            yield from _read_format(stream, source_path, ending)
            return
        if depth == _DEEPEST:
            yield Skipped(
                source_path,
                f"it lies in {_DEEPEST} archives, one inside the other",
                "Unpack the outer ones.",
            )
            return
        module = import_module(f"toolkit.sources.containers.{CONTAINERS[ending]}")
        is_empty = True
        for member in module.open_members(stream, source_path, name, expansion):
            is_empty = False
            if isinstance(member, Skipped):
                yield member
            else:
                yield from _read(
                    member.stream, member.source_path, member.name, expansion, depth + 1
                )
        if is_empty:
            yield Skipped(
                source_path,
                "it holds no file of articles",
                f"Take it away, or put some there; read are {endings_in_words()}.",
            )
    except BrokenInput as error:
        # What is broken further out ends all that lies inside it.
        if depth and error.skipped.source_path != source_path:
            raise
        yield error.skipped
    except OSError:
        raise
    except Exception as error:
        yield _failed(source_path, ending, error)


def _failed(source_path: str, ending: str, error: Exception) -> Skipped:
    return Skipped(
        source_path,
        f"what reads {ending} failed ({type(error).__name__})",
        "Convert it to another format, and tell who wrote its reader.",
    )


def _read_format(stream: BinaryIO, source_path: str, ending: str) -> Iterator[Document | Skipped]:
    """Yield the documents of one file; whatever a reader of others raises costs that file alone."""
    try:
        yield from reader_of(ending)(stream, source_path)
    except OSError:
        raise
    except ImportError as error:
        yield Skipped(
            source_path,
            f"a package that reads {ending} is missing ({error.name or error})",
            "Install it.",
        )
    except Exception as error:
        yield _failed(source_path, ending, error)
