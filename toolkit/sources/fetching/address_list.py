"""A list of web addresses in a file: one a line, blank lines and lines after `#` passed over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import urldefrag, urlsplit

from toolkit.sources.outcome import Skipped

ENDING = ".urls"
"""Ending of the name of a file that is a list of addresses."""

LONGEST_ADDRESS = 8_000
"""Bytes of a line; servers refuse longer addresses."""


def read_addresses(stream: BinaryIO, source_path: str) -> Iterator[str | Skipped]:
    """Yield the addresses of a list, each once; a line that is none is Skipped as `list#line`."""
    seen: set[str] = set()
    number = 0
    while line := stream.readline(LONGEST_ADDRESS):
        number += 1
        if len(line) == LONGEST_ADDRESS and not line.endswith(b"\n"):
            while (rest := stream.readline(1 << 20)) and not rest.endswith(b"\n"):
                pass
            yield Skipped(f"{source_path}#{number}", "the line is too long", "Shorten it.")
            continue
        text = line.decode("utf-8-sig" if number == 1 else "utf-8", errors="replace").strip()
        if not text or text.startswith("#"):
            continue
        address = urldefrag(text)[0] if is_web_address(text) else ""
        if not address:
            yield Skipped(
                f"{source_path}#{number}",
                "the line is no web address",
                "Write one address a line, beginning with https:// or http://.",
            )
        elif address not in seen:
            seen.add(address)
            yield address
    if number == 0:
        yield Skipped(source_path, "it holds no address", "Write one web address a line.")


def is_list(name: str) -> bool:
    """Tell whether a file of that name is a list of addresses."""
    return name.lower().endswith(ENDING)


def is_web_address(text: str) -> bool:
    """Tell whether a text is the address of a page, of http or https and with a host."""
    if any(character.isspace() or not character.isprintable() for character in text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
