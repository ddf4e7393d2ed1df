"""The static site of any version, released or not, for a look at it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.publish.empty_folder import make_empty_folder
from toolkit.publish.errors import PublishError
from toolkit.publish.forms.duckdb_file import write_duckdb_file
from toolkit.publish.published_version import open_published
from toolkit.site.assets import find_assets
from toolkit.site.site_folder import write_site
from toolkit.site.static_server import address_of, open_server
from toolkit.store.catalog import Store, catalog_of
from toolkit.store.changes import read_changes
from toolkit.store.history import choose_version
from toolkit.store.lake import versions
from toolkit.store.package_folder import find_package
from toolkit.store.releases import releases
from toolkit.store.version_difference import Difference

if TYPE_CHECKING:
    from http.server import ThreadingHTTPServer

INDEX = "index.html"


def write_preview(
    path: str | Path,
    folder: str | Path,
    at: str | int | None = None,
    *,
    texts: Mapping[str, str] | None = None,
    vendor_assets: str | Path | None = None,
    catalog: str | None = None,
) -> Path:
    """Write the site of a version and its database into a new or empty folder.

    Returns the path of its first page. `at` is a release, a version number or an ISO date, by
    default the version that the package has now. `texts` are articles that may be quoted, by
    `article_id`; `vendor_assets` is a folder with copies of the script libraries. The other files
    of a release are not made. Raises PublishError where the folder is not empty or can't be
    written, or a library is not as it must be, and as
    `toolkit.publish.published_version.open_published` does.
    """
    folder = Path(folder)
    store = catalog_of(find_package(path).store_folder, catalog)
    copies = None if vendor_assets is None else Path(vendor_assets)
    if copies is not None:
        find_assets(copies)
    with open_published(path, at, catalog=catalog) as published:
        make_empty_folder(folder)
        write_duckdb_file(published, folder)
        write_site(
            published,
            folder,
            descriptor=published.descriptor,
            previous=_difference_before(store, at),
            texts=texts,
            vendor_assets=copies,
        )
    return folder / INDEX


@contextmanager
def opened_server(folder: Path, port: int) -> Iterator[tuple[ThreadingHTTPServer, str]]:
    """Give a server of a folder, for this computer only, and the address of its first page.

    Raises PublishError where the port is taken or refused.
    """
    try:
        server = open_server(folder, port)
    except OSError as error:
        raise PublishError(
            f"Port {port} can't be opened ({error.strerror}); name another with --port."
        ) from error
    with server:
        yield server, f"{address_of(server)}/{INDEX}"


def _difference_before(store: Store, at: str | int | None) -> Difference | None:
    """Return what differs from the release before a version; None where there is none before."""
    known = versions(store)
    if not known:
        return None
    shown = known[-1] if at is None else choose_version(known, str(at))
    former = [release for release in releases(store) if release.snapshot < shown.number]
    if not former:
        return None
    before = max(former, key=lambda release: release.snapshot)
    return read_changes(store, before.snapshot, shown.number)
