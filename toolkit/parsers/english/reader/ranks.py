"""How far apart two words stand, counted in more than words.

Whose a number is and who takes part in an encounter hangs less on the words between than on the
sentences, the names, the other encounters and the other numbers that stand between.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from toolkit.parsers.english.reader.words import Words

MEASURES = ("words", "sentences", "mentions", "cues", "numbers")
"""What is counted, in the order of the rows of `ranks_of`."""

CLASSES = 32
"""Number of classes of a signed distance, see `distance_classes`."""

_NEAR, _HALF = 4, CLASSES // 2

Ranks = NDArray[np.int64]


def sentence_numbers(words: Words) -> list[int]:
    """Return for each word the number of its sentence, lines apart."""
    numbers, number = [], 0
    text = words.text
    for start, end in zip(words.starts, words.ends, strict=True):
        numbers.append(number)
        mark = text[start]
        if mark == "\n" or (mark in ".!?" and text[end : end + 1].isspace()):
            number += 1
    return numbers


def ranks_of(words: Words, mentions: Iterable[int], cues: Iterable[int]) -> Ranks:
    """Return [measures, words]: how many of each stand before a word, or at it.

    `mentions` are the words at which names begin, `cues` those that state an encounter.
    """
    found = np.zeros((len(MEASURES), len(words)), dtype=np.int64)
    found[0] = np.arange(len(words))
    found[1] = sentence_numbers(words)
    for row, places in ((2, mentions), (3, cues)):
        found[row, list(places)] = 1
    found[4] = [words.text[start].isdigit() for start in words.starts]
    found[2:] = found[2:].cumsum(axis=1)
    return found


def distance_classes(apart: Ranks) -> Ranks:
    """Return the class of each signed distance: exact when near, then by half octaves."""
    size = np.abs(apart)
    far = _NEAR + np.floor(2 * np.log2(np.maximum(size, 1) / _NEAR)).astype(np.int64)
    near = np.where(size < _NEAR, size, np.minimum(far, _HALF - 2))
    result: Ranks = near + np.where(apart > 0, _HALF, 0)
    return result


_FURTHEST = _NEAR << (_HALF - 2 - _NEAR) // 2
"""The size from which all distances are of one class."""

_CLASSES = distance_classes(np.arange(-_FURTHEST, _FURTHEST + 1))
"""The class of each distance up to the furthest; to look it up is cheaper than to reckon it."""


def classes_between(ranks: Ranks, anchors: Iterable[int], candidates: Iterable[int]) -> Ranks:
    """Return [measures, anchors, candidates]: the class of the distance by each measure."""
    from_, to = ranks[:, list(anchors)], ranks[:, list(candidates)]
    apart = to[:, None, :] - from_[:, :, None]
    return _CLASSES.take(apart + _FURTHEST, mode="clip")
