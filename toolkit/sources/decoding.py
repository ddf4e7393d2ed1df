"""Turn the bytes of a file into text, whatever encoding they are in."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    # The mark of UTF-32 little-endian begins with that of UTF-16: longest first.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\x80-\x9f]")
_CONTROLS_ALLOWED = 0.02
"""Share of control characters above which decoded bytes are not a text. Prose has none;
random bytes read as cp1252 have about 13 in 100."""


class Undecodable(ValueError):  # noqa: N818
    """The bytes are no text in an encoding that can be recognised."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and a sentence on how it was recovered if its bytes were not plain UTF-8."""

    text: str
    note: str | None = None


def marked_encoding(data: bytes) -> str | None:
    """Return the Python codec that a byte order mark at the start of `data` announces."""
    return next((codec for mark, codec in _MARKS if data.startswith(mark)), None)


def decode(data: bytes) -> Decoded:
    """Return the text of `data`.

    UTF-8 with or without a byte order mark is read as it is; UTF-16 and UTF-32 by their
    mark; other bytes as Windows-1252, in which any Western text of the last decades reads
    right. Raises Undecodable where the result is not a text.
    """
    codec = marked_encoding(data)
    if codec in ("utf-16", "utf-32"):
        decoded = Decoded(
            data.decode(codec, errors="replace"), f"It was read as {codec.upper()}, not UTF-8."
        )
    else:
        try:
            decoded = Decoded(data.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            # Python leaves five bytes of Windows-1252 undefined; they become U+FFFD.
            decoded = Decoded(
                data.decode("cp1252", errors="replace"),
                f"It is not valid UTF-8 (byte {error.start}) and was read as Windows-1252.",
            )
    if not _is_text(decoded.text):
        raise Undecodable("it is a binary file, not a text")
    return decoded


def _is_text(text: str) -> bool:
    if "\x00" in text:
        return False
    strange = len(_CONTROL.findall(text)) + text.count("\ufffd")
    return strange <= _CONTROLS_ALLOWED * len(text)
