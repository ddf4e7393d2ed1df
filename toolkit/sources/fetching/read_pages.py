"""Read the articles of web pages: of one address, or of all that a list names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from toolkit.sources.document import Document
from toolkit.sources.endings import is_read
from toolkit.sources.fetching.address_list import read_addresses
from toolkit.sources.fetching.fetcher import Fetcher
from toolkit.sources.fetching.kept_pages import Page
from toolkit.sources.fetching.refusal import NotFetched
from toolkit.sources.opening import read_stream
from toolkit.sources.outcome import Skipped

_PAGES = ("text/html", "application/xhtml+xml", "")
_ENDINGS = {
    "application/atom+xml": ".atom",
    "application/rss+xml": ".rss",
    "application/xml": ".xml",
    "text/plain": ".txt",
    "text/xml": ".xml",
}
"""How a file of each media type would end."""


def read_list(stream: BinaryIO, source_path: str, fetcher: Fetcher) -> Iterator[Document | Skipped]:
    """Yield the documents of the pages that a list names, in its order."""
    for address in read_addresses(stream, source_path):
        if isinstance(address, Skipped):
            yield address
        else:
            yield from read_page_at(address, fetcher)


def read_page_at(address: str, fetcher: Fetcher) -> Iterator[Document | Skipped]:
    """Yield the documents of one page, with its address as source path, or why there is none."""
    try:
        page = fetcher.fetch(address)
    except NotFetched as refused:
        yield Skipped(address, refused.reason, refused.remedy)
    except OSError as error:
        reason = f"it was fetched but can't be kept ({error.strerror or type(error).__name__})"
        yield Skipped(address, reason, "Make room, or make the folder writable.")
    else:
        yield from _read(page)


def _read(page: Page) -> Iterator[Document | Skipped]:
    from toolkit.sources.pages.page import read_page

    name = unquote(urlsplit(page.final_address).path).rpartition("/")[2]
    if page.media_type in _PAGES and not (page.media_type == "" and is_read(name)):
        encoding = page.encoding or None
        yield read_page(page.body, page.address, url=page.final_address, charset=encoding)
        return
    ending = _ENDINGS.get(page.media_type)
    if ending is None and not is_read(name):
        yield Skipped(
            page.address,
            f"it is no page but {page.media_type}",
            "Save it, and convert it to a format that is read.",
        )
        return
    name = f"page{ending}" if ending else name
    for document in read_stream(BytesIO(page.body), page.address, name=name):
        if isinstance(document, Document) and not document.metadata.get("url"):
            document = replace(document, metadata={**document.metadata, "url": page.final_address})
        yield document
