"""Files that a commit left which was killed: found, and removed."""

from __future__ import annotations

from pathlib import Path

from toolkit.store.lake import CATALOG_NAME, DATA_NAME, attach_latest
from toolkit.store.listed_files import orphaned_files


def find_orphans(store_folder: Path) -> tuple[Path, ...]:
    """Return the files that no snapshot of a store knows, sorted; none without a store.

    Besides data files it may be the copy of a catalogue that a compaction worked on.

    Raises StoreError where the store can't be opened.
    """
    if not (store_folder / CATALOG_NAME).is_file():
        return ()
    import duckdb

    with duckdb.connect() as connection:
        attach_latest(connection, store_folder)
        orphans = orphaned_files(connection, store_folder / DATA_NAME)
    return (*sorted(store_folder.glob(f"{CATALOG_NAME}.new*")), *orphans)


def remove_orphans(store_folder: Path) -> tuple[Path, ...]:
    """Remove the files that no snapshot of a store knows; return them.

    Nobody else may be committing meanwhile: the caller holds the lock of the package. Raises
    StoreError where the store can't be opened.
    """
    orphans = find_orphans(store_folder)
    for path in orphans:
        path.unlink(missing_ok=True)
    return orphans
