"""Articles in, a data package out: the whole way of the data, in one function.

Nothing that was there before is replaced until the new tables are valid and everything is
written beside it; then the version is committed and the files are moved in one step.
"""

from __future__ import annotations

import errno
import shutil
import time
from collections.abc import Iterable, Iterator
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from filelock import FileLock, Timeout

from toolkit.article import Article
from toolkit.build_error import BuildError, InvalidTables
from toolkit.build_report import BuildReport, write_report
from toolkit.curated_build import curate, digest_of, read_curation_of
from toolkit.engines import ParserFactory, engine
from toolkit.facts import Facts
from toolkit.former_package import open_former
from toolkit.sources import Note, Skipped, read_inputs
from toolkit.store.package_folder import (
    BUILD_FOLDER,
    DESCRIPTOR_NAME,
    STAGING_FOLDER,
    STORE_FOLDER,
    database_name,
)
from toolkit.store.package_lock import LOCK_NAME
from toolkit.version import __version__

if TYPE_CHECKING:
    import pyarrow

    from toolkit.parsers.protocol import Parser
    from toolkit.resolve import Former
    from toolkit.store.catalog import Catalog
    from toolkit.store.lake import Version
    from toolkit.store.rebuild import Rebuilt

FORMATS = ("csv", "parquet")


class BuildProgress(Protocol):
    """Told of each stage: how many steps of it are done, and of how many if that is known."""

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Take note of the progress."""
        ...


def build_package(
    inputs: str | PathLike[str] | Iterable[str | PathLike[str]],
    out: str | PathLike[str],
    *,
    format: str = "csv",
    workers: int = 1,
    progress: BuildProgress | None = None,
    parser: ParserFactory | None = None,
    wait: float = 0,
    catalog: str | None = None,
    catalog_data: str | PathLike[str] | None = None,
    rebuild: bool = False,
    releases: Iterable[str | PathLike[str]] = (),
) -> BuildReport:
    """Build the package in `out` and return the report of it, which is also written there.

    `parser` makes the parser, by default the English one; with several workers it must be
    importable by name. `wait` is the number of seconds to wait for another build of the same
    folder. `catalog` is the address of the catalogue of versions and `catalog_data` the folder
    of their rows, as `toolkit.store.catalog.catalog_of` reads them. `rebuild` first makes the
    store of versions anew, of the published package and of the packages of `releases`, as
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
    if workers < 1:
        raise BuildError(f"The number of workers must be at least 1, not {workers}.")
    if not wait >= 0:
        raise BuildError(f"The seconds to wait must be at least 0, not {wait}.")
    paths = _paths(inputs)
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
            reading = _Reading(paths, workers, progress or _ignore, parser or make_parser)
            return _build_locked(reading, target, format, store, rebuilt)
    except Timeout:
        raise BuildError(
            f"Another build is writing to {target}; wait for it to end and build again, or give "
            "the seconds to wait with --wait."
        ) from None
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        raise BuildError(f"{target}: the package can't be written: {reason(error)}.") from error


def _reachable_catalog(
    target: Path, address: str | None, data: str | PathLike[str] | None
) -> Catalog:
    """Return the catalogue of a package's versions, before any work is done in vain."""
    from toolkit.store.catalog import catalog_of

    catalog = catalog_of(target / STORE_FOLDER, address, None if data is None else Path(data))
    catalog.check()
    return catalog


