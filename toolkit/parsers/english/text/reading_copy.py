"""The text as it is read: without what a web page left in it, wrapped lines joined.

An article may come in many dresses; the rules see one. Every character of the copy knows
where it stands in the article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from toolkit.parsers.english.text.page_leftovers import is_page_leftover
from toolkit.parsers.english.text.unwrapping import wrapped_breaks

_LINE = re.compile(r"[^\n]*\n?")
_HYPHENATED = re.compile(r"\w-$")


@dataclass(frozen=True, slots=True)
class ReadingCopy:
    """A text, and for each of its characters the position in the article's text."""

    text: str
    positions: tuple[int, ...]

    @property
    def is_in_place(self) -> bool:
        """Whether every character stands in the article where it stands in the copy."""
        last = len(self.positions) - 1
        return not self.positions or (self.positions[0] == 0 and self.positions[last] == last)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the characters from `start` to `end` of the copy stand in the article."""
        if start == end:
            return self.positions[start], self.positions[start]
        return self.positions[start], self.positions[end - 1] + 1


def reading_copy(text: str) -> ReadingCopy:
    """Return the copy of an article's text that is read."""
    lines = [(match.start(), match[0].rstrip("\n")) for match in _LINE.finditer(text) if match[0]]
    kept = [(start, "" if is_page_leftover(line) else line) for start, line in lines]
    joined = frozenset(wrapped_breaks([line for _, line in kept]))
    letters: list[str] = []
    positions: list[int] = []
    for number, (start, line) in enumerate(kept):
        body = line.rstrip()
        if number in joined:
            indent = len(body) - len(body.lstrip())
            body, start = body[indent:], start + indent
            if _HYPHENATED.search(kept[number - 1][1].rstrip()):
                letters.pop()
                positions.pop()
            else:
                letters[-1] = " "
        letters += body
        positions += range(start, start + len(body))
        letters.append("\n")
        positions.append(start + len(body))
    copy = "".join(letters)
    first, last = len(copy) - len(copy.lstrip()), len(copy.rstrip())
    return ReadingCopy(copy[first:last], tuple(positions[first:last]))
