"""Repeat an input many times over, so that a pattern that tries too much takes too long."""

from __future__ import annotations

import zlib

LENGTH = 20_000
ONE_OF = 500


def repeated(text: str) -> str | None:
    """Return a text repeated to some length, for few of all texts; None for the others."""
    if not text or zlib.crc32(text.encode("utf-8", "surrogatepass")) % ONE_OF:
        return None
    return text * (LENGTH // len(text))
