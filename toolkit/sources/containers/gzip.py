"""A file compressed with gzip, of one part or of several after each other."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from toolkit.sources.containers.member import Member
from toolkit.sources.endings import name_inside
from toolkit.sources.expansion import Expansion, expand
from toolkit.sources.outcome import Skipped


def open_members(
    stream: BinaryIO, source_path: str, name: str, expansion: Expansion
) -> Iterator[Member | Skipped]:
    """Yield the one file inside, which keeps the path of the compressed one."""
    inner = gzip.GzipFile(fileobj=stream, mode="rb")
    damages = (gzip.BadGzipFile, zlib.error)
    yield Member(name_inside(name), source_path, expand(inner, source_path, expansion, damages))
