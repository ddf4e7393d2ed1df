"""Whether an article speaks of votes at all."""

from __future__ import annotations

import re

_VOTE = re.compile(
    r"\b(?:elect|vot|poll|ballot|referend|plebiscit|run-?off|by-?elect|by-?poll|seats?\b|primar"
    r"|caucus|turnout)",
    re.IGNORECASE,
)


def speaks_of_votes(text: str) -> bool:
    """Tell whether a text holds a word without which it can report no election."""
    return bool(_VOTE.search(text))