def _build_locked(
    reading: _Reading, target: Path, format: str, store: Catalog, rebuilt: Rebuilt | None
) -> BuildReport:
    from toolkit.publish.descriptor import default_descriptor, read_descriptor
    from toolkit.publish.package import stage_package
    from toolkit.publish.swap import check_unhindered, replace_atomically
    from toolkit.store.catalog import remember_catalog
    from toolkit.store.database import write_database
    from toolkit.store.lake import CATALOG_NAME, commit, versions
    from toolkit.store.orphans import remove_orphans
    from toolkit.store.releases import releases
    from toolkit.store.version_database import keep_version
    from toolkit.validation.package import validate_package

    started = time.perf_counter()
    existing = target / DESCRIPTOR_NAME
    descriptor = read_descriptor(existing) if existing.exists() else default_descriptor()
    curation = read_curation_of(target)
    with open_former(target, store, curation) as former:
        curated = curate(reading.tables(former), curation, former, reading.texts)
    tables = curated.tables
    rows = {name: table.num_rows for name, table in tables.items()}

    staging = target / STAGING_FOLDER
    if staging.exists():
        # A build was killed here, perhaps while it wrote to the store.
        remove_orphans(store)
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    try:
        reading.progress("writing", 0, None)
        released = [release.version for release in releases(store)]
        staged = stage_package(staging, tables, descriptor, format, released)
        reading.progress("validating", 0, None)
        validation = validate_package(staging, texts=reading.texts)

        def report(version: Version | None, *, changed: bool) -> BuildReport:
            return BuildReport(
                name=str(staged.get("name", "")),
                inputs=tuple(path.resolve() for path in reading.paths),
                rows=rows,
                validation=validation,
                skipped=tuple(reading.skipped),
                notes=tuple(reading.notes),
                curation=curated,
                version=version,
                changed=changed,
                seconds=time.perf_counter() - started,
                rebuilt=rebuilt,
            )

        if not validation.valid:
            invalid = report(None, changed=False)
            written = write_report(invalid, target)
            raise InvalidTables(
                f"The tables are invalid, so {target} was left as it was; "
                f"{written} lists every problem.",
                invalid,
            )
        reading.progress("storing", 0, None)
        write_database(staging / database_name(staged), tables, staged)
        remember_catalog(store, target / STORE_FOLDER, staging / STORE_FOLDER)
        # A commit may be seen at once: what can stop the files is found before.
        check_unhindered(staging, target)
        version = commit(
            store,
            tables,
            extra={
                "toolkit": __version__,
                "parser": reading.parser_name,
                "inputs": reading.digest,
                **digest_of(curation),
            },
            staged_catalog=staging / STORE_FOLDER / CATALOG_NAME,
        )
        latest = version or versions(store)[-1]
        done = report(latest, changed=version is not None)
        write_report(done, staging)
        replace_atomically(staging, target)
        if version is not None:
            keep_version(target, store, version.number, target / database_name(staged))
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return done


class _Reading:
    """The reading of all inputs: tables out, and on the way what was skipped and noted."""

    def __init__(
        self, paths: list[Path], workers: int, progress: BuildProgress, parser: ParserFactory
    ) -> None:
        self.paths = paths
        self.workers = workers
        self.progress = progress
        self.parser = parser
        self.skipped: list[Skipped] = []
        self.notes: list[Note] = []
        self.texts: dict[str, str] = {}

    @property
    def digest(self) -> str:
        """SHA-256 over the digests of all texts that were read, in order of their ids."""
        import hashlib

        return hashlib.sha256("\n".join(sorted(self.texts)).encode()).hexdigest()

    @property
    def parser_name(self) -> str:
        """Name and version of the parser, as a version of the data states them."""
        parser = self.parser()
        return f"{parser.name} {parser.version}"

    def tables(self, former: Former) -> dict[str, pyarrow.Table]:
        """Return every table of the data model, or raise BuildError if nothing was read.

        What `former` knows keeps its key.
        """
        from toolkit.resolve import resolve

        try:
            items = read_inputs(self.paths)
        except ValueError as error:
            raise BuildError(str(error)) from error
        run = engine(self.workers)
        read = list(self._without_failures(run(self.parser, self._articles(items))))
        if not read:
            reasons = "".join(f"\n{_sentence(skipped)}" for skipped in self.skipped)
            raise BuildError(f"No article could be read.{reasons}")
        self.progress("resolving", 0, None)
        return resolve(read, former=former)

    def _articles(self, items: Iterable[Article | Skipped | Note]) -> Iterator[Article]:
        for item in items:
            if isinstance(item, Skipped):
                self.skipped.append(item)
            elif isinstance(item, Note):
                self.notes.append(item)
            else:
                self.texts[item.article_id] = item.text
                yield item

    def _without_failures(
        self, read: Iterable[tuple[Article, Facts]]
    ) -> Iterator[tuple[Article, Facts]]:
        for done, (article, facts) in enumerate(read, start=1):
            self.progress("reading", done, None)
            if facts.failure is None:
                yield article, facts
            else:
                self.texts.pop(article.article_id)
                self.skipped.append(
                    Skipped(
                        article.source_path,
                        f"made the parser fail ({facts.failure})",
                        "Report it to the developers with the text; the rest was read.",
                    )
                )


def make_parser() -> Parser:
    """Return the parser of a build; imported by name in other processes."""
    from toolkit.parsers import registry

    return registry.make_parser()


def _paths(inputs: str | PathLike[str] | Iterable[str | PathLike[str]]) -> list[Path]:
    if isinstance(inputs, (str, PathLike)):
        return [Path(inputs)]
    return [Path(path) for path in inputs]


def _sentence(skipped: Skipped) -> str:
    return f"{skipped.source_path} {skipped.reason}. {skipped.remedy}"


def _ignore(stage: str, done: int, total: int | None) -> None:
    pass
