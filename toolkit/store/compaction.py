"""A store made smaller: versions that no one released go, and small files become one.

All is done to a copy of the catalogue, which takes the place of the present one in one step.
Files that are then needed no more stay for some days, as DuckLake recommends, because a reader
may have begun with the former catalogue; a later compaction removes them. A compaction that is
killed leaves files that no snapshot knows, which the next build or compaction removes.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.store.block_catalog import move_blocks
from toolkit.store.catalog import Store, catalog_of
from toolkit.store.catalog_snapshots import read_versions
from toolkit.store.errors import StoreError
from toolkit.store.file_catalog import FileCatalog
from toolkit.store.lake import LAKE, current_snapshot
from toolkit.store.orphans import find_orphans, remove_orphans
from toolkit.store.package_folder import STAGING_FOLDER, STORE_FOLDER
from toolkit.store.package_lock import package_lock
from toolkit.store.pending_swap import complete_swap
from toolkit.store.release_table import read_release_names
from toolkit.store.retention import Retention, parse_retention
from toolkit.store.store_status import StoreStatus, store_status
from toolkit.store.version_database import tidy_versions

if TYPE_CHECKING:
    import duckdb

KEEP = "30d"
GRACE_DAYS = 7.0


@dataclass(frozen=True, slots=True)
class Compaction:
    """What a compaction did, or would do: numbers of versions and of files.

    `expired` are the versions that can't be read any more, `merged_files` became `new_files`.
    `removed_files` are gone from the disk; `waiting_files` go when their days of grace are over.
    """

    expired: tuple[int, ...]
    merged_files: int
    new_files: int
    removed_files: int
    removed_orphans: int
    waiting_files: int
    before: StoreStatus
    after: StoreStatus
    dry_run: bool = False

    @property
    def changed(self) -> bool:
        """Whether there was anything to do."""
        return bool(self.expired or self.merged_files or self.removed_files or self.removed_orphans)

    def to_dict(self) -> dict[str, Any]:
        """Return the outcome as values that JSON can hold."""
        return {
            **asdict(self),
            "changed": self.changed,
            "before": self.before.to_dict(),
            "after": self.after.to_dict(),
        }


def compact_store(
    store: Store,
    retention: Retention,
    *,
    grace_days: float = GRACE_DAYS,
    dry_run: bool = False,
    now: datetime | None = None,
) -> Compaction:
    """Expire the versions that `retention` lets go, merge small files, remove old ones.

    The caller holds the lock of the package. Files that are needed no more are removed
    `grace_days` after the compaction that replaced them. With `dry_run` nothing is changed, and
    the outcome is what would be. Raises StoreError; the store is then as it was.
    """
    if grace_days < 0:
        raise StoreError(f"The days of grace must be at least 0, not {grace_days}.")
    catalog = catalog_of(store)
    if not isinstance(catalog, FileCatalog):
        raise StoreError(
            f"The catalogue {catalog} has several writers and is not compacted here; ask whoever "
            "keeps the database to do it with DuckLake's own functions."
        )
    before = store_status(catalog)
    if not before.versions:
        raise StoreError(
            f"{catalog}: there are no versions to compact yet; `toolkit build` makes one."
        )
    orphans = find_orphans(catalog) if dry_run else remove_orphans(catalog)
    expired: tuple[int, ...] = ()
    merged: list[Any] = []
    due = 0
    with suppress(_NothingToKeepError), catalog.changing() as connection:
        expired, snapshots = _expire(connection, retention, now or datetime.now(UTC))
        merged = _merge(connection)
        due = len(_clean_up(connection, grace_days, dry_run=True))
        if dry_run or not (snapshots or merged):
            raise _NothingToKeepError
    if due and not dry_run:
        # The present catalogue does without these files already.
        with catalog.changing() as connection:
            _clean_up(connection, grace_days, dry_run=False)
    after = store_status(catalog)
    return Compaction(
        expired=expired,
        merged_files=sum(row[2] for row in merged),
        new_files=sum(row[3] for row in merged),
        removed_files=due,
        removed_orphans=len(orphans),
        waiting_files=after.replaced_files,
        before=before,
        after=after,
        dry_run=dry_run,
    )


def compact(
    target: Path,
    store: Store | None = None,
    *,
    keep: str = KEEP,
    grace_days: float = GRACE_DAYS,
    dry_run: bool = False,
) -> Compaction:
    """Compact the store of the package in a folder, as `compact_store` does.

    `store` is its own by default. `keep` is read by `parse_retention`. Raises StoreError,
    also where a build is going on.
    """
    retention = parse_retention(keep)
    staging = target / STAGING_FOLDER
    with package_lock(target):
        complete_swap(target)
        # As long as this folder is there, the next build looks for files that are left.
        staging.mkdir(parents=True, exist_ok=True)
        try:
            catalog = catalog_of(store or target / STORE_FOLDER)
            done = compact_store(catalog, retention, grace_days=grace_days, dry_run=dry_run)
            if not dry_run:
                tidy_versions(target, catalog)
            return done
        finally:
            shutil.rmtree(staging, ignore_errors=True)


class _NothingToKeepError(Exception):
    """The changed copy of the catalogue is thrown away."""


def _expire(
    connection: duckdb.DuckDBPyConnection, retention: Retention, now: datetime
) -> tuple[tuple[int, ...], int]:
    """Expire snapshots in the attached copy; return the versions among them, and their count."""
    known = read_versions(connection)
    released = {snapshot for _, snapshot in read_release_names(connection, LAKE)}
    gone = {version.number for version in retention.expired(known, released, now)}
    kept = {version.number for version in known} - gone
    rows = connection.execute(
        f"SELECT snapshot_id FROM {LAKE}.snapshots() ORDER BY snapshot_id"
    ).fetchall()
    numbers = [number for (number,) in rows]
    # Snapshots that are no versions, such as that of the last compaction, hold nothing of
    # their own. The newest snapshot of all can't go.
    unneeded = [number for number in numbers[:-1] if number not in kept]
    if unneeded:
        listed = ", ".join(map(str, unneeded))
        connection.execute(f"CALL ducklake_expire_snapshots('{LAKE}', versions => [{listed}])")
    return tuple(sorted(gone)), len(unneeded)


def _merge(connection: duckdb.DuckDBPyConnection) -> list[Any]:
    """Merge small files in the attached copy; return what DuckLake says of each table."""
    before = current_snapshot(connection)
    merged = connection.execute(f"CALL ducklake_merge_adjacent_files('{LAKE}')").fetchall()
    # The rows keep their numbers, so that what the next commit knows of them holds.
    move_blocks(connection, before, current_snapshot(connection))
    return merged


def _clean_up(
    connection: duckdb.DuckDBPyConnection, grace_days: float, *, dry_run: bool
) -> list[Any]:
    seconds = int(grace_days * 86_400)
    return connection.execute(
        f"CALL ducklake_cleanup_old_files('{LAKE}', dry_run => {dry_run}, "
        f"older_than => now() - INTERVAL {seconds} SECONDS)"
    ).fetchall()
