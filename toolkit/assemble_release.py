"""A release on disk: each writer adds its files to a folder, and the list of checksums ends it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.publish.checkout import check_out
from toolkit.publish.checksums import write_checksums
from toolkit.publish.published_version import PublishedVersion, open_published
from toolkit.publish.targets.target import StagedRelease
from toolkit.store.package_folder import PackageFolder, find_package

if TYPE_CHECKING:
    from toolkit.publish.targets.target import Progress


@dataclass(frozen=True, slots=True)
class Assembly:
    """What the writers of a release are given, and the folder that they write to.

    `texts` maps an `article_id` to the text of the article, where the texts may be quoted;
    `vendor_assets` is a folder with copies of the libraries that the pages load.
    """

    package: PackageFolder
    published: PublishedVersion
    folder: Path
    texts: Mapping[str, str] | None = None
    vendor_assets: Path | None = None
    catalog: str | None = None


Writer = Callable[[Assembly], None]


def assemble_release(
    path: str | Path,
    version: str,
    folder: Path,
    *,
    address: str | None = None,
    texts: Mapping[str, str] | None = None,
    vendor_assets: Path | None = None,
    catalog: str | None = None,
    progress: Progress | None = None,
) -> StagedRelease:
    """Write the files of a release of a package into an empty folder, and return it.

    The same release, with the same options, gives the same bytes. Raises StoreError for an
    unknown version, and PublishError where a file can't be written.
    """
    with open_published(path, version, address=address, catalog=catalog) as published:
        assembly = Assembly(find_package(path), published, folder, texts, vendor_assets, catalog)
        for title, write in WRITERS:
            if progress:
                progress(f"writing {title}", 0, None)
            write(assembly)
        write_checksums(folder)
        return StagedRelease(published.name, published.version, folder)


def _write_package(assembly: Assembly) -> None:
    """Write the data package, to the byte as it was released."""
    checked_out = assembly.folder / "package"
    version = assembly.published.version
    check_out(assembly.package, version, checked_out, None)
    for path in checked_out.iterdir():
        path.rename(assembly.folder / path.name)
    shutil.rmtree(checked_out)


WRITERS: tuple[tuple[str, Writer], ...] = (("the data package", _write_package),)
"""What writes a release, in this order: what comes later may tell of what came before."""
