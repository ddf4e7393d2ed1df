"""What must hold before a package is released: it is committed, and valid."""

from __future__ import annotations

import tempfile
from pathlib import Path

from toolkit.building.errors import InvalidPackage
from toolkit.publish.checkout import write_data_files
from toolkit.store.catalog import Store
from toolkit.store.errors import StoreError
from toolkit.store.extension import connect_with_extension
from toolkit.store.file_digest import file_digest
from toolkit.store.history import Version
from toolkit.store.lake import attach_version, lake_tables, versions
from toolkit.store.package_folder import DESCRIPTOR_NAME, PackageFolder


def committed_version(package: PackageFolder, store: Store) -> Version:
    """Return the version of the store that the files of a package are.

    Raises StoreError where they are those of no version, or not of the latest.
    """
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


def refuse_invalid(package: PackageFolder) -> None:
    """Raise InvalidPackage, which carries the report, where validation finds an error."""
    from toolkit.reports.groups import place_of
    from toolkit.validation.package import validate_package

    report = validate_package(package.folder)
    if not report.valid:
        first = report.problems[0]
        place = ", ".join(filter(None, (first.table, place_of(first), first.column)))
        errors = report.counts["error"]
        raise InvalidPackage(
            f"{package.folder} is invalid, so it can't be released: {errors} "
            f"error{'' if errors == 1 else 's'}, the first in {place or DESCRIPTOR_NAME}; "
            "`toolkit validate` lists all.",
            report,
        )
