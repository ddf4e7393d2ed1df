"""Whether two titles can mean one post: "the minister" and "health minister"."""

from __future__ import annotations

import re

_RANKS = frozenset(
    ("deputy", "vice", "assistant", "first", "second", "under", "sub", "co", "associate", "junior")
)
_SAME_HEAD = {
    "advisor": "adviser",
    "amir": "emir",
    "chairman": "chair",
    "chairperson": "chair",
    "chairwoman": "chair",
    "chief": "leader",
    "congressman": "representative",
    "congresswoman": "representative",
    "councilor": "councillor",
    "head": "leader",
    "premier": "prime minister",
    "spokesman": "spokesperson",
    "spokeswoman": "spokesperson",
}


def post_words(title: str) -> tuple[str, frozenset[str], str]:
    """Return the head, the modifiers and the complement of a title, synonyms made one.

    "deputy ambassador to Japan" -> ("ambassador", {"deputy"}, "to Japan").
    """
    base, _, complement = re.sub(r" (to|in|for|of) ", r"|\1 ", title, count=1).partition("|")
    words = re.split(r"[\s-]+", base.lower())
    head = _SAME_HEAD.get(words[-1], words[-1])
    if head == "prime minister" or words[-2:] == ["prime", "minister"]:
        return "prime minister", frozenset(words[:-1]) - {"prime"}, complement
    return head, frozenset(words[:-1]), complement


def same_post(mentioned: str, held: str) -> bool:
    """Return whether a title as it is mentioned can mean a post that is held."""
    head, modifiers, complement = post_words(mentioned)
    held_head, held_modifiers, held_complement = post_words(held)
    if head != held_head or (complement and held_complement and complement != held_complement):
        return False
    if complement and not held_complement and held_head == "minister":
        return complement.removeprefix("of ").removeprefix("for ") in " ".join(held_modifiers)
    return modifiers <= held_modifiers and not (held_modifiers & _RANKS) - modifiers
