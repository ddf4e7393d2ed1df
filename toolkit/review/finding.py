"""What deserves a person's eye."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Finding:
    """Rows of a table that look doubtful, why, and the commands that would settle it.

    `score` is from 0 to 1: how likely it is that something is wrong.
    """

    kind: str
    score: float
    table: str
    ids: tuple[str, ...]
    why: str
    commands: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as values that JSON knows."""
        return {
            "kind": self.kind,
            "score": self.score,
            "table": self.table,
            "ids": list(self.ids),
            "why": self.why,
            "commands": list(self.commands),
        }
