"""How a DuckLake is attached to a connection, whatever holds its catalogue."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.quoting import literal

if TYPE_CHECKING:
    import duckdb

LAKE = "lake"
# Without a limit of 0, a few rows are kept in the catalogue instead of in Parquet.
TO_WRITE = ("DATA_INLINING_ROW_LIMIT 0",)
TO_READ = ("READ_ONLY",)


def attach_lake(
    connection: duckdb.DuckDBPyConnection, catalog: str, data: Path, *options: str
) -> None:
    """Attach the lake whose catalogue is at `catalog`, as DuckLake writes it, as `lake`.

    Its rows are in the folder `data`, whatever the catalogue says. The extensions that it
    takes must be loaded; raises duckdb.Error where it can't be attached.
    """
    # The catalogue says `data/`, which DuckLake resolves against the working directory.
    folder = f"{data.resolve()}{os.sep}"
    stated = [*options, f"DATA_PATH {literal(folder)}", "OVERRIDE_DATA_PATH true"]
    connection.execute(f"ATTACH {literal(f'ducklake:{catalog}')} AS {LAKE} ({', '.join(stated)})")


def detach_lake(connection: duckdb.DuckDBPyConnection) -> None:
    """Detach the lake; what was written is then wholly in the catalogue, without a log beside."""
    connection.execute("USE memory")
    connection.execute(f"DETACH {LAKE}")


def lake_data_folder(connection: duckdb.DuckDBPyConnection) -> Path:
    """Return the folder with the rows of the attached lake."""
    row = connection.execute(f"SELECT data_path FROM ducklake_settings({literal(LAKE)})").fetchone()
    return Path(row[0]) if row else Path()
