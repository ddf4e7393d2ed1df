"""Other names in the same sentences, so that the reader learns from what stands around a name.

The names of the annotated articles are few and come back in every epoch. Each word of a name is
exchanged for that of another article's, the same one wherever it stands, so that a surname alone
still goes with the full name. Words that the tables know stay: they tell what a body is.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.parsers.english.reader.word_classes import CLASSES, classes_of_word
from toolkit.training.examples import Example
from toolkit.training.labels import ACTOR_KINDS

_SHORTEST = 3
_TOLD = ~(1 << CLASSES.index("city"))
_LAST, _BEFORE_LAST, _OF_PARTY = "last", "before last", "of party"


@dataclass(frozen=True, slots=True)
class NamePool:
    """The words that names are made of, by their place in a name; sorted."""

    words: dict[str, tuple[str, ...]]


def _name_words(example: Example) -> Iterator[tuple[str, str]]:
    """Yield place and word of the parts of names that can be exchanged."""
    small = {text for text in example.texts if text.islower()}
    for mark in example.mentions:
        kind = ACTOR_KINDS[mark.kind]
        if kind not in ("person", "party"):
            continue
        for at in range(mark.first, mark.last + 1):
            text = example.texts[at]
            if (
                len(text) >= _SHORTEST
                and text[0].isupper()
                and text[1:].islower()
                and text.lower() not in small
                and not classes_of_word(text) & _TOLD
            ):
                place = _LAST if at == mark.last else _BEFORE_LAST
                yield (_OF_PARTY if kind == "party" else place), text


def pool_names(examples: Sequence[Example]) -> NamePool:
    """Return the words of all names of the examples."""
    found: dict[str, set[str]] = {_LAST: set(), _BEFORE_LAST: set(), _OF_PARTY: set()}
    for example in examples:
        for place, text in _name_words(example):
            found[place].add(text)
    return NamePool({place: tuple(sorted(words)) for place, words in found.items()})


def swap_names(example: Example, pool: NamePool, chance: random.Random) -> list[str]:
    """Return the words of an example with other names in them."""
    other: dict[str, str] = {}
    for place, text in _name_words(example):
        if text not in other:
            other[text] = chance.choice(pool.words[place])
    return [other.get(text, text) for text in example.texts]
