"""One request to a server, bounded in time and size."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from toolkit.sources.fetching.refusal import NotFetched
from toolkit.version import __version__

if TYPE_CHECKING:
    import urllib3

NAME = "parley-toolkit"
"""What `robots.txt` calls us."""
CONTACT_VARIABLE = "PARLEY_CONTACT"
"""Variable with an address of the web or of mail by which a server's owner reaches the user."""
LARGEST_PAGE = 8_000_000
"""Bytes of a page, unpacked, above which it is left unread."""
LONGEST_SECONDS = 60.0
"""Seconds after which an answer is given up, however slowly it comes."""
_SECONDS_OF_SILENCE = 20.0
_BLOCK = 1 << 16


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered; `headers` by name in lower case, `body` unpacked."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def user_agent() -> str:
    """Return what a request says of who asks."""
    contact = "".join(filter(str.isprintable, os.environ.get(CONTACT_VARIABLE, ""))).strip()
    about = f" (+{contact})" if contact and contact.isascii() else ""
    return f"{NAME}/{__version__}{about}"


def request(
    address: str, headers: Mapping[str, str] | None = None, largest: int = LARGEST_PAGE
) -> Answer:
    """Ask a server once for an address; a redirection is an answer like others.

    Raises NotFetched where it can't be reached, answers too slowly or with too much.
    """
    import urllib3

    deadline = time.monotonic() + LONGEST_SECONDS
    asked = {
        "User-Agent": user_agent(),
        "Accept": "text/html, application/xhtml+xml, text/plain;q=0.8, application/xml;q=0.8",
        "Accept-Encoding": "gzip",
        **(headers or {}),
    }
    try:
        response = _connections(_proxy_of(address)).request(
            "GET",
            address,
            headers=asked,
            preload_content=False,
            redirect=False,
            retries=False,
            timeout=urllib3.Timeout(connect=10.0, read=_SECONDS_OF_SILENCE),
        )
        try:
            body = _body(response, largest, deadline)
        finally:
            # What is left of the answer is not read: the connection can't be used again.
            response.close()
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        raise NotFetched(
            f"its server can't be reached or breaks off ({_cause(error)})",
            "Check the address and the network, and build again.",
        ) from error
    names = {name.lower(): value for name, value in response.headers.items()}
    return Answer(response.status, names, body)


def _body(response: urllib3.BaseHTTPResponse, largest: int, deadline: float) -> bytes:
    parts = []
    left = largest
    for part in response.stream(_BLOCK, decode_content=True):
        left -= len(part)
        if left < 0:
            raise NotFetched(
                f"it is larger than {largest:,} bytes", "Save it and split it into articles."
            )
        if time.monotonic() > deadline:
            raise NotFetched(
                f"its server took longer than {LONGEST_SECONDS:.0f} seconds", "Build again later."
            )
        parts.append(part)
    return b"".join(parts)


@cache
def _connections(proxy: str | None) -> urllib3.PoolManager:
    import urllib3

    return urllib3.PoolManager() if proxy is None else urllib3.ProxyManager(proxy)


def _proxy_of(address: str) -> str | None:
    """Return the proxy that the environment names for an address, None where it names none."""
    from urllib.request import getproxies, proxy_bypass

    parts = urlsplit(address)
    if proxy_bypass(parts.netloc.rpartition("@")[2]):
        return None
    return getproxies().get(parts.scheme)


def _cause(error: Exception) -> str:
    """Return what went wrong, without the names of objects that urllib3 puts before it."""
    text = str(getattr(error, "reason", None) or error).splitlines()
    said = (text[0] if text else "").rpartition(">: ")[2].rpartition("]: ")[2].strip(" .)")
    return said or type(error).__name__
