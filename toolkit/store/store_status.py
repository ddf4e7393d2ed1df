"""How large a store is, and what is in it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from toolkit.store.catalog import Store, catalog_of
from toolkit.store.catalog_snapshots import read_versions
from toolkit.store.lake import LAKE, lake_data_folder, open_if_any
from toolkit.store.listed_files import listed_files, orphaned_files, replaced_files
from toolkit.store.release_table import read_release_table


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


def store_status(store: Store) -> StoreStatus:
    """Return the status of a store; all is 0 where there is none.

    Raises StoreError where the store can't be opened.
    """
    with open_if_any(store) as connection:
        if connection is None:
            return StoreStatus(0, 0, 0, 0, 0, 0, 0, 0, 0)
        data_folder = lake_data_folder(connection)
        known = read_versions(connection)
        listed = listed_files(connection, data_folder)
        replaced = replaced_files(connection, data_folder)
        orphans = orphaned_files(connection, data_folder)
        released = read_release_table(connection, LAKE)
        counted = connection.execute("SELECT count(*) FROM lake.snapshots()").fetchone()
    present = [path for path in data_folder.rglob("*") if path.is_file()]
    return StoreStatus(
        versions=len(known),
        releases=len(released),
        snapshots=counted[0] if counted else 0,
        files=len(listed),
        replaced_files=len(replaced),
        orphaned_files=len(orphans),
        data_bytes=sum(path.stat().st_size for path in present),
        catalog_bytes=_bytes_of_catalog(store),
        orphaned_bytes=sum(path.stat().st_size for path in orphans),
    )


def _bytes_of_catalog(store: Store) -> int:
    """Return the bytes of the file of a catalogue, or of the copy that readers make."""
    with catalog_of(store).reading() as file:
        return file.path.stat().st_size if file else 0
