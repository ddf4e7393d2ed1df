"""What every target can do, and what it is given."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from toolkit.publish.errors import PublishError
from toolkit.publish.forms.checksums import CHECKSUMS_PATH
from toolkit.publish.targets.checksum_list import first_difference, read_checksums
from toolkit.publish.targets.published import Published

Progress = Callable[[str, int, int | None], None]
"""Called with a stage, how much of it is done, and of how much, None where that is unknown."""


@dataclass(frozen=True, slots=True)
class StagedRelease:
    """A release that lies ready in a folder of its own, with its list of checksums."""

    name: str
    version: str
    folder: Path

    @property
    def checksums_text(self) -> str:
        """The list of checksums as it is written."""
        return (self.folder / CHECKSUMS_PATH).read_text(encoding="utf-8")

    def checksums(self) -> dict[str, str]:
        """Return the digest of each file but the list itself, by path."""
        return read_checksums(self.checksums_text, str(self.folder / CHECKSUMS_PATH))


class Target(Protocol):
    """A place that releases are published to."""

    def check(self) -> None:
        """Raise PublishError where it is plain, before any work, that nothing can be published."""
        ...

    def staging(self) -> AbstractContextManager[Path]:
        """Give an empty folder where a release is made ready, and remove it afterwards."""
        ...

    def publish(self, release: StagedRelease, progress: Progress | None) -> Published:
        """Put a release in its place.

        Raises PublishError where it can't be; what was published before is then as it was.
        """
        ...


def refuse_other_bytes(theirs: str, release: StagedRelease, place: str) -> None:
    """Raise PublishError where the list of a published release differs from that of this one.

    `place` is where that release is.
    """
    listed = read_checksums(theirs, f"{place}/{CHECKSUMS_PATH}")
    path = first_difference(listed, release.checksums())
    if path is not None:
        raise other_bytes(path, release, place)


def other_bytes(path: str, release: StagedRelease, place: str) -> PublishError:
    """Return the error for a file that was published with other bytes."""
    return PublishError(
        f"{path} of {release.version} is not the one that was published at {place}, which stays "
        "as it is; publish with the options of then, make the change a new version with `toolkit "
        "release`, or name another target."
    )
