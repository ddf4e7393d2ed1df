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


class BrokenInput(OSError):  # noqa: N818
    """A stream can't be read further; what came before it stands.

    `source_path` is that of the file or member whose bytes are wrong: what lies inside it ends
    there, and what it lies in goes on.
    """

    def __init__(self, source_path: str, reason: str, remedy: str) -> None:
        super().__init__(f"{source_path}: {reason}. {remedy}")
        self.skipped = Skipped(source_path, reason, remedy)
