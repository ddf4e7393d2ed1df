"""A file compressed with Zstandard, of one frame or of several after each other."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import BinaryIO

from toolkit.sources.containers.member import Member
from toolkit.sources.endings import name_inside
from toolkit.sources.expansion import Expansion, expand
from toolkit.sources.outcome import Skipped

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_WINDOW = 27
"""Largest window, as a power of two: 128 MiB, that of `zstd --long`. A larger one is memory that
a stranger's file asks for."""


def open_members(
    stream: BinaryIO, source_path: str, name: str, expansion: Expansion
) -> Iterator[Member | Skipped]:
    """Yield the one file inside, which keeps the path of the compressed one."""
    options: dict[int, int] = {zstd.DecompressionParameter.window_log_max: _WINDOW}
    inner = zstd.ZstdFile(stream, "r", options=options)
    damages = (zstd.ZstdError,)
    yield Member(name_inside(name), source_path, expand(inner, source_path, expansion, damages))
