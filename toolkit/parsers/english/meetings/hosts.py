"""Who of those who met was the host, and who brought the others together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.parsers.english.cast import Mention

_RECEIVING = frozenset(
    ("entertained", "granted", "host", "hosted", "hosting", "hosts", "receive", "received")
) | frozenset(("receives", "receiving", "welcome", "welcomed", "welcomes", "welcoming"))
_PASSIVE = re.compile(r"\b(?:was|were|is|are|be|been|being)\s+(?:\w+\s+)?$")
_BY = re.compile(r"\bby\s+(?:[^,.;]{0,60}\s)?$")
_MEDIATOR = re.compile(r"\b(?:mediated|brokered|facilitated)\s+by\s+(?:[^.;]{0,80}\s)?$")
_REACH = 90


def host_of(text: str, cue: tuple[int, int], parties: Sequence[Mention]) -> int | None:
    """Return the position in `parties` of the one who received the others at a cue, if told.

    "A received B" makes A the host, "B was received by A" too; `cue` are the characters of
    the word that states the encounter.
    """
    start, end = cue
    word = text[start:end].casefold()
    if word not in _RECEIVING:
        return None
    if word.endswith("ed") and _PASSIVE.search(text, max(0, start - 30), start):
        after = [(m.start, n) for n, m in enumerate(parties) if 0 <= m.start - end < _REACH]
        return next((n for at, n in sorted(after) if _BY.search(text, end, at)), None)
    before = [(m.end, n) for n, m in enumerate(parties) if 0 <= start - m.end < _REACH]
    if not before or "." in text[max(before)[0] : start]:
        return None
    return max(before)[1]


def is_mediator(text: str, party: Mention) -> bool:
    """Tell whether the words before a party say that it brought the others together."""
    return _MEDIATOR.search(text, max(0, party.start - 120), party.start) is not None
