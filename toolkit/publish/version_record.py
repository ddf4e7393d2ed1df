"""What a store and the files of curation tell of how a version came to be."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.curation import CURATION_FOLDER, CurationError, read_curation
from toolkit.curation.entries import Entry
from toolkit.store.catalog import catalog_of
from toolkit.store.history import Version, choose_version
from toolkit.store.lake import versions
from toolkit.store.package_folder import PackageFolder


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """The versions up to one, and the decisions of people that this one was built with.

    `versions` has the oldest first and ends with the version itself; it is empty where a package
    has no store. `decisions` is empty, too, where the files of curation are not those of then.
    """

    versions: tuple[Version, ...] = ()
    decisions: tuple[Entry, ...] = ()


def read_record(
    package: PackageFolder, at: str | int | None = None, catalog: str | None = None
) -> VersionRecord:
    """Return the record of one version of a package, by default of the one that it has now.

    `at` and `catalog` are as `toolkit.store.query.open_package` takes them. Raises QueryError for
    an unknown version and StoreError where the store can't be opened.
    """
    known = versions(catalog_of(package.store_folder, catalog))
    if not known:
        return VersionRecord()
    chosen = known[-1] if at is None else choose_version(known, str(at))
    before = tuple(version for version in known if version.number <= chosen.number)
    return VersionRecord(before, _decisions(package, chosen))


def _decisions(package: PackageFolder, version: Version) -> tuple[Entry, ...]:
    digest = version.extra.get("curation")
    if digest is None:
        return ()
    try:
        curation = read_curation(package.folder / CURATION_FOLDER)
    except CurationError:
        # Someone is at work on the files: they are not those of the version any more.
        return ()
    return curation.entries if curation.digest == digest else ()
