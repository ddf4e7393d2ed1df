"""Regular expressions of Python, written for RE2, which DuckDB uses and which takes linear time."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from re import _constants as names  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from toolkit.quoting import literal

_MOST_REPEATS = 1000
"""RE2 takes no more."""

_LONGEST_GLOB = 500
"""Up to how many characters what repeats is written out for GLOB."""

_PLAIN = frozenset(f"{string.ascii_letters}{string.digits} -_.,:/")

_CLASSES = {
    names.CATEGORY_DIGIT: "0-9",
    names.CATEGORY_WORD: "0-9A-Za-z_",
    names.CATEGORY_SPACE: r"\t-\r\x1c-\x20",
    names.CATEGORY_NOT_DIGIT: r"\x00-/:-\x7f",
    names.CATEGORY_NOT_WORD: r"\x00-/:-@\[-^`\{-\x7f",
    names.CATEGORY_NOT_SPACE: r"\x00-\x08\x0e-\x1b!-\x7f",
}
"""What Python's classes hold of ASCII."""


class _Untranslatable(Exception):  # noqa: N818 - it says what a pattern is
    """The pattern has a part that RE2 does not have, or not with the same meaning."""


@dataclass(frozen=True, slots=True)
class LinearPattern:
    """A pattern for RE2 that, for texts of ASCII without line breaks, means what Python's does.

    It takes no other text that Python's would not take. `whole` says that it has to match the
    whole text; else it only has to begin with it.
    """

    text: str
    whole: bool
    takes_breaks: bool
    """Whether texts with line breaks are matched alike too."""
    glob: str = ""
    """The same for GLOB, which is quicker, where a text has so many characters of ASCII, each one
    of a set; it takes no text with a line break. Else empty."""

    def matches(self, column: str) -> str:
        """Return the SQL expression that says whether a column of text matches."""
        if self.glob:
            return f"{column} GLOB {literal(self.glob)}"
        if self.whole:
            return f"regexp_full_match({column}, {literal(self.text)})"
        return f"regexp_matches({column}, {literal(f'^(?:{self.text})')})"


def linear_pattern(pattern: str) -> LinearPattern | None:
    """Return the pattern of a constraint for RE2, None where it cannot be said there.

    Frictionless looks for `^pattern$` at the start of a text. The patterns are read by Python's
    own parser, so that what is written for RE2 is what Python understood.
    """
    try:
        tree = parser.parse(f"^{pattern}$")
    except (re.error, RecursionError, OverflowError):
        return None
    if tree.state.flags != re.UNICODE.value:
        return None
    nodes = list(tree)
    # What follows the end of a text matches there, the pattern's own `$` too.
    while len(nodes) > 2 and _is_end(nodes[-1]) and _is_end(nodes[-2]):
        del nodes[-1]
    whole = nodes[0] == (names.AT, names.AT_BEGINNING) and _is_end(nodes[-1])
    try:
        inner = nodes[1:-1] if whole else nodes
        text = _sequence(inner)
    except (_Untranslatable, RecursionError):
        return None
    # At `$` a line break may follow in Python.
    ends = nodes[-1] == (names.AT, names.AT_END_STRING) and "$" not in text
    return LinearPattern(text, whole, ends, _glob_of(inner) if whole else "")


def _is_end(node: tuple[Any, Any]) -> bool:
    return node in ((names.AT, names.AT_END), (names.AT, names.AT_END_STRING))


def _sequence(nodes: Any) -> str:
    return "".join(_node(*node) for node in nodes)


def _node(kind: Any, content: Any) -> str:
    if kind is names.LITERAL:
        return _character(content)
    if kind is names.NOT_LITERAL:
        return f"[^{_character(content)}]"
    if kind is names.ANY:
        return r"[^\n]"
    if kind is names.IN:
        return _set(content)
    if kind is names.BRANCH:
        return f"(?:{'|'.join(_sequence(branch) for branch in content[1])})"
    if kind is names.SUBPATTERN:
        _, added, removed, nodes = content
        if added or removed:
            raise _Untranslatable
        return f"(?:{_sequence(nodes)})"
    if kind in (names.MAX_REPEAT, names.MIN_REPEAT):
        return _repeat(*content)
    if kind is names.AT and content in (names.AT_BEGINNING, names.AT_BEGINNING_STRING):
        return "^"
    if kind is names.AT and content in (names.AT_END, names.AT_END_STRING):
        return "$"
    raise _Untranslatable


def _repeat(least: int, most: int, nodes: Any) -> str:
    if least > _MOST_REPEATS or (most != names.MAXREPEAT and most > _MOST_REPEATS):
        raise _Untranslatable
    end = "" if most == names.MAXREPEAT else most
    return f"(?:{_sequence(nodes)}){{{least},{end}}}"


def _set(items: Any) -> str:
    negated = items[0][0] is names.NEGATE
    parts: list[str] = []
    for kind, content in items[1:] if negated else items:
        if kind is names.LITERAL:
            parts.append(_character(content))
        elif kind is names.RANGE:
            parts.append(f"{_character(content[0])}-{_character(content[1])}")
        elif kind is names.CATEGORY and not negated and content in _CLASSES:
            parts.append(_CLASSES[content])
        elif kind is names.CATEGORY and content in _CLASSES:
            # A class has more characters than those of ASCII: none of the others is taken.
            parts.append(_CLASSES[content] + r"\x{80}-\x{10ffff}")
        else:
            raise _Untranslatable
    return f"[{'^' if negated else ''}{''.join(parts)}]"


def _glob_of(nodes: Any) -> str:
    """Return nodes as a pattern of GLOB, empty where they can't be said there."""
    try:
        return _glob(nodes)
    except _Untranslatable:
        return ""


def _glob(nodes: Any) -> str:
    """Return nodes as a pattern of GLOB."""
    return "".join(_glob_node(*node) for node in nodes)


def _glob_node(kind: Any, content: Any) -> str:
    if kind is names.LITERAL:
        return _plain(content)
    if kind is names.IN and content[0][0] is not names.NEGATE:
        return f"[{''.join(_glob_range(*item) for item in content)}]"
    if kind is names.SUBPATTERN and not (content[1] or content[2]):
        return _glob(content[3])
    if kind in (names.MAX_REPEAT, names.MIN_REPEAT):
        least, most, repeated = content
        once = _glob(repeated)
        if least == most and least * len(once) <= _LONGEST_GLOB:
            return once * int(least)
    raise _Untranslatable


def _glob_range(kind: Any, content: Any) -> str:
    if kind is names.LITERAL:
        return f"{_plain(content)}-{_plain(content)}"
    if kind is names.RANGE:
        return f"{_plain(content[0])}-{_plain(content[1])}"
    if kind is names.CATEGORY and content is names.CATEGORY_DIGIT:
        return "0-9"
    raise _Untranslatable


def _plain(code: int) -> str:
    """Return a character that stands for itself in a pattern of GLOB."""
    character = chr(code)
    if character in _PLAIN:
        return character
    raise _Untranslatable


def _character(code: int) -> str:
    character = chr(code)
    if character.isascii() and character.isalnum():
        return character
    if 0xD800 <= code <= 0xDFFF:
        raise _Untranslatable
    return f"\\x{{{code:x}}}"
