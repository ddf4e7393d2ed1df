"""How fast a host is asked: one request at a time, and a pause between two."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from toolkit.sources.fetching.refusal import NotFetched

SHORTEST_PAUSE = 1.0
"""Seconds between two requests to a host that asks for no other pause."""
LONGEST_PAUSE = 60.0
"""Seconds of a pause above which a host is not asked at all."""


class Pace:
    """When each host may be asked again."""

    def __init__(self, shortest_pause: float = SHORTEST_PAUSE) -> None:
        self._shortest_pause = shortest_pause
        self._next: dict[str, float] = {}
        self._closed: set[str] = set()

    def wait(self, address: str, delay: float = 0.0) -> None:
        """Wait until the host of an address may be asked, with `delay` seconds between requests.

        Raises NotFetched where that is too long, or where the host wants no more requests.
        """
        host = _host_of(address)
        if host in self._closed:
            raise NotFetched("its host asked for fewer requests", "Build again later.")
        if delay > LONGEST_PAUSE:
            raise NotFetched(
                f"its host asks for {delay:,.0f} seconds between requests",
                "Save the page, and give the file.",
            )
        pause = max(self._shortest_pause, delay)
        # A host counts its pause from the request before, with the delay that it then asked for.
        time.sleep(max(0.0, self._next.get(host, 0.0) - time.monotonic()))
        self._next[host] = time.monotonic() + pause

    def close(self, address: str) -> None:
        """Ask the host of an address no more."""
        self._closed.add(_host_of(address))


def _host_of(address: str) -> str:
    return urlsplit(address).netloc.rpartition("@")[2].lower()
