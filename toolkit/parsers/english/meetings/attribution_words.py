"""The words by which an article leaves a claim to somebody else."""

from __future__ import annotations

import re
from functools import cache

from toolkit.parsers.english.text.word_patterns import any_of
from toolkit.reference import read_table


@cache
def attribution_words(use: str) -> re.Pattern[str]:
    """Return what finds the words of one use: "saying", "unnamed" or "hearsay"."""
    return any_of(row["words"] for row in read_table("attribution_words") if row["use"] == use)
