"""The release before a version."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.publish.version_record import VersionRecord
from toolkit.store.history import Version


@dataclass(frozen=True, slots=True)
class EarlierRelease:
    """The name of a release, such as `1.2.0`, and the version of the store that it is."""

    name: str
    version: Version


def release_before(record: VersionRecord) -> EarlierRelease | None:
    """Return the last release of an earlier version of the store, None where there is none."""
    for version in reversed(record.versions[:-1]):
        if version.release is not None:
            return EarlierRelease(version.release, version)
    return None
