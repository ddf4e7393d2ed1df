"""The files that the catalogue of a store lists, and those that no snapshot knows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

METADATA = "__ducklake_metadata_lake"
"""The catalogue's own tables, beside the store that is attached as `lake`."""

_LISTED = """
    SELECT file.path, file.path_is_relative, file.file_size_bytes, file.begin_snapshot,
        file.end_snapshot, tab.path, tab.path_is_relative, sch.path, sch.path_is_relative
    FROM {metadata}.{source} AS file
    JOIN (
        SELECT DISTINCT ON (table_id) * FROM {metadata}.ducklake_table
        ORDER BY table_id, begin_snapshot DESC
    ) AS tab USING (table_id)
    JOIN {metadata}.ducklake_schema AS sch USING (schema_id)
"""


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file of rows, or of deletions: where it lies, its bytes, and which snapshots read it.

    `end` is the first snapshot that doesn't read it any more, None while all later ones do.
    """

    path: Path
    size: int
    begin: int
    end: int | None

    def is_read_at(self, number: int) -> bool:
        """Return whether a snapshot reads this file."""
        return self.begin <= number and (self.end is None or number < self.end)


def listed_files(
    connection: duckdb.DuckDBPyConnection, data_folder: Path
) -> tuple[ListedFile, ...]:
    """Return the files that the snapshots of the attached store read, sorted by path."""
    found = []
    for source in ("ducklake_data_file", "ducklake_delete_file"):
        rows = connection.execute(_LISTED.format(metadata=METADATA, source=source)).fetchall()
        for path, relative, size, begin, end, *folders in rows:
            # A path is relative to its table's, and that to its schema's.
            table, table_relative, schema, schema_relative = folders
            above = data_folder / schema if schema_relative else Path(schema)
            above = above / table if table_relative else Path(table)
            place = above / path if relative else Path(path)
            found.append(ListedFile(place, size, begin, end))
    return tuple(sorted(found, key=lambda file: str(file.path)))


def replaced_files(connection: duckdb.DuckDBPyConnection, data_folder: Path) -> tuple[Path, ...]:
    """Return the files that compaction has replaced and that are still kept for late readers."""
    rows = connection.execute(
        f"SELECT path, path_is_relative FROM {METADATA}.ducklake_files_scheduled_for_deletion "
        "ORDER BY path"
    ).fetchall()
    return tuple(data_folder / path if relative else Path(path) for path, relative in rows)


def orphaned_files(connection: duckdb.DuckDBPyConnection, data_folder: Path) -> tuple[Path, ...]:
    """Return the files below the data folder that the attached store doesn't know, sorted.

    A commit that was killed leaves such files; so does one that is still going on.
    """
    known = {file.path for file in listed_files(connection, data_folder)}
    known.update(replaced_files(connection, data_folder))
    present = (path for path in data_folder.rglob("*") if path.is_file())
    return tuple(sorted(path for path in present if path not in known))
