"""A damaged store made anew: of the releases that can be had, and of the published package.

The new store lies whole beside the damaged one before it takes its place; the damaged one is
moved aside. A release comes from the damaged store where its rows can still be read, else
from a package of it that is named. The history begins anew: numbers of versions are other
ones, and versions that were not released are in the store that was moved aside only.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.store.catalog import Store, catalog_of
from toolkit.store.errors import StoreError
from toolkit.store.file_catalog import CATALOG_NAME, DATA_NAME, FileCatalog
from toolkit.store.lake import commit, tables_at
from toolkit.store.package_folder import (
    DESCRIPTOR_NAME,
    STAGING_FOLDER,
    STORE_FOLDER,
    find_package,
    resources_digest,
)
from toolkit.store.package_tables import read_package_tables
from toolkit.store.pending_swap import REBUILT_STORE, complete_swap
from toolkit.store.release_table import Release, add_to_release_table
from toolkit.store.releases import releases

if TYPE_CHECKING:
    import duckdb
    import pyarrow

_REBUILT = f"{STAGING_FOLDER}/rebuilt"
# What a build adds to the version of a package that has changed since its release.
_UNRELEASED = "-unreleased"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A store that was made anew: its releases, those that are lost, where the old one is.

    A lost release stands in the old catalogue, but its rows can't be read and no package of
    it was named. `moved_to` is None where there was no store.
    """

    releases: tuple[str, ...]
    lost: tuple[str, ...]
    moved_to: Path | None

    def to_dict(self) -> dict[str, Any]:
        """Return the outcome as values that JSON can hold."""
        return {**asdict(self), "moved_to": self.moved_to and str(self.moved_to)}


@dataclass(frozen=True, slots=True)
class _Source:
    """Tables that become a version, and the release that they are, None if they are none."""

    name: str
    tables: dict[str, pyarrow.Table]
    release: Release | None


def rebuild_store(
    target: Path,
    store: Store | None = None,
    packages: Iterable[Path] = (),
    extra: Mapping[str, Any] | None = None,
) -> Rebuilt:
    """Make the store of the package in `target` anew; the caller holds the package's lock.

    `store` is what the package is said to have, by default what its folder says.

    `packages` are folders of packages that were released, or folders of such folders. `extra`
    is kept with each version, beside the name of what it was made of. Raises
    StoreError where there is nothing to make it of, or a package is not whole; nothing has
    changed then.
    """
    catalog = catalog_of(store or target / STORE_FOLDER)
    if not isinstance(catalog, FileCatalog):
        raise StoreError(
            f"The catalogue {catalog} is not made anew here; bring back a backup of the database, "
            "or begin a store in a file with --catalog file."
        )
    recorded = _recorded_releases(catalog)
    sources = {source.name: source for source in _named_packages(packages, recorded)}
    lost = []
    for release in recorded:
        if release.version not in sources:
            tables = _readable_tables(catalog, release.snapshot)
            if tables is None:
                lost.append(release.version)
            else:
                sources[release.version] = _Source(release.version, tables, release)
    ordered = sorted(sources.values(), key=lambda source: _version_key(source.name))
    if (target / DESCRIPTOR_NAME).exists():
        published = _published(target, recorded)
        if published.release and published.release.version in lost:
            lost.remove(published.release.version)
        ordered = [source for source in ordered if source.name != published.name] + [published]
    if not ordered:
        raise StoreError(
            f"{target}: there is no {DESCRIPTOR_NAME} and no release to make the store of; "
            "name packages of releases with --releases."
        )
    try:
        carried = _write_store(target / _REBUILT, ordered, extra or {})
        moved_to = _put_in_place(target)
    finally:
        shutil.rmtree(target / _REBUILT, ignore_errors=True)
    return Rebuilt(carried, tuple(lost), moved_to)


def _recorded_releases(catalog: FileCatalog) -> tuple[Release, ...]:
    """Return the releases in the catalogue of a store, none where it can't be read."""
    import duckdb

    try:
        return releases(catalog)
    except (StoreError, duckdb.Error):
        return ()


def _readable_tables(catalog: FileCatalog, number: int) -> dict[str, pyarrow.Table] | None:
    import duckdb

    try:
        return tables_at(catalog, number)
    except (StoreError, duckdb.Error):
        return None


def _named_packages(packages: Iterable[Path], recorded: Sequence[Release]) -> list[_Source]:
    """Return a source for each package that was named, or lies in a folder that was named."""
    found = []
    for given in packages:
        inside = sorted(path.parent for path in given.glob(f"*/{DESCRIPTOR_NAME}"))
        folders = [given] if (given / DESCRIPTOR_NAME).exists() or not inside else inside
        for folder in folders:
            package = find_package(folder)
            version = str(package.descriptor.get("version", ""))
            release = next((one for one in recorded if one.version == version), None)
            if release is None and not version.endswith(_UNRELEASED):
                release = Release(
                    version,
                    0,
                    _day_of(package.descriptor),
                    (package.folder / DESCRIPTOR_NAME).read_text(encoding="utf-8"),
                )
            found.append(_Source(version, read_package_tables(package), release))
    return found


def _published(target: Path, recorded: Sequence[Release]) -> _Source:
    """Return the package itself as a source: as a release where it is still just that."""
    package = find_package(target)
    digest = resources_digest(package.descriptor)
    release = next((one for one in recorded if _digest_of(one.descriptor) == digest), None)
    name = release.version if release else "the published package"
    return _Source(name, read_package_tables(package), release)


def _write_store(
    folder: Path, sources: Sequence[_Source], extra: Mapping[str, Any]
) -> tuple[str, ...]:
    """Write a store with a version for each source; return the releases in it."""
    shutil.rmtree(folder, ignore_errors=True)
    catalog = FileCatalog(folder / CATALOG_NAME, folder / DATA_NAME)
    carried = []
    number = 0
    for source in sources:
        noted = {**extra, "rebuilt_from": source.name}
        version = commit(catalog, source.tables, message_prefix="rebuilt: ", extra=noted)
        # Rows that are those of the version before are that version.
        number = version.number if version else number
        if source.release:
            carried.append(replace(source.release, snapshot=number))
    if carried:
        catalog.write_tables(partial(_add_releases, carried))
    return tuple(release.version for release in carried)


def _add_releases(
    carried: Sequence[Release], connection: duckdb.DuckDBPyConnection
) -> Sequence[Release]:
    for release in carried:
        add_to_release_table(connection, release)
    return carried


def _put_in_place(target: Path) -> Path | None:
    """Move the new store to its place and the old one aside; return where that is."""
    before = set(target.glob(f"{STORE_FOLDER}-aside-*"))
    (target / _REBUILT).rename(target / REBUILT_STORE)
    complete_swap(target)
    aside = set(target.glob(f"{STORE_FOLDER}-aside-*")) - before
    return next(iter(aside), None)


def _digest_of(descriptor: str) -> str | None:
    import json

    try:
        return resources_digest(json.loads(descriptor))
    except (ValueError, AttributeError):
        return None


def _day_of(descriptor: dict[str, Any]) -> date:
    """Return the day on which a package says that it was made, else today (UTC)."""
    try:
        return datetime.fromisoformat(str(descriptor.get("created"))).date()
    except ValueError:
        return datetime.now(UTC).date()


def _version_key(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])
