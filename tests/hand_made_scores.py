"""Scores that say what a test tells them to, so that it does not hang on a trained model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from toolkit.parsers.english.reader.ranks import CLASSES, MEASURES
from toolkit.parsers.english.reader.scores import Heads, Scores
from toolkit.parsers.english.reader.words import split_words

_SURE = 20.0
_SPANS = ("O", "B-title", "I-title")
_STATUSES = ("current", "former", "acting", "designate", "candidate")
_RELATIONS = ("holder", "org", "rcountry", "coref")


def scores_of(
    text: str,
    titles: Sequence[str] = (),
    links: Mapping[str, Sequence[tuple[str, str]]] | None = None,
    statuses: Mapping[str, str] | None = None,
) -> Scores:
    """Return scores that mark the first place of each of `titles`, and link what they are told.

    `links` maps a relation to pairs of words in the text, each meant at its first place;
    what has no link is related to nothing. `statuses` maps a title to its status, which is
    left in doubt for the others.
    """
    words = split_words(text)
    size = len(words)

    def span(part: str) -> tuple[int, int]:
        start = text.index(part)
        found = words.between(start, start + len(part))
        assert found is not None
        return found

    marks = np.zeros((3, size), dtype=np.float32)
    marks[0] = _SURE
    held = np.zeros((len(_STATUSES), size), dtype=np.float32)
    held[0] = 0.1
    for title in titles:
        first, last = span(title)
        marks[:, first : last + 1] = 0
        marks[1, first] = marks[2, first + 1 : last + 1] = _SURE
    for title, status in (statuses or {}).items():
        held[_STATUSES.index(status), span(title)[0]] = _SURE
    joined = np.zeros((len(_RELATIONS), size, size), dtype=np.float32)
    for relation, pairs in (links or {}).items():
        for anchor, candidate in pairs:
            joined[_RELATIONS.index(relation), span(candidate)[0], span(anchor)[0]] = _SURE
    count = len(_RELATIONS)
    arrays = {
        "title.weight": marks,
        "title.bias": np.zeros(3, dtype=np.float32),
        "role_status.weight": held,
        "role_status.bias": np.zeros(len(_STATUSES), dtype=np.float32),
        "q.weight": joined.reshape(count * size, size) * np.float32(np.sqrt(size)),
        "q.bias": np.zeros(count * size, dtype=np.float32),
        "k.weight": np.tile(np.eye(size, dtype=np.float32), (count, 1)),
        "k.bias": np.zeros(count * size, dtype=np.float32),
        "dist": np.zeros((count, len(MEASURES), CLASSES), dtype=np.float32),
        "kb.weight": np.zeros((count, size), dtype=np.float32),
        "kb.bias": np.zeros(count, dtype=np.float32),
        "none.weight": np.full((count, size), _SURE / 2, dtype=np.float32),
        "none.bias": np.zeros(count, dtype=np.float32),
    }
    labels = {"title": _SPANS, "role_status": _STATUSES}
    return Scores(words, np.eye(size, dtype=np.float32), Heads(labels, _RELATIONS, arrays))
