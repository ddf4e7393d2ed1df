"""The titles of one article that the trained reader marks, and how sure he is of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from toolkit.parsers.english.cast import Cast
from toolkit.parsers.english.reader.scores import Floats, Scores, log_softmax
from toolkit.parsers.english.reader.spans import read_spans
from toolkit.parsers.english.reading import Reading
from toolkit.parsers.english.roles.post_titles import (
    PostTitle,
    names_around_titles,
    read_post_title,
)

_HEAD = "title"


@dataclass(frozen=True, slots=True)
class MarkedTitle:
    """A title with its first word, and how sure the reader is of it."""

    title: PostTitle
    word: int
    chance: float


def find_titles(reading: Reading, scores: Scores, cast: Cast) -> tuple[MarkedTitle, ...]:
    """Return the titles of the article in the order of the text."""
    text = reading.article.text
    names = names_around_titles(reading, cast)
    chances = 1 - np.exp(log_softmax(scores.label_logits(_HEAD))[:, 0])
    found: list[MarkedTitle] = []
    for first, last in _spans(scores):
        start, end = scores.words.starts[first], scores.words.ends[last]
        title = read_post_title(text, start, end, names)
        if title is not None:
            found.append(MarkedTitle(title, first, _chance(title, chances[first : last + 1])))
    return tuple(found)


def _chance(title: PostTitle, chances: Floats) -> float:
    """Return how sure a title is: its surest word tells one that a table knows."""
    return float(chances.max() if title.domain is not None else chances.min())


def _spans(scores: Scores) -> list[tuple[int, int]]:
    """Return the marked words; a span that no table knows is one with that right after it."""
    text = scores.words.text
    joined: list[tuple[int, int]] = []
    for span in read_spans(scores, _HEAD):
        if joined and joined[-1][1] + 1 == span.first:
            start, end = scores.words.starts[joined[-1][0]], scores.words.ends[joined[-1][1]]
            before = read_post_title(text, start, end)
            if before is None or before.domain is None:
                joined[-1] = (joined[-1][0], span.last)
                continue
        joined.append((span.first, span.last))
    return joined
