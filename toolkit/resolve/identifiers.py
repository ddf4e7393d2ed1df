"""Make the keys of rows: readable, unique, and the same in every build."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from toolkit.resolve.ascii import ascii_words

_LONGEST = 80


class Wish(NamedTuple):
    """The key that a row would like, and what to add to it where another row has it."""

    base: str
    qualifier: str | None = None


def slug(text: str, otherwise: str = "unnamed") -> str:
    """Return `text` in lower-case ASCII letters and digits with single hyphens between.

    At most 80 characters, cut between words; `otherwise` where no letter is left.
    """
    whole = "-".join(ascii_words(text))
    if len(whole) > _LONGEST:
        whole = whole[: _LONGEST + 1].rpartition("-")[0] or whole[:_LONGEST]
    return whole or otherwise


def assign_identifiers(wishes: Iterable[Wish], taken: Collection[str] = ()) -> list[str]:
    """Return a key for each wish, in their order, no two the same and none of those `taken`.

    The first to wish for a base gets it. Those after it get the base with their qualifier,
    then with a number from 2, as long as that is nobody's base. So what is added at the end
    leaves the keys before it alone, unless its base looks like one of them.
    """
    wishes = list(wishes)
    given = set(taken)
    reserved = given | {wish.base for wish in wishes}
    numbers: dict[str, int] = {}
    keys = []
    for wish in wishes:
        key = wish.base
        if key in given:
            key = _next_free(wish, reserved, numbers)
        given.add(key)
        reserved.add(key)
        keys.append(key)
    return keys


def _next_free(wish: Wish, taken: set[str], numbers: dict[str, int]) -> str:
    """Return the first key for a wish that is free; `numbers` holds where each stem has come to."""
    stem = f"{wish.base}-{wish.qualifier}" if wish.qualifier else wish.base
    if stem not in taken:
        return stem
    number = numbers.get(stem, 2)
    while f"{stem}-{number}" in taken:
        number += 1
    numbers[stem] = number
    return f"{stem}-{number}"
