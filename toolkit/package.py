"""A data package on disk, opened for questions."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.store.package_folder import find_package

if TYPE_CHECKING:
    import pyarrow

    from toolkit.build_report import BuildReport
    from toolkit.store.compaction import Compaction
    from toolkit.store.describe import Description
    from toolkit.store.explain import Explanation
    from toolkit.store.lake import Version
    from toolkit.store.store_status import StoreStatus


class Package:
    """A package: SQL, description, explanation, history and its store.

    `report` is that of the build that made this value, None for a package that was opened.
    """

    def __init__(
        self, path: str | PathLike[str] = ".", *, report: BuildReport | None = None
    ) -> None:
        """Open the package at a folder or at its `datapackage.json`.

        Raises `toolkit.store.errors.StoreError` where there is none.
        """
        self.path = find_package(Path(path)).folder
        self.report = report

    def __repr__(self) -> str:
        return f"Package({str(self.path)!r})"

    def sql(self, query: str, *, at: str | int | None = None) -> pyarrow.Table:
        """Return the rows of a SELECT, read-only, on the current or an older version.

        `at` is a version number or an ISO date. Raises `QueryError` for SQL that DuckDB
        refuses and `StoreError` for an unknown version.
        """
        from toolkit.store.query import run_query

        return run_query(self.path, query, at=at).to_arrow_table()

    def describe(self, table: str | None = None, *, at: str | int | None = None) -> Description:
        """Return tables, columns, what they mean, and row counts, of one table or all."""
        from toolkit.store.describe import describe

        return describe(self.path, table, at=at)

    def explain(
        self, id: str, *, texts: Mapping[str, str] | None = None, at: str | int | None = None
    ) -> Explanation:
        """Return a row by its key, with the characters that each value was read from.

        `texts` maps an `article_id` to the article's text; `toolkit.texts.read_texts` makes
        it from files. Without a text there are positions only.
        """
        from toolkit.store.explain import explain

        return explain(self.path, id, texts=texts, at=at)

    def log(self) -> tuple[Version, ...]:
        """Return the versions of the package, the oldest first."""
        from toolkit.store.lake import versions

        return versions(find_package(self.path).store_folder)

    def store_status(self) -> StoreStatus:
        """Return the size of the store, and how many versions and files it has."""
        from toolkit.store.store_status import store_status

        return store_status(find_package(self.path).store_folder)

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
        return compact(folder, keep=keep, grace_days=grace_days, dry_run=dry_run)
