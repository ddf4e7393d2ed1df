"""Find the line breaks that only keep lines short, in a text wrapped at a fixed width."""

from __future__ import annotations

import re
from collections.abc import Sequence

WIDEST = 90
"""Most characters of a line in a text that is wrapped."""

NARROWEST = 45
"""Fewest characters that the longest line of such a text has."""

_LEAST_BREAKS = 3
_LEAST_RATIO = 1.5
_CELLS = re.compile(r"\S(?: {3,}|\t+)\S|(?:\. ?){4}")
_CELL_MARKS = ("   ", "\t", "..", ". .")
"""One of these stands in all that `_CELLS` matches, and to see that takes less."""
_RULE = re.compile(r"\s*[-=_*+– ]{3,}$")
_LABEL = re.compile(
    r"\s*(?:Author|By|Caption|Correction|Editing|Foto|Note|Photo|PHOTO|Published|Reporting|Source|"
    r"Text|Turnout|Update|Updated|Writing)(?:: | by )"
)
_CAPITALS = re.compile(r"\s*(?:[^\Wa-z]+\W+){2,}[^\Wa-z]+\W*$")
_ENDS_SENTENCE = re.compile(r"[.!?:][”\"’')\]»]*$")
_SLACK = 6
"""Characters by which a line may be shorter than the others and still go on in lower case."""
_ITEM = re.compile(r"\s*(?:[•*■▪●◦·›>»+–—-]{1,2}\s+|\(?(?:\d{1,2}|[a-z])[.)]\s+)\S")


def wrapped_breaks(lines: Sequence[str]) -> list[int]:
    """Return the positions of lines that go on from the line above, [] in a text not wrapped.

    A break only wraps if the first word below would not have fitted above. A text is wrapped if
    no line is too long and most breaks within its paragraphs are such; rows of tables, list
    items, labels ("Turnout: ..."), headings in capitals and what follows a blank line begin anew.
    """
    prose = [line.rstrip() for line in lines if not _holds_cells(line)]
    width = max(map(len, prose), default=0)
    if not NARROWEST <= width <= WIDEST:
        return []
    within = [i for i in range(1, len(lines)) if _may_go_on(lines[i - 1], lines[i])]
    breaks = [i for i in within if _goes_on(lines[i - 1], lines[i], width)]
    others = [i for i in set(within) - set(breaks) if not _ITEM.match(lines[i])]
    if len(breaks) < _LEAST_BREAKS or len(breaks) < _LEAST_RATIO * len(others):
        return []
    return breaks


def _may_go_on(above: str, line: str) -> bool:
    if not above.strip() or not line.strip():
        return False
    starts_anew = _holds_cells(line) or _LABEL.match(line) or _CAPITALS.match(line)
    return not (starts_anew or _holds_cells(above))


def _holds_cells(line: str) -> bool:
    """Tell whether a line is a row of a table, or the rule between two."""
    if "|" in line or _RULE.match(line):
        return True
    return any(mark in line for mark in _CELL_MARKS) and _CELLS.search(line) is not None


def _goes_on(above: str, line: str, width: int) -> bool:
    """Return whether the first word of a line would not have fitted above, or hardly so.

    What looks like an item of a list goes on only in a sentence that is in no item.
    """
    above = above.rstrip()
    ended = _ENDS_SENTENCE.search(above) is not None
    if _ITEM.match(line) and (ended or _ITEM.match(above)):
        return False
    first = line.split(maxsplit=1)[0]
    slack = _SLACK if first[0].islower() and not ended else 0
    return len(above) + 1 + len(first) > width - slack
