"""The releases of a package: semantic versions, each given to one snapshot of the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.store.catalog import Store, catalog_of
from toolkit.store.errors import StoreError
from toolkit.store.lake import LAKE, open_if_any, resolve_version
from toolkit.store.package_folder import PackageFolder
from toolkit.store.release_table import Release, add_to_release_table, read_release_table
from toolkit.store.semantic_version import parse_semantic_version

if TYPE_CHECKING:
    import duckdb

__all__ = [
    "Release",
    "descriptor_at",
    "find_release",
    "record_release",
    "release_at",
    "releases",
]


def releases(store: Store) -> tuple[Release, ...]:
    """Return every release, the lowest version first; empty where nothing was ever released.

    Raises StoreError where the store can't be opened.
    """
    with open_if_any(store) as connection:
        found = () if connection is None else read_release_table(connection, LAKE)
    return tuple(sorted(found, key=lambda item: parse_semantic_version(item.version).precedence))


def find_release(known: tuple[Release, ...], text: str, snapshot: int) -> Release | None:
    """Return the release that a version named by `text` is, None where it is none.

    `snapshot` is the number of that version. Where `text` is no name of a release, it is the
    last one that was given to the snapshot.
    """
    named = text.strip().removeprefix("v")
    given = [release for release in known if release.snapshot == snapshot]
    exact = [release for release in given if release.version == named]
    found = exact or given
    return found[-1] if found else None


def release_at(
    package: PackageFolder, at: str | int, catalog: str | None = None
) -> tuple[int, Release | None]:
    """Return the number of the version that `at` names, and the release that it is, if it is one.

    Raises QueryError for an unknown version.
    """
    store = catalog_of(package.store_folder, catalog)
    number = resolve_version(store, str(at)).number
    return number, find_release(releases(store), str(at), number)


def descriptor_at(
    package: PackageFolder, at: str | int | None, catalog: str | None = None
) -> dict[str, Any]:
    """Return the descriptor of the version that `at` names: that of a release as it was then.

    It is that of now for a version without a release, and where `at` is None. Raises
    QueryError for an unknown version.
    """
    if at is None:
        return package.descriptor
    _, release = release_at(package, at, catalog)
    return release.to_descriptor() if release else package.descriptor


def record_release(store: Store, release: Release, *, staged_catalog: Path) -> None:
    """Write a release into the catalogue: one in a file into a copy of it, at `staged_catalog`.

    The caller moves that copy to its place; until then readers know nothing of the release.
    Raises StoreError where it can't be written or the version was released before.
    """
    if release.version in {item.version for item in releases(store)}:
        raise StoreError(f"Version {release.version} was released before; choose a higher one.")

    def write(connection: duckdb.DuckDBPyConnection) -> Release:
        add_to_release_table(connection, release)
        return release

    catalog_of(store).write_tables(write, staged_catalog)
