"""The files of a release on disk, each written by what knows its format, in one order.

What comes later tells of what came before: the pages lead to the data, the descriptor lists data
and exports, the metadata say what the descriptor does, and `SHA256SUMS` lists all.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.publish.descriptor import write_descriptor
from toolkit.publish.exports.formats import write_exports
from toolkit.publish.forms.checksums import known_digests, write_checksums
from toolkit.publish.forms.forms import write_forms
from toolkit.publish.forms.release_descriptor import EXPORTS_FOLDER, release_descriptor
from toolkit.publish.published_version import PublishedVersion, open_published
from toolkit.publish.targets.target import StagedRelease
from toolkit.publish.vocabularies import write_metadata
from toolkit.site.site_folder import write_site
from toolkit.store.changes import read_changes
from toolkit.store.package_folder import DESCRIPTOR_NAME

if TYPE_CHECKING:
    from toolkit.publish.targets.target import Progress
    from toolkit.store.catalog import Store


MOST_EXPORTED = 100_000
"""Meetings up to which a release has the exports; those of a million would take minutes."""


def assemble_release(
    path: str | Path,
    version: str,
    folder: Path,
    *,
    store: Store,
    previous: str | None = None,
    address: str | None = None,
    texts: Mapping[str, str] | None = None,
    vendor_assets: Path | None = None,
    all_forms: bool = False,
    catalog: str | None = None,
    progress: Progress | None = None,
) -> StagedRelease:
    """Write the files of a release of a package into an empty folder, and return it.

    `store` is that of the package, and `previous` the release before, for the page of changes;
    the other arguments are those of `publish_package`. The same release, with the same options,
    gives the same bytes. Raises StoreError for an unknown version, and PublishError or OSError
    where a file can't be written.
    """

    def tell(stage: str) -> None:
        if progress:
            progress(stage, 0, None)

    with open_published(path, version, address=address, catalog=catalog) as published:
        tell("writing data")
        write_forms(published, folder, all_forms=all_forms)
        if all_forms or _meetings(published) <= MOST_EXPORTED:
            tell("writing exports")
            write_exports(published, folder / EXPORTS_FOLDER)
        descriptor = release_descriptor(published, folder)
        tell("writing pages")
        write_site(
            published,
            folder,
            descriptor=descriptor,
            previous=None if previous is None else read_changes(store, previous, version),
            texts=texts,
            vendor_assets=vendor_assets,
        )
        tell("writing metadata")
        write_descriptor(folder / DESCRIPTOR_NAME, descriptor)
        write_metadata(published, folder, descriptor)
        write_checksums(folder, known_digests(descriptor))
        return StagedRelease(published.file_stem, published.version, folder)


def _meetings(published: PublishedVersion) -> int:
    return published.table("meetings").num_rows if "meetings" in published.table_names else 0
