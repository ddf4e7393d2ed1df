"""A release as a frozen DuckLake: all releases up to it, read straight from static hosting.

`NAME.ducklake` is the catalogue, with a snapshot for each release. The rows are Parquet: those of
a table that no release changed are in its own file, `data/TABLE.parquet`; of other tables each row
is once in `lake/TABLE/`, in the file of the releases that have it:

    lake/meetings/0.1.0.parquet             came with 0.1.0 and are still there
    lake/meetings/0.1.0-until-0.2.0.parquet came with 0.1.0 and are not in 0.2.0

DuckLake resolves a relative path of data against the working directory, not the catalogue. So the
catalogue states the address of the release where that is known; without it, who attaches the lake
from another place says where the release is: `(DATA_PATH '...', OVERRIDE_DATA_PATH true)`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.publish.data_files import write_parquet
from toolkit.publish.forms.lake_catalog import CatalogRows, new_rows, steady_uuid, write_catalog
from toolkit.publish.forms.lake_history import (
    RowsOfReleases,
    column_lifetimes,
    columns_of_releases,
    open_history,
    rows_of_releases,
    table_lifetimes,
)
from toolkit.publish.forms.lake_stats import ColumnStats, column_statistics
from toolkit.publish.forms.table_files import table_path
from toolkit.publish.published_version import PublishedVersion

if TYPE_CHECKING:
    pass

LAKE_FOLDER = "lake"
_TYPES = {"integer": "int64", "number": "float64", "date": "date"}
"""The types of DuckLake by those of a Table Schema; all others are text."""
_SCHEMA_ID = 0


def lake_path(published: PublishedVersion) -> str:
    """Return the path of the catalogue below the folder of the release."""
    return f"{published.file_stem}.ducklake"


def write_frozen_lake(published: PublishedVersion, folder: Path) -> None:
    """Write the frozen DuckLake of a release, after its Parquet files.

    Raises StoreError where an earlier release can't be read or the lake can't be written.
    """
    with open_history(published) as history:
        write_lake(history, folder)


def write_lake(history: Sequence[PublishedVersion], folder: Path) -> None:
    """Write a lake that has a snapshot for each of these versions, of which the last is released.

    The Parquet files of the last are below the folder already. Raises as `write_frozen_lake` does.
    """
    rows = new_rows()
    files = 0
    lifetimes = table_lifetimes(history)
    for table_id, (name, (begin, end)) in enumerate(lifetimes.items(), 1):
        table = _LakeTable(history, name, table_id)
        _describe_table(rows, table, begin, end)
        files += _add_files(rows, table, folder, files)
    _add_snapshots(rows, history, lifetimes, files)
    released = history[-1]
    write_catalog(folder / lake_path(released), rows, released.release_address or "")


@dataclass(frozen=True, slots=True)
class _LakeTable:
    """A table of the lake and the number that the catalogue gives it."""

    history: Sequence[PublishedVersion]
    name: str
    number: int

    @property
    def latest(self) -> PublishedVersion:
        """The last release that has the table."""
        return next(one for one in reversed(self.history) if self.name in one.table_names)


def _snapshot(release: int | None) -> int | None:
    """Return the number of the snapshot of a release: DuckLake's first, 0, is before all."""
    return None if release is None else release + 1


def _describe_table(rows: CatalogRows, table: _LakeTable, begin: int, end: int | None) -> None:
    span = {"begin_snapshot": _snapshot(begin), "end_snapshot": _snapshot(end)}
    rows["ducklake_table"].append(
        {
            "table_id": table.number,
            "table_uuid": steady_uuid(table.latest.name, table.name),
            **span,
            "schema_id": _SCHEMA_ID,
            "table_name": table.name,
            "path": "",
            "path_is_relative": True,
        }
    )
    mapping = {"mapping_id": table.number, "table_id": table.number}
    rows["ducklake_column_mapping"].append({**mapping, "type": "map_by_name"})
    resource = table.latest.resource(table.name)
    if meaning := resource.get("description"):
        rows["ducklake_tag"].append(
            {"object_id": table.number, **span, "key": "comment", "value": str(meaning)}
        )
    types = columns_of_releases(table.history, table.name)
    meanings = {field["name"]: field.get("description") for field in resource["schema"]["fields"]}
    for number, (column, (first, after)) in enumerate(
        column_lifetimes(table.history, table.name).items(), 1
    ):
        lived = {"begin_snapshot": _snapshot(first), "end_snapshot": _snapshot(after)}
        rows["ducklake_column"].append(
            {
                "column_id": number,
                **lived,
                "table_id": table.number,
                "column_order": number,
                "column_name": column,
                "column_type": _TYPES.get(types[column], "varchar"),
                "default_value": "NULL",
                "nulls_allowed": True,
                "default_value_type": "literal",
                "default_value_dialect": "duckdb",
            }
        )
        rows["ducklake_name_mapping"].append(
            {
                "mapping_id": table.number,
                "column_id": number,
                "source_name": column,
                "target_field_id": number,
                "is_partition": False,
            }
        )
        if meaning := meanings.get(column):
            rows["ducklake_column_tag"].append(
                {
                    "table_id": table.number,
                    "column_id": number,
                    **lived,
                    "key": "comment",
                    "value": str(meaning),
                }
            )


