"""Mend the ampersands of XML that was written by hand or by templates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.entities import html5
from itertools import chain

_TOKEN = re.compile(rb"<!\[CDATA\[|\]\]>|&(?:(#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]\w{1,31});)?")
_LONGEST_TOKEN = 40
_OF_XML = frozenset({b"amp", b"apos", b"gt", b"lt", b"quot"})


def mend_ampersands(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield XML in which every reference can be resolved without a document type.

    The names of HTML become numbers, as in `&#160;` for `&nbsp;`; an ampersand that begins no known
    reference becomes `&amp;`. After one that is wrong, libxml2 would leave out all others too.
    CDATA sections, and encodings in which a letter is not one byte, are left as they are.
    """
    in_data = False
    rest = b""
    is_first = True
    for chunk in chain(chunks, [b""]):
        data = rest + chunk
        if is_first and b"\x00" in data[:4]:
            yield data
            yield from chunks
            return
        is_first = False
        # What begins near the end may go on in the next chunk.
        sure = max(0, len(data) - _LONGEST_TOKEN) if chunk else len(data)
        pieces: list[bytes] = []
        done = 0
        for token in _TOKEN.finditer(data):
            if token.start() >= sure:
                break
            pieces.append(data[done : token.start()])
            done = token.end()
            if token[0].startswith(b"&"):
                pieces.append(token[0] if in_data else _mended(token[0], token[1]))
            else:
                in_data = token[0] != b"]]>"
                pieces.append(token[0])
        end = max(done, sure)
        pieces.append(data[done:end])
        rest = data[end:]
        yield b"".join(pieces)


def _mended(reference: bytes, name: bytes | None) -> bytes:
    if name is not None and (name in _OF_XML or name.startswith(b"#")):
        return reference
    characters = html5.get(f"{name.decode()};") if name is not None else None
    if characters is None:
        return b"&amp;" + reference[1:]
    return "".join(f"&#{ord(character)};" for character in characters).encode()
