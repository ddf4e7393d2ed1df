"""Whether an article speaks of votes at all."""

from __future__ import annotations

import re

from toolkit.article import Article

_VOTE = re.compile(
    r"\b(?:elect|vot|poll|ballot|referend|plebiscit|run-?off|by-?elect|by-?poll|seats?\b|primar"
    r"|caucus|turnout)",
    re.IGNORECASE,
)


def speaks_of_votes(article: Article) -> bool:
    """Tell whether text or title hold a word without which an article can report no election."""
    return any(_VOTE.search(words) for words in (article.text, article.title or ""))
