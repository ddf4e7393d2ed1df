"""A semantic version for the package as it stands: checked, described, written in one step."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from toolkit.publish.descriptor import (
    build_time,
    descriptor_text,
    release_descriptor,
    write_descriptor,
)
from toolkit.publish.errors import PublishError
from toolkit.publish.swap import check_writable, replace_atomically
from toolkit.release.changelog import CHANGELOG_NAME, add_entry
from toolkit.release.checks import committed_version, refuse_invalid
from toolkit.release.release_changes import ReleaseChanges, changes_between
from toolkit.release.release_notes import first_release_notes, release_notes, summary
from toolkit.release.report import ReleaseReport
from toolkit.store.catalog import Catalog, catalog_of
from toolkit.store.database import restate_database, write_database
from toolkit.store.errors import StoreError
from toolkit.store.history import Version
from toolkit.store.lake import CATALOG_NAME, open_store, tables_at
from toolkit.store.package_folder import (
    BUILD_FOLDER,
    DESCRIPTOR_NAME,
    STORE_FOLDER,
    PackageFolder,
    database_name,
    find_package,
)
from toolkit.store.package_lock import package_lock
from toolkit.store.releases import Release, record_release, releases
from toolkit.store.semantic_version import SemanticVersion, parse_semantic_version
from toolkit.store.version_database import keep_version

STAGING_FOLDER = f"{BUILD_FOLDER}/.release"
_FIRST_VERSION = "0.1.0"


def release_package(
    path: str | Path,
    version: str | None = None,
    *,
    dry_run: bool = False,
    catalog: str | None = None,
) -> ReleaseReport:
    """Give the version that a package has now a semantic version; return what was done.

    Without `version` it is the one that the changes since the last release ask for. Version
    and date are written into `datapackage.json`, an entry into `CHANGELOG.md` beside it, and
    the release into the catalogue of the store, all in one step. With `dry_run` nothing is
    written. `catalog` is the address of the catalogue where it is another than that of the last
    build. Raises InvalidPackage for a package that is invalid, and StoreError or BuildError
    where the version is none or not higher, where the package is not what was committed, and
    where there is nothing to release.
    """
    chosen = None if version is None else _parse(version)
    folder = find_package(path).folder
    if not dry_run:
        check_writable(folder)
    with nullcontext() if dry_run else package_lock(folder):
        package = find_package(path)
        store = catalog_of(package.store_folder, catalog)
        if not any(_rows(package).values()):
            raise StoreError(f"{folder} has no rows to release; build it from articles first.")
        snapshot = committed_version(package, store)
        report = _report(package, store, snapshot, chosen, dry_run)
        if not dry_run:
            _write(package, store, report)
    return report


def _parse(version: str) -> SemanticVersion:
    try:
        return parse_semantic_version(version.strip().removeprefix("v"))
    except ValueError as error:
        raise StoreError(str(error)) from error


def _report(
    package: PackageFolder,
    store: Catalog,
    snapshot: Version,
    chosen: SemanticVersion | None,
    dry_run: bool,
) -> ReleaseReport:
    """Return the release that can be made; raises where none can."""
    known = releases(store)
    last = known[-1] if known else None
    changes, level = ReleaseChanges(), None
    if last is None:
        proposal, entry = _first_proposal(package.descriptor), first_release_notes(_rows(package))
    else:
        changes = _changes_since(last, package, store, snapshot)
        level = changes.level
        proposal = parse_semantic_version(last.version).following(level)
        entry = release_notes(changes)
    version = chosen or proposal
    if last and version.precedence <= parse_semantic_version(last.version).precedence:
        raise StoreError(
            f"{version} is not higher than the last release, {last.version}; "
            f"the changes since ask for {proposal} ({level})."
        )
    refuse_invalid(package)
    return ReleaseReport(
        str(version),
        str(proposal),
        level,
        last.version if last else None,
        snapshot.number,
        build_time(),
        summary(changes) if last else entry.splitlines()[-1],
        entry,
        changes,
        dry_run,
    )


def _rows(package: PackageFolder) -> dict[str, int]:
    """Return how many rows each table has."""
    return {str(item.get("name")): int(item.get("rows") or 0) for item in package.resources}


def _first_proposal(descriptor: Mapping[str, Any]) -> SemanticVersion:
    try:
        return parse_semantic_version(str(descriptor.get("version")))
    except ValueError:
        return parse_semantic_version(_FIRST_VERSION)


def _changes_since(
    last: Release, package: PackageFolder, store: Catalog, snapshot: Version
) -> ReleaseChanges:
    with open_store(store) as connection:
        changes = changes_between(
            connection,
            (last.snapshot, last.to_descriptor()),
            (snapshot.number, package.descriptor),
        )
    if not changes:
        raise StoreError(
            f"Nothing has changed since release {last.version}; there is nothing to release."
        )
    return changes


def _write(package: PackageFolder, store: Catalog, report: ReleaseReport) -> None:
    """Write all that a release changes beside the package, and move it in as one step."""
    folder, staging = package.folder, package.folder / STAGING_FOLDER
    descriptor = release_descriptor(package.descriptor, report.version, report.released_at)
    changelog = _read_changelog(folder / CHANGELOG_NAME)
    text = add_entry(changelog, report.version, report.released_on, report.entry)
    release = Release(
        report.version, report.snapshot, report.released_on, descriptor_text(descriptor)
    )
    shutil.rmtree(staging, ignore_errors=True)
    try:
        staging.mkdir(parents=True)
        write_descriptor(staging / DESCRIPTOR_NAME, descriptor)
        (staging / CHANGELOG_NAME).write_bytes(text.encode())
        database = staging / database_name(descriptor)
        if not restate_database(package.database_path, database, descriptor):
            write_database(database, tables_at(store, report.snapshot), descriptor)
        record_release(store, release, staged_catalog=staging / STORE_FOLDER / CATALOG_NAME)
        replace_atomically(staging, folder)
        keep_version(folder, store, report.snapshot, folder / database_name(descriptor))
    except OSError as error:
        if isinstance(error, PublishError):
            raise
        raise PublishError(
            f"{folder}: the release can't be written ({error.strerror}); the package is as it was."
        ) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _read_changelog(path: Path) -> str | None:
    """Return the text of a changelog with its line ends, None where there is none."""
    if not path.exists():
        return None
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError as error:
        raise StoreError(f"{path} is not UTF-8 at byte {error.start}; save it as UTF-8.") from error
