"""What a format of export is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from toolkit.publish.published_version import PublishedVersion


@dataclass(frozen=True, slots=True)
class Export:
    """A format: its name on the command line, title, file name, media type and writer.

    `write` writes a version into a stream of bytes; the same version gives the same bytes.
    """

    name: str
    title: str
    file_name: str
    media_type: str
    write: Callable[[PublishedVersion, BinaryIO], None]
