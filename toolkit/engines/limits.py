"""What one article may take of a worker before it is given up."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a worker may take for one article; the article that takes more is given up.

    `seconds` is time by the clock. `memory` is the resident memory of the whole worker in
    bytes, its model with it; it is looked at ten times a second, so for a moment it can be
    exceeded. Raises ValueError where one is not above 0.
    """

    seconds: float = 120.0
    memory: int = 1024 * MEBIBYTE

    def __post_init__(self) -> None:
        if not self.seconds > 0:
            raise ValueError(f"The seconds for an article must be above 0, not {self.seconds}.")
        if self.memory <= 0:
            raise ValueError(f"The memory of a worker must be above 0, not {self.memory} bytes.")


DEFAULT_LIMITS = Limits()
"""A hundred times what a long article takes, and three times what the reader's worker needs."""
