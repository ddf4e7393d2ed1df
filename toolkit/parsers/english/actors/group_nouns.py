"""Nouns for bodies, for people met as a group, and for those who stand for their body."""

from __future__ import annotations

from functools import cache

from toolkit.reference import read_table


@cache
def group_nouns(*kinds: str) -> frozenset[str]:
    """Return the nouns of some kinds, "body", "people" or "delegation", as the table has them."""
    return frozenset(row["noun"] for row in read_table("group_nouns") if row["kind"] in kinds)
