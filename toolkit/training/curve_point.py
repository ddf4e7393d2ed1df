"""A point of a learning curve: how well a reader reads that learned from so many articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LOSS = "loss"
"""Name of the mean loss a word among the figures of a point."""


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """What a reader reaches that learned from so many articles.

    `seen` are its figures by name on articles that it learned from, `unseen` those on articles
    kept aside. Beside the figures of `toolkit evaluate` both have `loss`, the mean loss a word.
    """

    articles: int
    seen: Mapping[str, float]
    unseen: Mapping[str, float]
