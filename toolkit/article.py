"""The article: the one value that sources hand on and parsers read."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

_LINE_END = re.compile(r"\r\n?")


def normalise_text(text: str) -> str:
    """Return `text` in the form that digests and positions refer to.

    Unicode NFC, line ends LF, outer white space stripped, as the data model says.
    """
    return unicodedata.normalize("NFC", _LINE_END.sub("\n", text)).strip()


@dataclass(frozen=True, slots=True)
class Article:
    """One text and what its metadata says of it.

    `text` is normalised and has no metadata block: every position in the package counts
    Unicode code points of this string. `source_path` is the path below the input folder,
    with `#n` for record n of a container. What the metadata leaves out is None; a parser
    may find it in the text.
    """

    source_path: str
    text: str
    title: str | None = None
    url: str | None = None
    author: str | None = None
    publisher: str | None = None
    language: str | None = None
    published_on: date | None = None

    @property
    def sha256(self) -> str:
        """Hexadecimal digest of the normalised text in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def article_id(self) -> str:
        """First 16 hexadecimal digits of `sha256`."""
        return self.sha256[:16]

    @property
    def word_count(self) -> int:
        """Number of runs of characters that are not white space."""
        return len(self.text.split())
