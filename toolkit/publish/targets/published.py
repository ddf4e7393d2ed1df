"""What publishing did at its target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Published:
    """A release at its target: where it is, and what was written for it.

    `uploaded` are the files of the release that were written now and `already_there` those that
    were there with the same bytes, both as sorted paths below the release; `uploaded_bytes` is
    the size of the former. `latest` is the version that the pointer of the target names now,
    None for a zip file, which has none. `unlisted` are files below the release that are no part
    of it.
    """

    version: str
    address: str
    uploaded: tuple[str, ...]
    already_there: tuple[str, ...]
    uploaded_bytes: int
    latest: str | None = None
    unlisted: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the values as JSON can hold them."""
        return {
            "version": self.version,
            "address": self.address,
            "latest": self.latest,
            "uploaded": list(self.uploaded),
            "uploaded_bytes": self.uploaded_bytes,
            "already_there": list(self.already_there),
            "unlisted": list(self.unlisted),
        }
