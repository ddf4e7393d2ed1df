"""The snapshots in a catalogue, and which of them are versions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.store.attachment import LAKE
from toolkit.store.history import Version, name_releases, version_of_snapshot
from toolkit.store.listed_files import METADATA
from toolkit.store.release_table import read_release_names

if TYPE_CHECKING:
    import duckdb

# Snapshots that only these made hold the rows of the one before: they are no versions.
_NO_VERSION = {"created_schema", "merge_adjacent"}
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_KIND = re.compile(r"(?:^|,)([a-z_]+):")


def read_versions(connection: duckdb.DuckDBPyConnection) -> tuple[Version, ...]:
    """Return every version in the catalogue that is attached, alone or with its lake.

    The oldest comes first.
    """
    rows = connection.execute(
        "SELECT snapshot_id, epoch_us(snapshot_time), author, commit_message, commit_extra_info, "
        f"changes_made FROM {METADATA}.ducklake_snapshot "
        f"JOIN {METADATA}.ducklake_snapshot_changes USING (snapshot_id) ORDER BY snapshot_id"
    ).fetchall()
    found = tuple(
        version_of_snapshot(number, microseconds, author, message, extra)
        for number, microseconds, author, message, extra, changes in rows
        if not _NO_VERSION.issuperset(_KIND.findall(_QUOTED.sub('""', changes or "")))
    )
    return name_releases(found, read_release_names(connection, LAKE))
