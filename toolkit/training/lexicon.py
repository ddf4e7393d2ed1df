"""Which word of an annotated passage is the one that states it.

Annotations quote the passage that states an encounter or an outcome, not the word. That word
is the one that stands in such passages and seldom elsewhere: learned by counting, in a few
rounds, from all passages at once, with the words of our own tables to begin with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from toolkit.parsers.english.reader.words import Words

ROUNDS = 3
SURE = 0.5
"""Score from which a word states the passage by itself: it is in a table, or nearly always."""

_FUNCTION_WORDS = frozenset(
    "a about after all an and as at be been before between both but by during for from had has "  # noqa: SIM905
    "have he her his in into is it its not no of on or she than that the their they this to two "
    "three was were when where which while who will with would".split()
)
_DOUBT = 6.0
"""Occurrences that a word must have had to be believed half."""


@dataclass(frozen=True, slots=True)
class Passages:
    """One article's passages, as first and last words; `taken` are words inside names."""

    words: Words
    taken: Collection[int]
    spans: Sequence[tuple[int, int]]


def learn_scores(articles: Sequence[Passages], known: Collection[str]) -> dict[str, float]:
    """Return for each word how well it states a passage, from 0 to about 1."""
    everywhere: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for article in articles:
        covered = {word for first, last in article.spans for word in range(first, last + 1)}
        for position in range(len(article.words)):
            word = article.words.word(position).casefold()
            if position not in article.taken and word.isalpha() and len(word) > 1:
                everywhere[word] += 1
                inside[word] += position in covered

    def prior(word: str) -> float:
        return 0.5 if word in known else 0.0

    scores = {
        word: 0.5 * min(1.0, count / 20 + 0.5) * inside[word] / (count + _DOUBT / 2) + prior(word)
        for word, count in everywhere.items()
    }
    for _ in range(ROUNDS):
        chosen: Counter[str] = Counter()
        for article in articles:
            positions = {best_word(article, span, scores) for span in article.spans}
            chosen.update(article.words.word(p).casefold() for p in positions if p is not None)
        scores = {
            word: 0.5
            * (0.6 if word in _FUNCTION_WORDS else 1.0)
            * (chosen[word] + 0.05 * inside[word])
            / (count + _DOUBT)
            + prior(word)
            for word, count in everywhere.items()
        }
    return scores


def best_word(article: Passages, span: tuple[int, int], scores: Mapping[str, float]) -> int | None:
    """Return the word of a passage that states it best, the first of equals; None if none does."""
    first, last = span
    options = [
        (scores.get(article.words.word(position).casefold(), 0.0), -position)
        for position in range(first, last + 1)
        if position not in article.taken
    ]
    score, position = max(options, default=(0.0, 0))
    return -position if score > 0 else None
