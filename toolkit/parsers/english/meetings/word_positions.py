"""Where words of a closed list stand in a document, found without a look at every token.

spaCy makes a new object for each token that is looked at; most words of an article are none
of those that a rule starts from, so their numbers in the vocabulary are compared instead.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.attrs import IDX, LOWER
from spacy.strings import get_string_id
from spacy.tokens import Doc


def word_ids(words: Iterable[str]) -> frozenset[int]:
    """Return the numbers by which spaCy knows lower-case `words`."""
    return frozenset(get_string_id(word) for word in words)


def find_positions(doc: Doc, ids: frozenset[int]) -> list[int]:
    """Return the positions of the tokens whose lower-case form is one of `ids`, in order."""
    return [i for i, word in enumerate(doc.to_array(LOWER).tolist()) if word in ids]


def token_starts(doc: Doc) -> list[int]:
    """Return the character at which each token starts."""
    starts: list[int] = doc.to_array(IDX).tolist()
    return starts
