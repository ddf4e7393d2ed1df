"""Scores that say of the figures of a text what a test tells them to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from toolkit.parsers.english.reader.ranks import CLASSES, MEASURES
from toolkit.parsers.english.reader.scores import Heads, Scores
from toolkit.parsers.english.reader.words import split_words

_SURE = 20.0
_KINDS = (
    *("parliamentary", "presidential", "local", "regional", "referendum", "primary"),
    *("by_election", "leadership", "other"),
)
_LABELS = {
    "mention": ("O", "B-person", "I-person"),
    "number": (
        *("none", "votes", "vote_share", "seats", "seats_change", "turnout", "seats_total"),
    ),
    "outcome": ("none", "won", "largest", "runoff", "lost"),
    "result_outcome": ("none", "won", "largest", "runoff", "lost"),
    "election_kind": _KINDS,
    "election_day": _KINDS,
    "result_status": ("exit_poll", "partial", "preliminary", "final", "unspecified"),
}
_RELATIONS = ("contender", "fdate", "fcountry")


@dataclass(frozen=True, slots=True)
class Told:
    """What the reader is to say of the first place of some words of a text.

    `label` is that of the number, or the outcome where `is_word`; `contender` and `day` are
    words of the text, each meant at its first place.
    """

    words: str
    label: str
    contender: str | None = None
    day: str | None = None
    kind: str = "parliamentary"
    status: str = "unspecified"
    outcome: str = "none"
    is_word: bool = False


def vote_scores(text: str, *figures: Told, days: Sequence[tuple[str, str]] = ()) -> Scores:
    """Return scores for a text; `days` are words of dates that are election days of a kind."""
    words = split_words(text)
    size = len(words)
    heads = {
        head: np.zeros((len(labels), size), dtype=np.float32) for head, labels in _LABELS.items()
    }
    for head in ("number", "outcome", "result_outcome", "mention"):
        heads[head][0] = _SURE
    heads["election_day"] -= _SURE
    joined = np.zeros((len(_RELATIONS), size, size), dtype=np.float32)

    def place(part: str) -> int:
        start = text.index(part)
        found = words.between(start, start + len(part))
        assert found is not None
        return found[0]

    def say(head: str, word: int, label: str) -> None:
        heads[head][:, word] = 0
        heads[head][_LABELS[head].index(label), word] = _SURE

    for told in figures:
        word = place(told.words)
        say("outcome" if told.is_word else "number", word, told.label)
        say("election_kind", word, told.kind)
        say("result_status", word, told.status)
        say("result_outcome", word, told.outcome)
        for relation, part in (("contender", told.contender), ("fdate", told.day)):
            if part is not None:
                joined[_RELATIONS.index(relation), place(part), word] = _SURE
    for part, kind in days:
        heads["election_day"][_KINDS.index(kind), place(part)] = _SURE
    count = len(_RELATIONS)
    arrays = {
        **{f"{head}.weight": weight for head, weight in heads.items()},
        **{f"{head}.bias": np.zeros(len(w), dtype=np.float32) for head, w in heads.items()},
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
    return Scores(words, np.eye(size, dtype=np.float32), Heads(_LABELS, _RELATIONS, arrays))
