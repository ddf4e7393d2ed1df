"""Which persons of one country have names that one person can bear both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, groupby, product
from operator import itemgetter

from toolkit.resolve.person_names import can_be_one_name
from toolkit.resolve.shards import Shards
from toolkit.resolve.spelling import are_alike, sound_tokens

_ALIKE = 0.8
"""Least share of the letters of each word that two spellings of one name share."""

_NAMED = """
SELECT DISTINCT country, grp, name FROM candidates JOIN groups USING (number)
WHERE family = 'person' AND country IS NOT NULL AND NOT is_surname
"""

_BLOCKS = """
SELECT block, grp, name FROM similar_names
QUALIFY min(grp) OVER (PARTITION BY block) < max(grp) OVER (PARTITION BY block)
ORDER BY block, grp, name
"""

Named = tuple[int, str]
"""A group and one of its names."""


def fill_similar_names(shards: Shards) -> None:
    """Put every full name into the blocks in which similar ones are looked for.

    Two similar names have the first letter and another whole word in common, or the first word
    and the first letter of the last.
    """
    shards.open("similar_names", {"block": "string", "grp": "int64", "name": "string"})
    for country, group, name in shards.rows(_NAMED):
        first, *others = sound_tokens(name)
        for word in set(others):
            shards.add("similar_names", (f"{country} {first[0]} {word}", group, name))
        shards.add("similar_names", (f"{country} {first} {others[-1][0]}.", group, name))
    shards.close("similar_names")


def similar_groups(shards: Shards) -> dict[int, set[int]]:
    """Return for each group those of its country with a name that can be the same one's."""
    related: dict[int, set[int]] = defaultdict(set)
    if shards.is_empty("similar_names"):
        return related
    for block, rows in groupby(shards.rows(_BLOCKS), key=itemgetter(0)):
        names = [(group, name) for _, group, name in rows]
        pairs = _alike_at_the_end(names) if block.endswith(".") else _alike_at_the_start(names)
        for (one, name), (other, other_name) in pairs:
            if one != other and can_be_one_name(name, other_name, _ALIKE):
                related[one].add(other)
                related[other].add(one)
    return related


def _alike_at_the_start(names: Sequence[Named]) -> Iterator[tuple[Named, Named]]:
    """Yield the pairs whose first words are alike, or one the initial of the other."""

    def may_be(one: str, other: str) -> bool:
        return 1 in (len(one), len(other)) or are_alike([one], [other], _ALIKE)

    return _pairs(names, 0, may_be)


def _alike_at_the_end(names: Sequence[Named]) -> Iterator[tuple[Named, Named]]:
    """Yield the pairs whose last words are alike."""

    def may_be(one: str, other: str) -> bool:
        return are_alike([one], [other], _ALIKE)

    return _pairs(names, -1, may_be)


def _pairs(
    names: Sequence[Named], at: int, may_be: Callable[[str, str], bool]
) -> Iterator[tuple[Named, Named]]:
    """Yield the pairs of names whose words at one place may be one; each word is compared once."""
    by_word: dict[str, list[Named]] = defaultdict(list)
    for named in names:
        by_word[sound_tokens(named[1])[at]].append(named)
    for same in by_word.values():
        yield from combinations(same, 2)
    for one, other in combinations(by_word, 2):
        if may_be(one, other):
            yield from product(by_word[one], by_word[other])
