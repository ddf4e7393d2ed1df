"""Publish a release of a package: assemble its files and bring them to a target."""

from __future__ import annotations

import os
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.publish.errors import PublishError
from toolkit.publish.targets.open_target import open_target
from toolkit.publish.targets.published import Published
from toolkit.publish.targets.storage_options import storage_options as options_of_environment
from toolkit.release.assemble import assemble_release
from toolkit.store.catalog import catalog_of
from toolkit.store.errors import reason
from toolkit.store.package_folder import find_package
from toolkit.store.releases import Release, releases

if TYPE_CHECKING:
    from toolkit.publish.targets.target import Progress


def publish_package(
    path: str | Path,
    target: str | PathLike[str],
    version: str | None = None,
    *,
    address: str | None = None,
    texts: Mapping[str, str] | None = None,
    vendor_assets: str | PathLike[str] | None = None,
    storage_options: Mapping[str, Any] | None = None,
    all_forms: bool = False,
    catalog: str | None = None,
    progress: Progress | None = None,
) -> Published:
    """Publish a release of a package at a target; return what was written.

    `target` is a folder, `zip:FILE`, or an address that fsspec knows, such as `s3://bucket/data`;
    `version` is by default the newest release. `address` is where the target will be read, for
    the pages and metadata that name it. `texts` are articles that may be quoted, by `article_id`;
    `vendor_assets` is a folder with copies of the libraries that the pages load.
    `storage_options` are passed to fsspec, beside those of `PARLEY_STORAGE_OPTIONS`. `all_forms`
    asks for the forms too that are left out of a large release.

    A release is at its place whole or not at all, and is never overwritten with other bytes.
    Raises PublishError, and StoreError where there is no package or no such release.
    """
    package = find_package(path)
    store = catalog_of(package.store_folder, catalog)
    known = releases(store)
    release = _release(known, version, package.folder)
    position = known.index(release)
    if vendor_assets is not None and not Path(vendor_assets).is_dir():
        raise PublishError(f"{vendor_assets} is no folder; name one with copies of the libraries.")
    options = {**options_of_environment(os.environ), **(storage_options or {})}
    place = open_target(os.fspath(target), options)
    place.check()
    with place.staging() as folder:
        try:
            staged = assemble_release(
                path,
                release.version,
                folder,
                store=store,
                previous=known[position - 1].version if position else None,
                address=address,
                texts=texts,
                vendor_assets=None if vendor_assets is None else Path(vendor_assets),
                all_forms=all_forms,
                catalog=catalog,
                progress=progress,
            )
        except PublishError:
            raise
        except OSError as error:
            raise PublishError(
                f"{folder}: the release can't be made ({reason(error)}); nothing was published."
            ) from error
        return place.publish(staged, progress)


def _release(known: tuple[Release, ...], version: str | None, folder: Path) -> Release:
    """Return the release that is meant; raises PublishError where there is none."""
    if not known:
        raise PublishError(
            f"{folder} has no release to publish; make one of its version with `toolkit release`."
        )
    if version is None:
        return known[-1]
    named = version.strip().removeprefix("v")
    for release in known:
        if release.version == named:
            return release
    listed = ", ".join(release.version for release in known)
    raise PublishError(
        f"{version} is not released; take one of {listed}, or release the package as it stands "
        "with `toolkit release`."
    )
