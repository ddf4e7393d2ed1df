"""Capitalised words of a text, the raw material of names."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UPPER = "".join(
    character
    for character in map(chr, (*range(0x41, 0x0530), *range(0x1E00, 0x2000)))
    if character.isupper() or character.istitle()
)
_PREFIXES = (
    "al|el|as|ad|an|ar|at|az|ash|ath|adh|ul|ur|us|ud|ed|es|en|"
    "d|l|s|t|b|k|m|n|qu|un|dell|all|nell|sull"
)
_CAPITAL = re.compile(
    rf"(?<![\w@#])(?:(?:{_PREFIXES})[-'’])?ʻ?"
    rf"(?:(?:[{_UPPER}]\.)+(?:[{_UPPER}](?!\w))?|[thn]?[{_UPPER}](?:\w|[-‑–](?=\w)|['’ʼʻ‘](?!s\b)(?=\w)|&(?=[{_UPPER}]))*)"
)
_POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’](?![\w])")


@dataclass(frozen=True, slots=True)
class Capital:
    """One capitalised word; `possessive` tells that 's or a plural's apostrophe follows."""

    start: int
    end: int
    text: str
    possessive: bool


def find_capitals(text: str) -> list[Capital]:
    """Return the capitalised words of the text in order, without possessive marks.

    An Arabic article or an elided one belongs to its word ("al-Amin", "d'Ivoire"), so do
    initials with their full stops ("J.", "U.S.").
    """
    return [
        Capital(m.start(), m.end(), m[0], bool(_POSSESSIVE.match(text, m.end())))
        for m in _CAPITAL.finditer(text)
    ]
