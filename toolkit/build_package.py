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
from toolkit.engines import ParserFactory, engine
from toolkit.facts import Facts
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
    rebuild: bool = False,
    releases: Iterable[str | PathLike[str]] = (),
) -> BuildReport:
    """Build the package in `out` and return the report of it, which is also written there.

    `parser` makes the parser, by default the English one; with several workers it must be
    importable by name. `rebuild` first makes the store of versions anew, of the published
    package and of the packages of `releases`, as `toolkit.store.rebuild` says.

    Raises BuildError for input or output that cannot be used at all, and InvalidTables if
    validation finds an error.
    """
    from toolkit.publish.swap import check_writable, complete_swap
    from toolkit.store.errors import reason
    from toolkit.store.rebuild import rebuild_store

    if format not in FORMATS:
        raise BuildError(f"The format {format!r} is unknown; take one of {', '.join(FORMATS)}.")
    if workers < 1:
        raise BuildError(f"The number of workers must be at least 1, not {workers}.")
    paths = _paths(inputs)
    target = Path(out)
    try:
        check_writable(target)
    except OSError as error:
        raise BuildError(str(error)) from error
    try:
        (target / BUILD_FOLDER).mkdir(parents=True, exist_ok=True)
        with FileLock(target / LOCK_NAME, timeout=0):
            complete_swap(target)
            noted = {"toolkit": __version__}
            rebuilt = rebuild_store(target, map(Path, releases), noted) if rebuild else None
            reading = _Reading(paths, workers, progress or _ignore, parser or make_parser)
            return _build_locked(reading, target, format, rebuilt)
    except Timeout:
        raise BuildError(
            f"Another build is writing to {target}; wait for it to end and build again."
        ) from None
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        raise BuildError(f"{target}: the package can't be written: {reason(error)}.") from error


def _build_locked(
    reading: _Reading, target: Path, format: str, rebuilt: Rebuilt | None
) -> BuildReport:
    from toolkit.publish.descriptor import default_descriptor, read_descriptor
    from toolkit.publish.package import stage_package
    from toolkit.publish.swap import replace_atomically
    from toolkit.store.database import write_database
    from toolkit.store.lake import CATALOG_NAME, commit, versions
    from toolkit.store.orphans import remove_orphans
    from toolkit.validation.package import validate_package

    started = time.perf_counter()
    existing = target / DESCRIPTOR_NAME
    descriptor = read_descriptor(existing) if existing.exists() else default_descriptor()
    tables = reading.tables()
    rows = {name: table.num_rows for name, table in tables.items()}

    staging = target / STAGING_FOLDER
    if staging.exists():
        # A build was killed here, perhaps while it wrote to the store.
        remove_orphans(target / STORE_FOLDER)
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    try:
        reading.progress("writing", 0, None)
        staged = stage_package(staging, tables, descriptor, format)
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
        version = commit(
            target / STORE_FOLDER,
            tables,
            extra={"toolkit": __version__, "inputs": reading.digest},
            staged_catalog=staging / STORE_FOLDER / CATALOG_NAME,
        )
        latest = version or versions(target / STORE_FOLDER)[-1]
        done = report(latest, changed=version is not None)
        write_report(done, staging)
        replace_atomically(staging, target)
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

    def tables(self) -> dict[str, pyarrow.Table]:
        """Return every table of the data model, or raise BuildError if nothing was read."""
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
        return resolve(read)

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
