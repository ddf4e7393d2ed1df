"""How large a store is, and what is in it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from toolkit.store.lake import CATALOG_NAME, DATA_NAME, attach_latest, versions
from toolkit.store.listed_files import listed_files, orphaned_files, replaced_files
from toolkit.store.released import read_released


@dataclass(frozen=True, slots=True)
class StoreStatus:
    """The size of a store in bytes, and how many versions and files it has.

    `files` are those that a version reads; `replaced_files` those that a compaction has
    replaced and that are kept a while for late readers; `orphaned_files` those that no
    snapshot knows, which a commit left that was killed. `snapshots` counts those of DuckLake,
    of which some are no version.
    """

    versions: int
    releases: int
    snapshots: int
    files: int
    replaced_files: int
    orphaned_files: int
    data_bytes: int
    catalog_bytes: int
    orphaned_bytes: int

    @property
    def bytes(self) -> int:
        """Bytes of all files together."""
        return self.data_bytes + self.catalog_bytes

    def to_dict(self) -> dict[str, Any]:
        """Return the status as values that JSON can hold."""
        return {"bytes": self.bytes, **asdict(self)}


def store_status(store_folder: Path) -> StoreStatus:
    """Return the status of a store; all is 0 where there is none.

    Raises StoreError where the store can't be opened.
    """
    if not (store_folder / CATALOG_NAME).is_file():
        return StoreStatus(0, 0, 0, 0, 0, 0, 0, 0, 0)
    import duckdb

    data_folder = store_folder / DATA_NAME
    with duckdb.connect() as connection:
        attach_latest(connection, store_folder)
        listed = listed_files(connection, data_folder)
        replaced = replaced_files(connection, data_folder)
        orphans = orphaned_files(connection, data_folder)
        released = read_released(connection)
        counted = connection.execute("SELECT count(*) FROM lake.snapshots()").fetchone()
    present = [path for path in data_folder.rglob("*") if path.is_file()]
    return StoreStatus(
        versions=len(versions(store_folder)),
        releases=len(released),
        snapshots=counted[0] if counted else 0,
        files=len(listed),
        replaced_files=len(replaced),
        orphaned_files=len(orphans),
        data_bytes=sum(path.stat().st_size for path in present),
        catalog_bytes=(store_folder / CATALOG_NAME).stat().st_size,
        orphaned_bytes=sum(path.stat().st_size for path in orphans),
    )
