"""The files below the address of a storage, sorted, each opened only when its turn comes."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from toolkit.error_cause import cause_of
from toolkit.sources.outcome import Skipped
from toolkit.storages.address import (
    UnknownStorage,
    open_filesystem,
    scheme_of,
    without_password,
)
from toolkit.storages.failure import kind_of_failure

DEEPEST = 100
"""Folders within folders that are entered; a storage with links can lead in circles."""
_WEB = ("http", "https")
_LOCAL = ("file", "local")
_BUFFER = 1 << 20


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in a storage, known by its path below the address that was named."""

    source_path: str
    filesystem: Any
    path: str

    def open(self) -> BinaryIO:
        """Return the bytes of the file, read in blocks as they are asked for.

        Whatever the package behind raises, here and while reading, is an OSError.
        """
        try:
            file = self.filesystem.open(self.path, "rb")
        except Exception as error:
            raise _os_error(error) from error
        return io.BufferedReader(_Told(file), _BUFFER)


def is_storage_address(text: str) -> bool:
    """Tell an address of a storage from a path and from the address of a web page."""
    scheme = scheme_of(text)
    return bool(scheme) and scheme not in (*_WEB, *_LOCAL)


def local_path(text: str) -> str:
    """Return the path that `file://` stands before, any other text as it is."""
    from urllib.parse import unquote, urlsplit

    if scheme_of(text) not in _LOCAL or "::" in text:
        return text
    return unquote(urlsplit(text).path)


def find_stored_files(
    address: str, may_hold_articles: Callable[[str], bool]
) -> Iterator[StoredFile | Skipped]:
    """Yield the files below an address, in the order in which those of a folder come.

    `may_hold_articles` judges the name of a file in a folder; an address that is itself a file is
    always given, by its name. Hidden files and folders are passed over. What can't be opened or
    listed is Skipped. Credentials are taken where fsspec takes them: the environment, the files
    of the provider, fsspec's configuration.
    """
    shown = without_password(address)
    try:
        filesystem, root = open_filesystem(address, {}, "a file or folder of this machine")
    except UnknownStorage as error:
        is_command = error.remedy.startswith("pip ")
        remedy = error.remedy if is_command else error.remedy[:1].upper() + error.remedy[1:]
        yield Skipped(shown, error.reason, f"{remedy}.")
        return
    root = root.rstrip("/")
    try:
        is_file = filesystem.info(root or "/")["type"] == "file"
    except Exception as error:
        yield skipped_for(shown, error)
        return
    if is_file:
        yield StoredFile(root.rpartition("/")[2], filesystem, root)
    else:
        yield from _below(filesystem, root or "/", "", may_hold_articles, shown, DEEPEST)


def _below(
    filesystem: Any,
    folder: str,
    path: str,
    may_hold_articles: Callable[[str], bool],
    shown: str,
    depth: int,
) -> Iterator[StoredFile | Skipped]:
    """Yield the files of one folder, `path` below the address and with a slash at its end."""
    if depth == 0:
        yield Skipped(path, f"it lies more than {DEEPEST} folders deep", "Name it as an input.")
        return
    try:
        listed = filesystem.ls(folder, detail=True)
    except Exception as error:
        yield skipped_for(path or shown, error)
        return
    entries = {}
    for entry in listed:
        name = str(entry["name"]).rstrip("/").rpartition("/")[2]
        # A storage of objects may list the folder itself as an empty object within it.
        if name and str(entry["name"]).strip("/") != folder.strip("/"):
            entries[name] = entry
    for name in sorted(entries, key=os.fsencode):
        entry = entries[name]
        if name.startswith("."):
            continue
        if entry["type"] == "directory":
            yield from _below(
                filesystem, entry["name"], f"{path}{name}/", may_hold_articles, shown, depth - 1
            )
        elif may_hold_articles(name):
            yield StoredFile(f"{path}{name}", filesystem, entry["name"])


def skipped_for(source_path: str, error: Exception) -> Skipped:
    """Return why something in a storage is skipped, by the error that its package raised."""
    told = error.__cause__ if isinstance(error, _UnreadError) else error
    reason, remedy = _reason(told if isinstance(told, Exception) else error)
    return Skipped(source_path, reason, remedy)


def _reason(error: Exception) -> tuple[str, str]:
    cause = cause_of(error) or type(error).__name__
    match kind_of_failure(error):
        case "rights":
            return f"it may not be read ({cause})", "Take keys that may list and read there."
        case "place":
            return "it does not exist", "Check the address."
        case "keys":
            return f"it can't be read without keys ({cause})", "Set them in the environment."
        case "network":
            return f"it can't be reached ({cause})", "Check network and endpoint."
    return f"it cannot be read ({cause})", "Check that it exists and that you may read it."


class _UnreadError(OSError):
    """A file could not be read further; the error of the package behind is its cause."""


def _os_error(error: Exception) -> OSError:
    return _UnreadError(errno.EIO, cause_of(error) or type(error).__name__)


class _Told(io.RawIOBase):
    """A file of fsspec, of which every error is an OSError."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return bool(self._file.seekable())

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._file.read(len(buffer))
        except Exception as error:
            raise _os_error(error) from error
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        try:
            return int(self._file.seek(offset, whence))
        except Exception as error:
            raise _os_error(error) from error

    def tell(self) -> int:
        return int(self._file.tell())

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()
