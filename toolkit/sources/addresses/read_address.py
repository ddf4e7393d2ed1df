"""Read the documents below an address: of a storage, or of a page of the web."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from toolkit.sources.addresses.stored_files import StoredFile, find_stored_files, skipped_for
from toolkit.sources.document import Document
from toolkit.sources.fetching import Fetcher, is_web_address
from toolkit.sources.fetching.read_pages import read_page_at
from toolkit.sources.folder import may_hold_articles
from toolkit.sources.opening import read_stream
from toolkit.sources.outcome import Skipped
from toolkit.storages.address import without_password


def problem_of_address(address: str) -> Skipped | None:
    """Return why an address cannot hold any article at all, None where it may.

    A storage is asked for its first file; of the web nothing is asked.
    """
    if is_web_address(address):
        return None
    first = next(find_stored_files(address, may_hold_articles), None)
    if first is None:
        return Skipped(
            without_password(address),
            "holds no file of articles",
            "Put some there, or name another folder.",
        )
    if isinstance(first, Skipped):
        return replace(first, reason=first.reason.removeprefix("it "))
    return None


def read_address(address: str, fetcher: Fetcher) -> Iterator[Document | Skipped]:
    """Yield the documents below an address; a page of the web has its address as source path."""
    if is_web_address(address):
        yield from read_page_at(address, fetcher)
        return
    for file in find_stored_files(address, may_hold_articles):
        if isinstance(file, Skipped):
            yield file
        else:
            yield from _read_stored(file)


def _read_stored(file: StoredFile) -> Iterator[Document | Skipped]:
    try:
        with file.open() as stream:
            yield from read_stream(stream, file.source_path)
    except OSError as error:
        yield skipped_for(file.source_path, error)
