"""The steps of a build, one after the other, while nobody else writes to the package."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from toolkit.building.curated_build import curate, digest_of, read_curation_of
from toolkit.building.errors import InvalidTables
from toolkit.building.former_package import open_former
from toolkit.building.gather_articles import Gathered, check_any_read, gather_articles
from toolkit.building.mapped_tables import MappedFiles, map_parquet
from toolkit.building.odd_articles import MOST_SHARE, odd_articles
from toolkit.building.parse_articles import ParsedArticles, ReadingCounts
from toolkit.building.parser_mark import parser_mark, parser_name
from toolkit.building.peak_memory import peak_memory
from toolkit.building.reading_plan import plan_reading
from toolkit.building.report import BuildReport, write_report
from toolkit.building.request import BuildRequest
from toolkit.building.steady_objects import steady_objects
from toolkit.building.unchanged_build import (
    claims_mark,
    find_unchanged,
    source_digest,
    write_record,
)
from toolkit.building.watch import BuildWatch
from toolkit.building.write_package import put_in_place, stage_and_validate, staging_folder
from toolkit.kept_facts import tidy_folders
from toolkit.sources import shown_input
from toolkit.spool import Spool, SpooledTexts
from toolkit.store.package_folder import BUILD_FOLDER, DESCRIPTOR_NAME, STAGING_FOLDER
from toolkit.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pyarrow

    from toolkit.resolve import Former, KeptClaims
    from toolkit.store.catalog import Catalog
    from toolkit.store.lake import Version
    from toolkit.store.rebuild import Rebuilt
    from toolkit.validation.report import Problem

FACTS_FOLDER = f"{BUILD_FOLDER}/facts"
CLAIMS_FOLDER = f"{BUILD_FOLDER}/claims"
SKETCHES_FOLDER = f"{BUILD_FOLDER}/sketches"
VERDICTS_PATH = f"{BUILD_FOLDER}/triage.verdicts"
SPOOL_PATH = f"{BUILD_FOLDER}/.spool"
TABLES_FOLDER = f"{BUILD_FOLDER}/.tables"


def run_build(
    request: BuildRequest, store: Catalog, rebuilt: Rebuilt | None, watch: BuildWatch
) -> BuildReport:
    """Do what is asked for and return the report of it; raises as `build_package` says.

    `rebuilt` is what was just done to a damaged `store`, None where nothing was.
    """
    spool = Spool(request.target / SPOOL_PATH)
    try:
        return _Build(request, store, rebuilt, watch, spool).run()
    finally:
        spool.close()
        shutil.rmtree(request.target / TABLES_FOLDER, ignore_errors=True)


class _Build:
    """One build: what it was asked for, and what it knows by now."""

    def __init__(
        self,
        request: BuildRequest,
        store: Catalog,
        rebuilt: Rebuilt | None,
        watch: BuildWatch,
        spool: Spool,
    ) -> None:
        from toolkit.publish.descriptor import default_descriptor, read_descriptor
        from toolkit.resolve import KeptClaims
        from toolkit.store.file_catalog import FileCatalog

        self.request = request
        self.store, self.rebuilt = store, rebuilt
        self.watch = watch
        existing = request.target / DESCRIPTOR_NAME
        self.descriptor = read_descriptor(existing) if existing.exists() else default_descriptor()
        self.curation = read_curation_of(request.target)
        self.kept_claims = KeptClaims(request.target / CLAIMS_FOLDER, claims_mark())
        self.gathered: Gathered = gather_articles(request.inputs, spool, watch, request.fetching)
        parser = request.parser()
        self.parser_name, self.parser_mark = parser_name(parser), parser_mark(parser)
        self.source = source_digest(
            self.gathered.digest,
            self.parser_mark,
            f"{request.format} {request.triage} {request.parse_copies}",
            "" if isinstance(store, FileCatalog) else str(store),
            str(self.curation.digest),
        )

    def run(self) -> BuildReport:
        """Return the report of the last build with another date, or build."""
        return self._unchanged() or self._build()

    def _unchanged(self) -> BuildReport | None:
        """Return the report where this build would change nothing, None where it may."""
        request = self.request
        was_killed = (request.target / STAGING_FOLDER).exists()
        if request.reparse or self.rebuilt is not None or was_killed:
            return None
        self.watch.begin("comparing")
        found = find_unchanged(request.target, self.store, self.source)
        if found is None:
            return None
        record, version = found
        report = self._report(
            name=str(self.descriptor.get("name", "")),
            rows=record.rows,
            validation=record.report,
            curation=record.curated(self.curation),
            version=version,
            changed=False,
            reading=ReadingCounts(kept=len(self.gathered.spool)),
        )
        write_report(report, request.target)
        return report

    def _build(self) -> BuildReport:
        parsed = self._parse()
        with steady_objects():
            while (report := self._finish(parsed)) is None:
                pass  # Each time at least one article more was left out.
        return report

    def _finish(self, parsed: ParsedArticles) -> BuildReport | None:
        """Make the package of what was parsed; None where articles were left out instead."""
        request, watch, store = self.request, self.watch, self.store
        texts = self.gathered.spool.texts
        mapped = MappedFiles()
        with open_former(request.target, store, self.curation) as former:
            watch.begin("resolving")
            tables = _resolved(
                parsed, former, request.target / TABLES_FOLDER, self.kept_claims, mapped
            )
            curated = curate(tables, self.curation, former, texts)
        tables = curated.tables
        known: dict[str, Any] = {
            "rows": {name: table.num_rows for name, table in tables.items()},
            "curation": curated,
            "reading": parsed.counts,
        }
        done: list[BuildReport] = []
        with staging_folder(request.target, store) as staging:
            staged = stage_and_validate(
                *(staging, store, tables, self.descriptor, request.format, self._unseen(texts)),
                written=mapped.let_go,
                watch=watch,
            )
            known |= {"name": staged.name, "validation": staged.validation}

            def tell(version: Version, changed: bool) -> None:
                done.append(self._report(**known, version=version, changed=changed))
                write_report(done[-1], staging)
                if not parsed.counts.failed:
                    write_record(staging, self.source, done[-1], self.curation)

            if not staged.validation.valid:
                if self._leave_out(odd_articles(staged.validation.problems, tables), parsed):
                    return None
                invalid = self._report(**known, version=None, changed=False)
                written = write_report(invalid, request.target)
                raise InvalidTables(
                    f"The tables are invalid, so {request.target} was left as it was; "
                    f"{written} lists every problem.",
                    invalid,
                )
            noted = {
                "toolkit": __version__,
                "parser": self.parser_name,
                "inputs": self.gathered.spool.digest,
                **digest_of(self.curation),
            }
            put_in_place(staged, request.target, store, noted, watch, tell)
        self.kept_claims.settle(sound=not self.curation.entries)
        parsed.tidy()
        tidy_folders(parsed.folder)
        watch.end()
        return done[-1]

    def _unseen(self, texts: SpooledTexts) -> SpooledTexts:
        """Return the texts that rows must be held against: not those of rows found valid before.

        The key of an article is the digest of its text, so the text is that of before too.
        """
        kept = self.kept_claims
        return (
            texts.without(kept.taken_over)
            if kept.are_sound and not self.curation.entries
            else texts
        )

    def _leave_out(self, odd: Mapping[str, Problem], parsed: ParsedArticles) -> bool:
        """Leave out articles whose facts break a rule, if they are few; return whether."""
        spool = self.gathered.spool
        if not odd or parsed.counts.failed + len(odd) > MOST_SHARE * len(spool):
            return False
        for article in [one for one in spool if one.article_id in odd]:
            problem = odd[article.article_id]
            why = f"what was read in it breaks the rule {problem.rule} ({problem.message})"
            self.watch.skip(parsed.leave_out(article, why))
        return True

    def _parse(self) -> ParsedArticles:
        """Return the articles with their facts. Raises BuildError where no article is left."""
        request, target = self.request, self.request.target
        folder = target / FACTS_FOLDER / self.parser_mark
        if request.reparse:
            shutil.rmtree(folder, ignore_errors=True)
        check_any_read(self.gathered)
        plan = plan_reading(
            self.gathered,
            triage=request.triage,
            copies=not request.parse_copies,
            verdicts=target / VERDICTS_PATH,
            sketches=target / SKETCHES_FOLDER,
            watch=self.watch,
        )
        parsed = ParsedArticles(self.gathered, plan, folder)
        parsed.parse(request.engine, request.parser, self.watch)
        check_any_read(self.gathered)
        return parsed

    def _report(self, **known: Any) -> BuildReport:
        return BuildReport(
            inputs=tuple(map(shown_input, self.request.inputs)),
            skipped=tuple(self.gathered.skipped),
            notes=tuple(self.gathered.notes),
            by_input=tuple(self.gathered.by_input),
            seconds=self.watch.seconds,
            stages=self.watch.stages,
            memory=peak_memory(),
            rebuilt=self.rebuilt,
            **known,
        )


def _resolved(
    parsed: ParsedArticles, former: Former, folder: Path, kept: KeptClaims, mapped: MappedFiles
) -> dict[str, pyarrow.Table]:
    """Return the tables of all articles, which lie in files in `folder`: those of `mapped`."""
    import pyarrow

    from toolkit.resolve import resolve_to_files

    # A build that was killed has left it.
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    files = resolve_to_files(parsed, folder, former=former, kept=kept)
    tables = map_parquet(files, folder, mapped)
    for path in files.values():
        path.unlink()
    # Arrow keeps for later what it no longer uses; what comes now is mostly DuckDB's.
    pyarrow.default_memory_pool().release_unused()
    return tables
