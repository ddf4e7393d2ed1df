"""From tables to a package in its place: staged, validated, committed and moved, all or nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.building.watch import BuildWatch
from toolkit.store.package_folder import (
    STAGING_FOLDER,
    STORE_FOLDER,
    database_name,
)

if TYPE_CHECKING:
    import pyarrow

    from toolkit.store.catalog import Catalog
    from toolkit.store.lake import Version
    from toolkit.validation.report import Report


@dataclass(frozen=True, slots=True)
class Staged:
    """A package that lies whole in its staging folder, and what validation says of it."""

    folder: Path
    tables: Mapping[str, pyarrow.Table]
    descriptor: dict[str, Any]
    validation: Report

    @property
    def name(self) -> str:
        """The name of the package."""
        return str(self.descriptor.get("name", ""))


@contextmanager
def staging_folder(target: Path, store: Catalog) -> Iterator[Path]:
    """Give an empty folder below `target`, which is gone afterwards."""
    from toolkit.store.orphans import remove_orphans

    staging = target / STAGING_FOLDER
    if staging.exists():
        # A build was killed here, perhaps while it wrote to the store.
        remove_orphans(store)
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def stage_and_validate(
    staging: Path,
    store: Catalog,
    tables: Mapping[str, pyarrow.Table],
    before: Mapping[str, Any],
    format: str,
    texts: Mapping[str, str],
    *,
    written: Callable[[], None],
    watch: BuildWatch,
) -> Staged:
    """Write data files and descriptor into `staging`, and return them as validation finds them.

    `before` is the descriptor of the package before, whose parts that a person wrote stay.
    `written` is called before validation, which reads the files and not the tables.
    """
    from toolkit.publish.package import stage_package
    from toolkit.store.releases import releases
    from toolkit.validation.package import validate_package

    watch.begin("writing")
    released = [release.version for release in releases(store)]
    descriptor = stage_package(staging, tables, before, format, released)
    written()
    watch.begin("validating")
    return Staged(staging, tables, descriptor, validate_package(staging, texts=texts))


def put_in_place(
    staged: Staged,
    target: Path,
    store: Catalog,
    noted: Mapping[str, Any],
    watch: BuildWatch,
    tell: Callable[[Version, bool], None],
) -> None:
    """Commit a valid package and move it to its place.

    `noted` is kept with the version. `tell` is given the version that the package is then at, and
    whether this made it, before the files are moved: what it writes into the staging folder is
    moved with them.
    """
    from toolkit.publish.swap import check_unhindered, replace_atomically
    from toolkit.store.catalog import remember_catalog
    from toolkit.store.database import write_database
    from toolkit.store.lake import CATALOG_NAME, commit, versions
    from toolkit.store.version_database import keep_version

    staging = staged.folder
    database = database_name(staged.descriptor)
    watch.begin("storing")
    write_database(staging / database, staged.tables, staged.descriptor)
    remember_catalog(store, target / STORE_FOLDER, staging / STORE_FOLDER)
    # A commit may be seen at once: what can stop the files is found before.
    check_unhindered(staging, target)
    version = commit(
        store,
        staged.tables,
        extra=noted,
        staged_catalog=staging / STORE_FOLDER / CATALOG_NAME,
    )
    tell(version or versions(store)[-1], version is not None)
    replace_atomically(staging, target)
    if version is not None:
        keep_version(target, store, version.number, target / database)
