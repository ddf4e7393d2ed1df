"""Files that a commit left which was killed: found, and removed."""

from __future__ import annotations

from pathlib import Path

from toolkit.store.catalog import Store, catalog_of
from toolkit.store.file_catalog import FileCatalog
from toolkit.store.lake import open_if_any
from toolkit.store.listed_files import orphaned_files


def find_orphans(store: Store) -> tuple[Path, ...]:
    """Return the files that no snapshot of a store knows, sorted; none without a store.

    Besides data files it may be the copy of a catalogue that a compaction worked on. None are
    found beside a catalogue in PostgreSQL, where another writer may be committing them just then.
    Raises StoreError where the store can't be opened.
    """
    catalog = catalog_of(store)
    if not isinstance(catalog, FileCatalog):
        return ()
    with open_if_any(catalog) as connection:
        if connection is None:
            return ()
        orphans = orphaned_files(connection, catalog.data)
    return (*sorted(catalog.path.parent.glob(f"{catalog.path.name}.new*")), *orphans)


def remove_orphans(store: Store) -> tuple[Path, ...]:
    """Remove the files that no snapshot of a store knows; return them.

    Nobody else may be committing meanwhile: the caller holds the lock of the package. Raises
    StoreError where the store can't be opened.
    """
    orphans = find_orphans(store)
    for path in orphans:
        path.unlink(missing_ok=True)
    return orphans
