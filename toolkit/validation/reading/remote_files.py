"""Files on a network, fetched into a folder of scratch: only where the user has asked for it."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from toolkit.validation.reading.unreadable import Unreadable, shown_name

SCHEMES = ("http", "https", "ftp")
"""What the specification allows and the standard library speaks."""

MOST_BYTES = 4 << 30
SILENCE = 30.0
"""Seconds without an answer after which a server is given up."""

LONGEST = 600.0
"""Seconds after which a file is given up that still comes."""

_BLOCK = 1 << 20


def is_remote(path: str) -> bool:
    """Whether a path of a descriptor is an address rather than a path."""
    return "://" in path


def address_path(address: str) -> str:
    """Return the path within an address; raises Unreadable for one that is never fetched."""
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme.lower() not in SCHEMES:
        schemes = ", ".join(SCHEMES)
        message = f"{shown_name(address)} is no address of {schemes}: copy the file here."
        raise Unreadable("remote-path", message)
    return unquote(parts.path)


def fetch(
    address: str,
    folder: Path,
    *,
    most_bytes: int = MOST_BYTES,
    silence: float = SILENCE,
    longest: float = LONGEST,
) -> Path:
    """Return the file in `folder` that an address was fetched into; a file is fetched once.

    Raises Unreadable where it is not there, is too large or takes too long.
    """
    import urllib.error
    import urllib.request
    from http.client import HTTPException

    shown = shown_name(address)
    name = PurePosixPath(address_path(address)).name.replace("\0", "")[-100:] or "file"
    # The name keeps its end, which says the format; the digest keeps addresses apart.
    target = folder / hashlib.sha256(address.encode()).hexdigest()[:16] / name
    if target.is_file():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    given_up = time.monotonic() + longest
    partial = target.parent / "partial"
    try:
        # The scheme was checked: no address leads to a file of this machine.
        with (
            urllib.request.urlopen(address, timeout=silence) as answer,
            partial.open("wb") as stream,
        ):
            size = 0
            while block := answer.read1(_BLOCK):
                size += len(block)
                if size > most_bytes:
                    message = f"{shown} has more than {most_bytes:,} bytes: fetch it yourself."
                    raise Unreadable("remote-path", message)
                if time.monotonic() > given_up:
                    message = f"{shown} took more than {longest:.0f} seconds: fetch it yourself."
                    raise Unreadable("remote-path", message)
                stream.write(block)
            stated = answer.headers.get("Content-Length")
            if stated is not None and stated.isdecimal() and int(stated) != size:
                message = f"{shown} was cut off after {size:,} bytes: try again."
                raise Unreadable("remote-path", message)
    except (OSError, HTTPException, ValueError) as error:
        message = f"{shown} cannot be fetched ({_cause(error)}): try again, or copy it."
        raise Unreadable("remote-path", message) from None
    partial.rename(target)
    return target


def _cause(error: Exception) -> str:
    reason = getattr(error, "reason", None) or error
    if isinstance(reason, TimeoutError):
        return "no answer"
    return shown_name(getattr(reason, "strerror", None) or reason)
