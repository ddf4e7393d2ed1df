"""Where the pictures lead: the page of an actor, meeting or election."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

Address = Callable[[str], str | None]
"""Gives the address of the page of a key; None where there is no such page."""

_KEY = re.compile("[a-z0-9]+(-[a-z0-9]+)*")


def pages_in(folder: str, there: Collection[str] | None = None) -> Address:
    """Return the addresses of pages in a folder, such as `meetings` or `../meetings`.

    `there` are the keys that have a page, by default all. What is not a key leads nowhere.
    """

    def address(key: str) -> str | None:
        if not _KEY.fullmatch(key) or (there is not None and key not in there):
            return None
        return f"{folder}/{key}.html"

    return address
