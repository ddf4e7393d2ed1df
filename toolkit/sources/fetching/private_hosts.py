"""Hosts that a redirection may not lead to: this machine, and those of a private network."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

from toolkit.sources.fetching.refusal import NotFetched


def refuse_private_host(address: str) -> None:
    """Raise NotFetched where the host of an address is this machine or in a private network.

    A host that has no address is let pass: to ask it fails by itself.
    """
    host = urlsplit(address).hostname or ""
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError):
        return
    if any(not ipaddress.ip_address(one.partition("%")[0]).is_global for one in found):
        raise NotFetched(
            "it redirects to a host of a private network", "Name that address if it is meant."
        )
