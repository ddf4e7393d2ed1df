"""Addresses in the metadata: absolute where the releases have an address, else relative."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from toolkit.publish.published_version import PublishedVersion


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses that a file of a release names.

    Without an `address` they are relative to that file, which lies `depth` folders below the
    release: so they hold wherever the release is copied to.
    """

    address: str | None
    version: str
    depth: int = 0

    @property
    def release(self) -> str:
        """The address of the release."""
        return self.release_of(self.version) if self.address else "../" * self.depth or "./"

    @property
    def series(self) -> str:
        """The address below which all releases are."""
        return f"{self.address}/" if self.address else "../" * (self.depth + 1)

    def file(self, path: str) -> str:
        """Return the address of a file of the release."""
        start = self.release if self.address else "../" * self.depth
        return start + quote(path)

    def part(self, path: str) -> str:
        """Return a name for a file as a part of the release, which is not where it lies."""
        return f"{self.release}#{quote(path)}"

    def release_of(self, version: str) -> str:
        """Return the address of another release of the same package."""
        return f"{self.series}{quote(version)}/"


def links_of(published: PublishedVersion, path: str) -> Links:
    """Return the addresses that the file at `path` of a release names."""
    return Links(published.address, published.version, path.count("/"))
