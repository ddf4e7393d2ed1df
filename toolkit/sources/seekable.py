"""A stream that can be wound back, for formats whose directory stands at their end."""

from __future__ import annotations

import shutil
import tempfile
from typing import BinaryIO


def seekable(stream: BinaryIO) -> BinaryIO:
    """Return the stream where it can be wound back, else a copy of the rest of it on disk.

    The copy has no name and is gone when it is closed.
    """
    if stream.seekable():
        return stream
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - handed to the caller
    shutil.copyfileobj(stream, copy, 1024 * 1024)
    copy.seek(0)
    return copy
