"""The history of a package: its versions, what changed in each, and how one is named."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from toolkit.store.errors import QueryError
from toolkit.store.semantic_version import parse_semantic_version

NO_VERSIONS = "There are no versions yet; `toolkit build` makes one."
_NAMED = 10
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class TableChange:
    """How many rows of a table were added, changed and removed; whether its columns changed."""

    table: str
    added: int = 0
    changed: int = 0
    removed: int = 0
    new_columns: bool = False

    def __bool__(self) -> bool:
        """Return whether anything changed at all."""
        return bool(self.added or self.changed or self.removed or self.new_columns)

    def __str__(self) -> str:
        """Return the change as text: `meetings +3 ~1 -2`."""
        counts = (("+", self.added), ("~", self.changed), ("-", self.removed))
        parts = [f"{sign}{count}" for sign, count in counts if count]
        if self.new_columns:
            parts.append("new columns")
        return " ".join([self.table, *parts])

    def to_dict(self) -> dict[str, Any]:
        """Return the change as values that JSON can hold."""
        return asdict(self)


def changes_text(changes: Iterable[TableChange]) -> str:
    """Return changes as one line: `articles +42; meetings +3 ~1 -2`."""
    return "; ".join(str(change) for change in changes)


@dataclass(frozen=True, slots=True)
class Version:
    """One commit: its number, time (UTC), author, message, row counts and what else it says.

    `releases` are the semantic versions that were given to it, the lowest first.
    """

    number: int
    committed_at: datetime
    author: str | None
    message: str | None
    changes: tuple[TableChange, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    releases: tuple[str, ...] = ()

    @property
    def release(self) -> str | None:
        """The release that this version is, the highest of several; None for one unreleased."""
        return self.releases[-1] if self.releases else None

    def to_dict(self) -> dict[str, Any]:
        """Return the version as values that JSON can hold."""
        return {
            "number": self.number,
            "release": self.release,
            "committed_at": self.committed_at.isoformat(timespec="seconds"),
            "author": self.author,
            "message": self.message,
            "changes": [change.to_dict() for change in self.changes],
            "extra": dict(self.extra),
        }


def name_releases(
    versions: Iterable[Version], named: Iterable[tuple[str, int]]
) -> tuple[Version, ...]:
    """Return versions with the releases that they are; `named` has release and number of each."""
    ordered = sorted(named, key=lambda pair: parse_semantic_version(pair[0]).precedence)
    return tuple(
        replace(
            version,
            releases=tuple(release for release, number in ordered if number == version.number),
        )
        for version in versions
    )


def choose_version(known: Sequence[Version], text: str) -> Version:
    """Return the version that a release, a number (`3`), an ISO date or an ISO time names.

    `known` holds all versions, the oldest first. A release is written `1.2.0` or `v1.2.0`. A
    date stands for the latest version at the end of that day, a time for the latest at that
    moment; both in UTC. Raises QueryError, naming those that there are, for any other.
    """
    if not known:
        raise QueryError(NO_VERSIONS)
    wanted = text.strip()
    found = [version for version in known if wanted.removeprefix("v") in version.releases]
    if not found and wanted.isdecimal():
        found = [version for version in known if version.number == int(wanted)]
    elif not found:
        moment = _end_of(wanted)
        found = [version for version in known if moment and version.committed_at <= moment]
    if not found:
        raise QueryError(f"There is no version {wanted!r}; {_known_text(known)}")
    return found[-1]


def _known_text(known: Sequence[Version]) -> str:
    """Return the versions that there are, and how one is named, as the end of a sentence."""
    last = [f"{version.number} ({version.committed_at:%Y-%m-%d %H:%M})" for version in known]
    text = f"there are {', '.join(last[-_NAMED:])}{' (the latest)' if len(last) > _NAMED else ''}"
    released = [release for version in known for release in version.releases]
    if not released:
        return f"{text}. Name a number or a date (UTC)."
    ordered = sorted(released, key=lambda name: parse_semantic_version(name).precedence)
    latest = f"{', '.join(ordered[-_NAMED:])}{' (the latest)' if len(ordered) > _NAMED else ''}"
    return f"{text}, and the releases {latest}. Name a number or a date (UTC), or a release."


def _end_of(text: str) -> datetime | None:
    """Return the last moment (UTC) that an ISO date or time stands for, None for other text."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if len(text) <= len("2021-10-11"):
        moment = datetime.combine(moment.date(), time.max)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def version_of_snapshot(
    number: int, microseconds: int, author: str | None, message: str | None, extra_info: str | None
) -> Version:
    """Return the version that a snapshot of DuckLake is; its time is in microseconds, Unix."""
    try:
        extra = json.loads(extra_info or "{}")
        changes = tuple(TableChange(**change) for change in extra.pop("changes", ()))
    except (ValueError, TypeError, KeyError, AttributeError):
        # A commit that someone made with another program, with a note of another form.
        extra, changes = {"note": extra_info}, ()
    committed_at = _EPOCH + timedelta(microseconds=microseconds)
    return Version(number, committed_at, author, message, changes, extra)