def _add_files(rows: CatalogRows, table: _LakeTable, folder: Path, first_file: int) -> int:
    """Write the files of a table and list them; return how many there are."""
    from pyarrow.parquet import read_metadata

    columns = list(columns_of_releases(table.history, table.name))
    row_id, size, stats = 0, 0, ColumnStats()
    found = rows_of_releases(table.history, table.name)
    for file_id, part in enumerate(found, first_file):
        path = _path_of(table, part)
        content = table.latest.table(table.name) if part.rows is None else part.rows
        place = folder / path
        if part.rows is not None:
            place.parent.mkdir(parents=True, exist_ok=True)
            write_parquet(part.rows, place)
        bytes_of_file, metadata = place.stat().st_size, read_metadata(place)
        rows["ducklake_data_file"].append(
            {
                "data_file_id": file_id,
                "table_id": table.number,
                "begin_snapshot": _snapshot(part.first),
                "end_snapshot": _snapshot(part.after),
                "path": path,
                "path_is_relative": True,
                "file_format": "parquet",
                "record_count": content.num_rows,
                "file_size_bytes": bytes_of_file,
                "footer_size": metadata.serialized_size,
                "row_id_start": row_id,
                "mapping_id": table.number,
            }
        )
        for number, column in enumerate(columns, 1):
            if column in content.column_names:
                groups = column_statistics(metadata, content.column_names.index(column))
                rows["ducklake_file_column_stats"].append(
                    {
                        "data_file_id": file_id,
                        "table_id": table.number,
                        "column_id": number,
                        "value_count": content.num_rows,
                        **stats.add(number, content[column], groups),
                    }
                )
        row_id, size = row_id + content.num_rows, size + bytes_of_file
    counts = {"record_count": row_id, "next_row_id": row_id, "file_size_bytes": size}
    rows["ducklake_table_stats"].append({"table_id": table.number, **counts})
    rows["ducklake_table_column_stats"] += stats.of_table(table.number)
    return len(found)


def _path_of(table: _LakeTable, part: RowsOfReleases) -> str:
    if part.rows is None:
        return table_path(table.name, "parquet")
    first = table.history[part.first].version
    name = first if part.after is None else f"{first}-until-{table.history[part.after].version}"
    # A plus sign in an address may be read as a space.
    return f"{LAKE_FOLDER}/{table.name}/{name.replace('+', '_')}.parquet"


def _add_snapshots(
    rows: CatalogRows,
    history: Sequence[PublishedVersion],
    lifetimes: Mapping[str, tuple[int, int | None]],
    files: int,
) -> None:
    rows["ducklake_schema"].append(
        {
            "schema_id": _SCHEMA_ID,
            "schema_uuid": steady_uuid(history[-1].name),
            "begin_snapshot": 1,
            "schema_name": "main",
            "path": "",
            "path_is_relative": True,
        }
    )
    schema_version = 0
    former: Any = None
    for number, release in enumerate(history):
        form = {name: release.schema(name)["fields"] for name in release.table_names}
        if form != former:
            schema_version += 1
            rows["ducklake_schema_versions"] += [
                {"begin_snapshot": number + 1, "schema_version": schema_version, "table_id": table}
                for table, name in enumerate(lifetimes, 1)
                if name in form and (former is None or form[name] != former.get(name))
            ]
        former = form
        rows["ducklake_snapshot"].append(
            {
                "snapshot_id": number + 1,
                "snapshot_time": str(release.descriptor["created"]),
                "schema_version": schema_version,
                "next_catalog_id": len(lifetimes) + 1,
                "next_file_id": files,
            }
        )
        rows["ducklake_snapshot_changes"].append(
            {
                "snapshot_id": number + 1,
                "changes_made": _changes(rows, number, lifetimes),
                "author": "toolkit",
                "commit_message": release.version,
            }
        )


def _changes(
    rows: CatalogRows, release: int, lifetimes: Mapping[str, tuple[int, int | None]]
) -> str:
    """Return what a snapshot did, in the words of DuckLake."""
    snapshot = release + 1
    made = ['created_schema:"main"'] if release == 0 else []
    for table, (name, (begin, end)) in enumerate(lifetimes.items(), 1):
        files = [one for one in rows["ducklake_data_file"] if one["table_id"] == table]
        if begin == release:
            made.append(f'created_table:"main"."{name}"')
        if end == release:
            made.append(f"dropped_table:{table}")
        if any(one["begin_snapshot"] == snapshot for one in files):
            made.append(f"inserted_into_table:{table}")
        if end != release and any(one["end_snapshot"] == snapshot for one in files):
            made.append(f"deleted_from_table:{table}")
    return ",".join(made)
