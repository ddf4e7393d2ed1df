"""Names of files and members as people may be shown them."""

from __future__ import annotations

import re

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


def printable_name(name: str) -> str:
    """Return a name with U+FFFD for each character that moves a cursor or is none."""
    return _UNPRINTABLE.sub("\ufffd", name)
