"""What a build says of the things that it found, for keys to be given to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from toolkit.resolve.footprints import Footprint


@dataclass(frozen=True, slots=True)
class FoundThings:
    """The actors, meetings or elections of a build, each known by a number.

    `wishes` is the query of their numbers, as `thing`, with the key that each would like (`wish`)
    and what to add to it where another has it (`qualifier`), in the order in which keys are given.
    `spans` is that of `thing`, `article_id`, `char_start` and `char_end`: where each was read.
    `describe` yields the footprints, in ascending order, of those that the table `contested` has.
    The last two are asked for only where keys of before are known.
    """

    wishes: str
    spans: str
    describe: Callable[[], Iterator[tuple[int, Footprint]]]
