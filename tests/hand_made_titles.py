"""Scores that say of the titles of a text what a test tells them to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from hand_made_scores import SURE, scores_that_say, words_at_first

from toolkit.parsers.english.reader.scores import Scores
from toolkit.parsers.english.reader.words import split_words

_LABELS = {
    "title": ("O", "B-title", "I-title"),
    "role_status": ("current", "former", "acting", "designate", "candidate"),
}
_RELATIONS = ("holder", "org", "rcountry", "coref")


def title_scores(
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
    marks = np.zeros((len(_LABELS["title"]), len(words)), dtype=np.float32)
    marks[0] = SURE
    held = np.zeros((len(_LABELS["role_status"]), len(words)), dtype=np.float32)
    held[0] = 0.1
    for title in titles:
        first, last = words_at_first(words, title)
        marks[:, first : last + 1] = 0
        marks[1, first] = marks[2, first + 1 : last + 1] = SURE
    for title, status in (statuses or {}).items():
        held[_LABELS["role_status"].index(status), words_at_first(words, title)[0]] = SURE
    pairs = {
        relation: [
            (words_at_first(words, anchor)[0], words_at_first(words, candidate)[0])
            for anchor, candidate in told
        ]
        for relation, told in (links or {}).items()
    }
    return scores_that_say(words, _LABELS, {"title": marks, "role_status": held}, pairs, _RELATIONS)
