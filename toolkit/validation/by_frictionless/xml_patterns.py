r"""Patterns of XML Schema, as Python writes them.

A pattern of a field has the syntax of XML Schema
(https://www.w3.org/TR/xmlschema-2/#regexs). Most of it is that of Python too, but Python has no
classes of characters by their Unicode category (`\p{Lu}`, `\P{L}`) and none of the characters of
names (`\i`, `\c`). These are written out here as ranges. Blocks (`\p{IsGreek}`) and the
subtraction of classes are not known here.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import defaultdict
from functools import cache

_ESCAPE = re.compile(r"\\(?:([pP])\{([A-Z][a-z]?)\}|([iIcC])|.)", re.DOTALL)
_NAMES = {"i": ("L", "Nl"), "c": ("L", "Nl", "Nd", "Mc", "Me", "Mn", "Lm")}
_SIGNS = {"i": "_:", "c": "_:.\u00b7-"}


def python_pattern(pattern: str) -> str:
    """Return a pattern of XML Schema as a pattern of Python.

    A pattern that Python understands as it is is returned unchanged, as is one that stays
    unknown to it.
    """
    if _compiles(pattern):
        return pattern
    written: list[str] = []
    within, last = 0, 0
    for match in _ESCAPE.finditer(pattern):
        before = pattern[last : match.start()]
        within = max(0, within + before.count("[") - before.count("]"))
        written += [before, _written(match, in_class=bool(within))]
        last = match.end()
    translated = "".join([*written, pattern[last:]])
    return translated if _compiles(translated) else pattern


def _written(match: re.Match[str], *, in_class: bool) -> str:
    kind, category, name = match.groups()
    if kind is None and name is None:
        return match[0]
    negated = (kind or name).isupper()
    characters = (
        _of_categories((category,))
        if name is None
        else _of_categories(_NAMES[name.lower()]) | set(_SIGNS[name.lower()])
    )
    if not in_class:
        return f"[{'^' if negated else ''}{_ranges(characters)}]"
    every = frozenset(map(chr, range(sys.maxunicode + 1))) if negated else frozenset[str]()
    return _ranges(every - characters if negated else characters)


def _of_categories(categories: tuple[str, ...]) -> frozenset[str]:
    known = _characters_by_category()
    return frozenset().union(*(known[name] for name in known if name.startswith(categories)))


@cache
def _characters_by_category() -> dict[str, list[str]]:
    known: defaultdict[str, list[str]] = defaultdict(list)
    for character in map(chr, range(sys.maxunicode + 1)):
        known[unicodedata.category(character)].append(character)
    return known


def _ranges(characters: frozenset[str]) -> str:
    """Return characters as the inside of a class: ranges of them in their order."""
    ranges: list[list[int]] = []
    for code in sorted(map(ord, characters)):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in ranges)


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True
