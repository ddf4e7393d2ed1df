"""By what a thing of the world is known again in another build: where it was read, and its name."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

Span = tuple[str, int, int]
"""An article's id, and the first character and the end of a stretch of its text."""

Key = TypeVar("Key")

_LEAST_COMMON = 1 / 3
"""Least share of two stretches that is common to both, if they are to tell of one thing.

"President Macron" and "Macron" have 6 of 16 characters in common, "Iraq" and "Iraqi government"
4 of 16.
"""


@dataclass(frozen=True, slots=True)
class Footprint:
    """What one build knows of a thing.

    `spans` are the stretches of text that it was read from, `traits` what else speaks for two
    being one where spans are divided, such as names or participants. Where no article is left
    that both builds read, `identity` must be equal, and `country` not differ.
    """

    spans: frozenset[Span]
    traits: frozenset[str] = frozenset()
    identity: str | None = None
    country: str | None = None


class SpanIndex(Generic[Key]):
    """Finds the things whose spans are those of another thing, or nearly those."""

    def __init__(self, spans: Iterable[tuple[Key, Iterable[Span]]]) -> None:
        self._exact: dict[Span, list[Key]] = {}
        for key, of_key in spans:
            for span in of_key:
                self._exact.setdefault(span, []).append(key)

    def weigh(self, spans: Iterable[Span]) -> Mapping[Key, float]:
        """Return how much of `spans` each thing has in common with them, 1 for an equal span."""
        weights: dict[Key, float] = defaultdict(float)
        for span in spans:
            exact = self._exact.get(span)
            if exact is None:
                for key, common in self._find_near(span).items():
                    weights[key] += common
            else:
                for key in exact:
                    weights[key] += 1.0
        return weights

    def _find_near(self, span: Span) -> Mapping[Key, float]:
        article, start, end = span
        if article not in self._of_article:
            return {}
        stretches, longest = self._of_article[article]
        first = bisect_left(stretches, (start - longest, 0))
        found: dict[Key, float] = {}
        for other_start, other_end in stretches[first:]:
            if other_start >= end:
                break
            common = min(end, other_end) - max(start, other_start)
            share = common / (max(end, other_end) - min(start, other_start))
            if share >= _LEAST_COMMON:
                for key in self._exact[article, other_start, other_end]:
                    found[key] = max(found.get(key, 0.0), share)
        return found

    @cached_property
    def _of_article(self) -> Mapping[str, tuple[Sequence[tuple[int, int]], int]]:
        """The stretches of each article, sorted, and the length of the longest.

        Most builds find every span where it was, and never ask.
        """
        of_article: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for article, start, end in self._exact:
            of_article[article].append((start, end))
        return {
            article: (sorted(stretches), max(end - start for start, end in stretches))
            for article, stretches in of_article.items()
        }
