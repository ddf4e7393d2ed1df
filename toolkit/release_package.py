"""A semantic version for the package as it stands: checked, described, written in one step."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from toolkit.build_error import InvalidPackage
from toolkit.build_package import LOCK_NAME
from toolkit.publish.changelog import CHANGELOG_NAME, add_entry
from toolkit.publish.checkout import write_data_files
from toolkit.publish.data_files import file_digest
from toolkit.publish.descriptor import (
    build_time,
    descriptor_text,
    release_descriptor,
    write_descriptor,
)
from toolkit.publish.errors import PublishError
from toolkit.publish.release_notes import first_release_notes, release_notes, summary
from toolkit.publish.swap import check_writable, replace_atomically
from toolkit.store.catalog import Catalog, catalog_of
from toolkit.store.database import restate_database, write_database
from toolkit.store.errors import StoreError
from toolkit.store.extension import connect_with_extension
from toolkit.store.history import Version
from toolkit.store.lake import (
    CATALOG_NAME,
    attach_version,
    lake_tables,
    open_store,
    tables_at,
    versions,
)
from toolkit.store.package_folder import (
    BUILD_FOLDER,
    DESCRIPTOR_NAME,
    STORE_FOLDER,
    PackageFolder,
    database_name,
    find_package,
)
from toolkit.store.release_changes import ReleaseChanges, changes_between
from toolkit.store.releases import Release, record_release, releases
from toolkit.store.semantic_version import Level, SemanticVersion, parse_semantic_version

STAGING_FOLDER = f"{BUILD_FOLDER}/.release"
_FIRST_VERSION = "0.1.0"


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
    released_on: date
    summary: str
    entry: str
    changes: ReleaseChanges
    dry_run: bool

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
    with nullcontext() if dry_run else _only_writer(folder):
        package = find_package(path)
        store = catalog_of(package.store_folder, catalog)
        if not any(_rows(package).values()):
            raise StoreError(f"{folder} has no rows to release; build it from articles first.")
        snapshot = _committed_version(package, store)
        report = _report(package, store, snapshot, chosen, dry_run)
        if not dry_run:
            _write(package, store, report)
    return report


@contextmanager
def _only_writer(folder: Path) -> Iterator[None]:
    (folder / BUILD_FOLDER).mkdir(exist_ok=True)
    try:
        with FileLock(folder / LOCK_NAME, timeout=0):
            yield
    except Timeout:
        raise StoreError(
            f"A build is writing to {folder}; wait for it to end and release then."
        ) from None


def _parse(version: str) -> SemanticVersion:
    try:
        return parse_semantic_version(version.strip().removeprefix("v"))
    except ValueError as error:
        raise StoreError(str(error)) from error


def _committed_version(package: PackageFolder, store: Catalog) -> Version:
    """Return the version that the package is; raises where its files are not those of it."""
    known = versions(store)
    if not known:
        raise StoreError(
            f"{package.folder} has no version in a store yet; run `toolkit build`, then release."
        )
    for resource in package.resources:
        file = package.folder / str(resource.get("path"))
        if not file.is_file() or file_digest(file) != resource.get("hash"):
            raise StoreError(
                f"{file} is not as it was built; run `toolkit build` to restore it, then release."
            )
    with connect_with_extension() as connection, tempfile.TemporaryDirectory() as folder:
        attach_version(connection, store, str(known[-1].number))
        listed = {str(resource.get("name")) for resource in package.resources}
        unlike = sorted(listed ^ set(lake_tables(connection)))
        if not unlike:
            unlike = write_data_files(connection, package.descriptor, Path(folder))
    if unlike:
        raise StoreError(
            f"{unlike[0]} of the package is not what the store holds as version "
            f"{known[-1].number}: run `toolkit build` to commit it, then release."
        )
    return known[-1]


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
    _refuse_invalid(package)
    return ReleaseReport(
        str(version),
        str(proposal),
        level,
        last.version if last else None,
        snapshot.number,
        build_time().date(),
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


def _refuse_invalid(package: PackageFolder) -> None:
    from toolkit.validation.package import validate_package

    report = validate_package(package.folder)
    if not report.valid:
        first = report.problems[0]
        place = ", ".join(filter(None, (first.table, first.row, first.column)))
        errors = report.counts["error"]
        raise InvalidPackage(
            f"{package.folder} is invalid, so it can't be released: {errors} "
            f"error{'' if errors == 1 else 's'}, the first in {place or DESCRIPTOR_NAME}; "
            "`toolkit validate` lists all.",
            report,
        )


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
    descriptor = release_descriptor(package.descriptor, report.version, build_time())
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
