"""What a source says of an input besides the article itself, and the errors it raises."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that gave no article: which, why, and what its owner can do about it."""

    source_path: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something in an input that was recovered or left out; its article goes on."""

    source_path: str
    message: str


class MissingInput(ValueError):  # noqa: N818 - a state of the input, said to its owner
    """A path given as input does not exist."""


class NoArticles(ValueError):  # noqa: N818
    """The inputs hold no file that could be an article."""
