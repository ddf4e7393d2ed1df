"""Where the words of `toolkit/reference/triage_words.csv` stand in a text."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from toolkit.reference import read_table

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

USES = ("encounter", "contact", "state", "body", "vote", "result")
"""What a word may speak for; the head of the table says what each means."""

_PLAIN = str.maketrans({"\n": " ", "\t": " ", "\u00a0": " ", "’": "'"})


def find_cues(text: str) -> dict[str, list[int]]:
    """Return by use where its words begin in the lower-cased text, in ascending order.

    A word counts only where no letter or digit stands beside it; words may overlap.
    """
    automaton, words = _automaton()
    searched = text.lower().translate(_PLAIN)
    found: dict[str, list[int]] = {use: [] for use in USES}
    last = len(searched)
    for number, start, end in automaton.find_matches_as_indexes(searched, overlapping=True):
        is_word, uses = words[number]
        if is_word and start and searched[start - 1].isalnum():
            continue
        if is_word and end < last and searched[end].isalnum():
            continue
        for use in uses:
            found[use].append(start)
    for starts in found.values():
        starts.sort()
    return found


@cache
def _automaton() -> tuple[AhoCorasick, tuple[tuple[bool, tuple[str, ...]], ...]]:
    """Return the automaton, and of each of its words whether it is one (or a sign) and its uses."""
    from ahocorasick_rs import AhoCorasick

    uses: dict[str, list[str]] = {}
    for row in read_table("triage_words"):
        uses.setdefault(row["word"].lower(), []).append(row["use"])
    words = tuple((word[0].isalnum(), tuple(of_word)) for word, of_word in uses.items())
    return AhoCorasick(list(uses)), words
