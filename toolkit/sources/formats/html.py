"""Read an .html file: a web page as it was saved, with one article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from toolkit.sources.document import Document
from toolkit.sources.outcome import Skipped
from toolkit.sources.pages.page import LARGEST_PAGE, read_page


def read(stream: BinaryIO, source_path: str) -> Iterator[Document | Skipped]:
    """Yield the one document of a page. Raises OSError if it cannot be read."""
    yield read_page(stream.read(LARGEST_PAGE + 1), source_path)
