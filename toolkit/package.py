"""A data package on disk, opened for questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, overload

from toolkit.store.package_folder import find_package

if TYPE_CHECKING:
    import pyarrow

    from toolkit.building.report import BuildReport
    from toolkit.curation.entries import Entry
    from toolkit.publish.checkout import Checkout
    from toolkit.publish.targets.published import Published
    from toolkit.release.report import ReleaseReport
    from toolkit.review import Finding
    from toolkit.review.proposal import Proposal
    from toolkit.store.catalog import Catalog
    from toolkit.store.compaction import Compaction
    from toolkit.store.describe import Description
    from toolkit.store.explain import Explanation
    from toolkit.store.lake import Version
    from toolkit.store.release_table import Release
    from toolkit.store.row_history import RowHistory
    from toolkit.store.store_status import StoreStatus
    from toolkit.store.version_difference import Difference


class Package:
    """A package: SQL, description, explanation, history, releases and its store.

    `report` is that of the build that made this value, None for a package that was opened.
    """

    def __init__(
        self,
        path: str | PathLike[str] = ".",
        *,
        report: BuildReport | None = None,
        catalog: str | None = None,
    ) -> None:
        """Open the package at a folder or at its `datapackage.json`.

        `catalog` is the address of the catalogue of its versions, where that is another than
        `toolkit.store.catalog.catalog_of` finds. Raises `toolkit.store.errors.StoreError` where
        there is none.
        """
        self.path = find_package(Path(path)).folder
        self.report = report
        self.catalog = catalog

    def __repr__(self) -> str:
        return f"Package({str(self.path)!r})"

    def sql(self, query: str, *, at: str | int | None = None) -> pyarrow.Table:
        """Return the rows of a SELECT, read-only, on the current or an older version.

        `at` is a release (`1.2.0`), a version number or an ISO date. Raises `QueryError` for SQL
        that DuckDB refuses and `StoreError` for an unknown version.
        """
        from toolkit.store.query import run_query

        return run_query(self.path, query, at=at, catalog=self.catalog).to_arrow_table()

    def describe(self, table: str | None = None, *, at: str | int | None = None) -> Description:
        """Return tables, columns, what they mean, and row counts, of one table or all."""
        from toolkit.store.describe import describe

        return describe(self.path, table, at=at, catalog=self.catalog)

    def explain(
        self, id: str, *, texts: Mapping[str, str] | None = None, at: str | int | None = None
    ) -> Explanation:
        """Return a row by its key, with the characters that each value was read from.

        `texts` maps an `article_id` to the article's text; `toolkit.texts.read_texts` makes
        it from files. Without a text there are positions only.
        """
        from toolkit.store.explain import explain

        return explain(self.path, id, texts=texts, at=at, catalog=self.catalog)

    def propose(
        self, entries: Iterable[Entry], *, texts: Mapping[str, str] | None = None
    ) -> Proposal:
        """Return what entries of curation would change; its `write` appends them to the files.

        The entries are those of `toolkit.curation.entries`. Raises
        `toolkit.curation.CurationError` for one that does not fit the package.
        """
        from toolkit.review.proposal import propose

        return propose(self.path, entries, texts=texts)

    def review(
        self, *, kinds: Iterable[str] | None = None, limit: int | None = None
    ) -> tuple[Finding, ...]:
        """Return what deserves a person's eye, the most doubtful first.

        Raises `QueryError` for a kind that there is not.
        """
        from toolkit.review import review

        return review(self.path, kinds=kinds, limit=limit)

    @overload
    def log(self) -> tuple[Version, ...]: ...

    @overload
    def log(self, id: str) -> RowHistory: ...

    def log(self, id: str | None = None) -> tuple[Version, ...] | RowHistory:
        """Return the versions of the package, the oldest first, or the history of one row.

        `id` is the key of a row that is there or was. Raises `QueryError` for an unknown one.
        """
        from toolkit.store.lake import versions
        from toolkit.store.row_history import row_history

        store = self._store()
        return versions(store) if id is None else row_history(store, id)

    def releases(self) -> tuple[Release, ...]:
        """Return the releases of the package, the lowest version first."""
        from toolkit.store.releases import releases

        return releases(self._store())

    def release(self, version: str | None = None, *, dry_run: bool = False) -> ReleaseReport:
        """Give the version that the package has now a semantic version; return what was done.

        Without `version` it is the one that the changes since the last release ask for. With
        `dry_run` nothing is written. Raises as `toolkit.release.release_package.release_package`
        does.
        """
        from toolkit.release.release_package import release_package

        return release_package(self.path, version, dry_run=dry_run, catalog=self.catalog)

    def checkout(self, version: str | int, out: str | PathLike[str]) -> Checkout:
        """Write a version as a data package into a new or an empty folder.

        `version` is a release, a version number or an ISO date; the files of a release are to
        the byte those that were published. Raises `QueryError` for an unknown version and
        `toolkit.publish.errors.PublishError` where it can't be written.
        """
        from toolkit.publish.checkout import check_out

        return check_out(find_package(self.path), str(version), Path(out), self._store())

    def publish(
        self,
        target: str | PathLike[str],
        version: str | None = None,
        *,
        address: str | None = None,
        texts: Mapping[str, str] | None = None,
        vendor_assets: str | PathLike[str] | None = None,
        storage_options: Mapping[str, Any] | None = None,
        all_forms: bool = False,
    ) -> Published:
        """Publish a release, by default the newest, at a target; return what was written.

        `target` is a folder, `zip:FILE`, or an address that fsspec knows. The other arguments,
        and what is raised, are those of `toolkit.release.publish_package.publish_package`.
        """
        from toolkit.release.publish_package import publish_package

        return publish_package(
            self.path,
            target,
            version,
            address=address,
            texts=texts,
            vendor_assets=vendor_assets,
            storage_options=storage_options,
            all_forms=all_forms,
            catalog=self.catalog,
        )

    def diff(
        self,
        a: str | int | None = None,
        b: str | int | None = None,
        table: str | None = None,
    ) -> Difference:
        """Return what differs between the versions `a` and `b`, cell by cell.

        Both are named as `at` is; `b` is by default the latest, `a` the one before `b`. With
        `table`, only that table is compared. Raises `QueryError` for an unknown version or table.
        """
        from toolkit.store.changes import read_changes

        tables = None if table is None else [table]
        return read_changes(self._store(), a, b, tables)

    def export(
        self, format: str, out: str | PathLike[str] | BinaryIO, *, at: str | int | None = None
    ) -> None:
        """Write a version in the format of another community, into a file or a stream of bytes.

        The formats are those of `toolkit.publish.exports.formats.EXPORTS`. Raises
        `toolkit.publish.errors.PublishError` for an unknown one and where it can't be written, and
        `QueryError` for an unknown version.
        """
        from toolkit.publish.exports.formats import find_export, write_export
        from toolkit.publish.published_version import open_published

        wanted = find_export(format)
        with open_published(self.path, at, catalog=self.catalog) as published:
            write_export(published, wanted, out)

    def write_site(
        self,
        out: str | PathLike[str],
        *,
        at: str | int | None = None,
        texts: Mapping[str, str] | None = None,
        vendor_assets: str | PathLike[str] | None = None,
    ) -> Path:
        """Write the site of a version into a new or empty folder; return its first page.

        `at` is a release, a version number or an ISO date, by default what the package has now.
        `texts` are articles that may be quoted, by `article_id`; `vendor_assets` is a folder with
        copies of the script libraries, instead of a public CDN. Raises `QueryError` for an
        unknown version and `toolkit.publish.errors.PublishError` where it can't be written.
        """
        from toolkit.site.preview import write_preview

        return write_preview(
            self.path,
            Path(out),
            at,
            texts=texts,
            vendor_assets=None if vendor_assets is None else Path(vendor_assets),
            catalog=self.catalog,
        )

    def store_status(self) -> StoreStatus:
        """Return the size of the store, and how many versions and files it has."""
        from toolkit.store.store_status import store_status

        return store_status(self._store())

    def compact_store(
        self, *, keep: str = "30d", grace_days: float = 7.0, dry_run: bool = False
    ) -> Compaction:
        """Let versions go that were not released, and merge small files; return what was done.

        `keep` says which versions stay beside the releases and the latest: `10` the newest
        ten, `30d` those of the last 30 days. Files that are then needed no more are removed
        by a later compaction, `grace_days` days on. Raises `StoreError`.
        """
        from toolkit.store.compaction import compact

        folder = find_package(self.path).folder
        return compact(folder, self._store(), keep=keep, grace_days=grace_days, dry_run=dry_run)

    def _store(self) -> Catalog:
        from toolkit.store.catalog import catalog_of

        return catalog_of(find_package(self.path).store_folder, self.catalog)
