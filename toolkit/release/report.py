"""What a release is, or would be, as the command and the Python API tell it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from toolkit.release.release_changes import ReleaseChanges
from toolkit.store.semantic_version import Level, parse_semantic_version


@dataclass(frozen=True, slots=True)
class ReleaseReport:
    """A release that was made or, with `dry_run`, would be.

    `proposal` is the version that the changes since `previous` ask for, being of `level`; both
    `previous` and `level` are None for a first release. `entry` is the text for the changelog.
    """

    version: str
    proposal: str
    level: Level | None
    previous: str | None
    snapshot: int
    released_at: datetime
    summary: str
    entry: str
    changes: ReleaseChanges
    dry_run: bool

    @property
    def released_on(self) -> date:
        """The day of the release, in UTC."""
        return self.released_at.date()

    @property
    def is_too_low(self) -> bool:
        """Whether the version says less than the changes ask for."""
        given, asked = map(parse_semantic_version, (self.version, self.proposal))
        return self.previous is not None and given.precedence < asked.precedence

    def to_dict(self) -> dict[str, Any]:
        """Return the report as values that JSON can hold."""
        return {
            "version": self.version,
            "proposal": self.proposal,
            "level": self.level,
            "previous": self.previous,
            "snapshot": self.snapshot,
            "released_on": self.released_on.isoformat(),
            "summary": self.summary,
            "entry": self.entry,
            "changes": [news.counts.to_dict() for news in self.changes.tables],
            "schema_changes": [change.text for change in self.changes.schema],
            "lost_ids": list(self.changes.lost_ids),
            "dry_run": self.dry_run,
        }
