"""Scores that say of the figures of a text what a test tells them to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from hand_made_scores import SURE, scores_that_say, words_at_first

from toolkit.parsers.english.reader.scores import Scores
from toolkit.parsers.english.reader.words import split_words

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
    "contender_outcome": ("none", "won", "largest", "runoff", "lost"),
    "result_outcome": ("none", "won", "largest", "runoff", "lost"),
    "election_kind": _KINDS,
    "election_day": _KINDS,
    "result_status": ("exit_poll", "partial", "preliminary", "final", "unspecified"),
}
_RELATIONS = ("contender", "fdate", "fcountry")


@dataclass(frozen=True, slots=True)
class Told:
    """What the reader is to say of the first place of some words of a text.

    `label` is that of the number, or the outcome where the `head` is that of words or of names
    that tell one; `contender`, `day` and `country` are words of the text, each meant at its first
    place.
    """

    words: str
    label: str
    contender: str | None = None
    day: str | None = None
    kind: str = "parliamentary"
    status: str = "unspecified"
    outcome: str = "none"
    head: str = "number"
    country: str | None = None


def vote_scores(text: str, *figures: Told, days: Sequence[tuple[str, str]] = ()) -> Scores:
    """Return scores for a text; `days` are words of dates that are election days of a kind."""
    words = split_words(text)
    size = len(words)
    heads = {
        head: np.zeros((len(labels), size), dtype=np.float32) for head, labels in _LABELS.items()
    }
    for head in ("number", "outcome", "contender_outcome", "result_outcome", "mention"):
        heads[head][0] = SURE
    heads["election_day"] -= SURE
    links: dict[str, list[tuple[int, int]]] = {relation: [] for relation in _RELATIONS}

    def place(part: str) -> int:
        return words_at_first(words, part)[0]

    def say(head: str, word: int, label: str) -> None:
        heads[head][:, word] = 0
        heads[head][_LABELS[head].index(label), word] = SURE

    for told in figures:
        word = place(told.words)
        say(told.head, word, told.label)
        say("election_kind", word, told.kind)
        say("result_status", word, told.status)
        say("result_outcome", word, told.outcome)
        pointed = {"contender": told.contender, "fdate": told.day, "fcountry": told.country}
        for relation, part in pointed.items():
            if part is not None:
                links[relation].append((word, place(part)))
    for part, kind in days:
        heads["election_day"][_KINDS.index(kind), place(part)] = SURE
    return scores_that_say(words, _LABELS, heads, links, _RELATIONS)
