"""Articles in, a data package out: the whole way of the data, in one function.

Nothing that was there before is replaced until the new tables are valid and everything is
written beside it; then the version is committed and the files are moved in one step.
"""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from toolkit.building.errors import BuildError
from toolkit.building.report import BuildReport
from toolkit.building.request import BuildRequest
from toolkit.building.run_build import run_build
from toolkit.building.watch import BuildProgress, BuildWatch, Watcher
from toolkit.store.package_folder import BUILD_FOLDER, STORE_FOLDER
from toolkit.store.package_lock import LOCK_NAME
from toolkit.version import __version__

if TYPE_CHECKING:
    from toolkit.store.catalog import Catalog


def build_package(
    request: BuildRequest, progress: BuildProgress | None = None, watcher: Watcher | None = None
) -> BuildReport:
    """Build the package that is asked for; return the report of it, which is also written there.

    `progress` and `watcher` are told what happens, as `toolkit.building.watch` says. Raises
    BuildError for input or output that cannot be used at all, InvalidCuration for a wrong file of
    `curation/`, InvalidTables if validation finds an error, and StoreError for a catalogue that
    can't be reached.
    """
    from toolkit.publish.swap import check_writable, complete_swap
    from toolkit.store.errors import reason
    from toolkit.store.rebuild import rebuild_store

    target = request.target
    try:
        check_writable(target)
    except OSError as error:
        raise BuildError(str(error)) from error
    try:
        (target / BUILD_FOLDER).mkdir(parents=True, exist_ok=True)
        with FileLock(target / LOCK_NAME, timeout=request.wait):
            complete_swap(target)
            store = _reachable_catalog(request)
            rebuilt = None
            if request.rebuild_store:
                noted = {"toolkit": __version__}
                rebuilt = rebuild_store(target, store, request.releases, noted)
            return run_build(request, store, rebuilt, BuildWatch(progress, watcher))
    except Timeout:
        raise BuildError(
            f"Another build is writing to {target}; wait for it to end and build again, or give "
            "the seconds to wait with --wait."
        ) from None
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        raise BuildError(f"{target}: the package can't be written: {reason(error)}.") from error


def _reachable_catalog(request: BuildRequest) -> Catalog:
    """Return the catalogue of a package's versions, before any work is done in vain."""
    from toolkit.store.catalog import catalog_of

    catalog = catalog_of(request.target / STORE_FOLDER, request.catalog, request.catalog_data)
    catalog.check()
    return catalog
