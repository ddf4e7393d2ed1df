"""What the words beside a name say of what bears it: "the daily NAME", "NAME deputies"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from toolkit.reference import read_table

APPOSITION = re.compile(
    r", (?:(?:the|a|an|his|her|its|their|now|then|once|who is)\b )?([^,.;:()\n]{3,70})"
)
"""A phrase that explains a name, from the comma after it on."""

_AFTER_HEAD = re.compile(
    r"\b(?:of|for|who|whose|which|that|in|at|from|led|headed|to|with|by|on|said|has|had|is|was)\b"
)
_WORD = re.compile(r"[\w’'-]+")
_OWNED = frozenset(
    (
        "party",
        "bloc",
        "list",
        "alliance",
        "coalition",
        "movement",
        "supporters",
        "government",
        "victory",
        "campaign",
        "forces",
        "troops",
        "militia",
    )
)
"""What a person too can own: no sign in "NAME's party"."""


@cache
def _context(side: str) -> tuple[re.Pattern[str], dict[str, tuple[str, bool]]]:
    """Return the pattern of the words on one side of a name, and words -> (kind, sure)."""
    signs = {
        row["words"]: (row["kind"], row["strength"] == "sure")
        for row in read_table("name_context")
        if row["side"] == side
    }
    words = "|".join(map(re.escape, sorted(signs, key=lambda w: (-len(w), w))))
    if side == "before":
        return re.compile(rf"(?<![\w-])({words})(?: the)? [\"“‘']?$"), signs
    return re.compile(rf"(?:['’]s?)?[\"”’']? ({words})\b"), signs


def signs_beside(before: str, after: str) -> Iterator[tuple[str, str, bool]]:
    """Yield (side, kind, whether it is sure) of what stands right before and after a name."""
    if found := _context("before")[0].search(before):
        yield "before", *_context("before")[1][found[1]]
    found = _context("after")[0].match(after)
    if found and not (found[0][0] in "'’" and found[1] in _OWNED):
        yield "after", *_context("after")[1][found[1]]


def head_words(apposition: re.Match[str]) -> list[str]:
    """Return the words of an apposition up to the noun that it is about."""
    return _WORD.findall(_AFTER_HEAD.split(apposition[1])[0])


def kind_of_head(words: Sequence[str]) -> str | None:
    """Return the kind of what a phrase calls "a party", "the political wing", None for others."""
    kinds = _context("before")[1]
    heads = (" ".join(words[-2:]), *words[-1:])
    return next((kinds[head][0] for head in heads if head in kinds), None)
