"""Articles in, a data package out: the whole way of the data, in one function.

Nothing that was there before is replaced until the new tables are valid and everything is
written beside it; then the version is committed and the files are moved in one step.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from toolkit.building.errors import BuildError
from toolkit.building.report import BuildReport
from toolkit.building.request import FORMATS, BuildRequest
from toolkit.building.run_build import run_build
from toolkit.building.watch import BuildProgress, BuildWatch, Watcher
from toolkit.engines import Engine, ParserFactory
from toolkit.engines import engine as make_engine
from toolkit.sources import Fetching, named_input
from toolkit.store.package_folder import BUILD_FOLDER, FETCHED_FOLDER, STORE_FOLDER
from toolkit.store.package_lock import LOCK_NAME
from toolkit.version import __version__

if TYPE_CHECKING:
    from toolkit.parsers.protocol import Parser
    from toolkit.store.catalog import Catalog


def build_package(
    inputs: str | PathLike[str] | Iterable[str | PathLike[str]],
    out: str | PathLike[str],
    *,
    format: str = "csv",
    workers: int = 1,
    engine: Engine | None = None,
    progress: BuildProgress | None = None,
    watcher: Watcher | None = None,
    parser: ParserFactory | None = None,
    reparse: bool = False,
    triage: bool = False,
    parse_copies: bool = False,
    fetch: bool = False,
    fetch_again: bool = False,
    wait: float = 0,
    catalog: str | None = None,
    catalog_data: str | PathLike[str] | None = None,
    rebuild: bool = False,
    releases: Iterable[str | PathLike[str]] = (),
) -> BuildReport:
    """Build the package in `out` and return the report of it, which is also written there.

    `parser` makes the parser, by default the English one; with several workers it must be
    importable by name. `engine` is another way to run it than in `workers` processes, as
    `toolkit.engines.engine` makes them. Facts that a build before has kept are not read again but
    with `reparse`. With `triage` only articles are parsed that a first reading finds able to hold
    a fact, and without `parse_copies` no text that repeats another. With `fetch` the web pages
    among the inputs are fetched that no build before has kept; with `fetch_again` all of them are
    asked for, and taken where they have changed. `progress` and `watcher` are told what happens,
    as `toolkit.building.watch` says. `wait` is the number of seconds to wait for another build of
    the same folder. `catalog` is the address of the catalogue of versions and `catalog_data` the
    folder of their rows, as `toolkit.store.catalog.catalog_of` reads them. `rebuild` first makes
    the store of versions anew, of the published package and of the packages of `releases`, as
    `toolkit.store.rebuild` says.

    Raises BuildError for input or output that cannot be used at all, InvalidCuration for a wrong
    file of `curation/`, InvalidTables if validation finds an error, and StoreError for a
    catalogue that can't be reached.
    """
    from toolkit.publish.swap import check_writable, complete_swap
    from toolkit.store.errors import reason
    from toolkit.store.rebuild import rebuild_store

    if format not in FORMATS:
        raise BuildError(f"The format {format!r} is unknown; take one of {', '.join(FORMATS)}.")
    try:
        run = engine or make_engine(workers)
    except ValueError as error:
        raise BuildError(str(error)) from error
    if not wait >= 0:
        raise BuildError(f"The seconds to wait must be at least 0, not {wait}.")
    target = Path(out)
    try:
        check_writable(target)
    except OSError as error:
        raise BuildError(str(error)) from error
    try:
        (target / BUILD_FOLDER).mkdir(parents=True, exist_ok=True)
        with FileLock(target / LOCK_NAME, timeout=wait):
            complete_swap(target)
            store = _reachable_catalog(target, catalog, catalog_data)
            noted = {"toolkit": __version__}
            rebuilt = rebuild_store(target, store, map(Path, releases), noted) if rebuild else None
            request = BuildRequest(
                target=target,
                inputs=_named(inputs),
                format=format,
                parser=parser or make_parser,
                engine=run,
                reparse=reparse,
                triage=triage,
                parse_copies=parse_copies,
                fetching=Fetching(target / FETCHED_FOLDER, fetch or fetch_again, fetch_again),
                store=store,
                rebuilt=rebuilt,
            )
            return run_build(request, BuildWatch(progress, watcher))
    except Timeout:
        raise BuildError(
            f"Another build is writing to {target}; wait for it to end and build again, or give "
            "the seconds to wait with --wait."
        ) from None
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        raise BuildError(f"{target}: the package can't be written: {reason(error)}.") from error


def make_parser() -> Parser:
    """Return the parser of a build; imported by name in other processes."""
    from toolkit.parsers import registry

    return registry.make_parser()


def _reachable_catalog(
    target: Path, address: str | None, data: str | PathLike[str] | None
) -> Catalog:
    """Return the catalogue of a package's versions, before any work is done in vain."""
    from toolkit.store.catalog import catalog_of

    catalog = catalog_of(target / STORE_FOLDER, address, None if data is None else Path(data))
    catalog.check()
    return catalog


def _named(inputs: str | PathLike[str] | Iterable[str | PathLike[str]]) -> tuple[Path | str, ...]:
    if isinstance(inputs, (str, PathLike)):
        return (named_input(inputs),)
    return tuple(map(named_input, inputs))
