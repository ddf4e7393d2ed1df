"""DuckDB in bounded memory: what does not fit goes to a folder that is gone afterwards.

By itself DuckDB takes up to four fifths of a machine's memory, and puts what does not fit into
the working directory.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

DATABASE_MEMORY = "512MB"
"""What one database of a build may take; a build has one at a time that is busy."""


def spilling_settings() -> dict[str, str]:
    """Return the settings of a database that is kept until the process ends.

    DuckDB makes the folder when it needs it, and removes it when the database is closed.
    """
    folder = Path(tempfile.gettempdir()) / f"toolkit-spilled-{os.getpid()}"
    return {"memory_limit": DATABASE_MEMORY, "temp_directory": str(folder)}


@contextmanager
def bounded_database(
    path: str | Path = ":memory:", **settings: Any
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a connection to a database in bounded memory, in a file or, by default, in none."""
    import duckdb

    with tempfile.TemporaryDirectory(prefix="toolkit-", ignore_cleanup_errors=True) as scratch:
        bounds = {"memory_limit": DATABASE_MEMORY, "temp_directory": f"{scratch}/spilled"}
        with duckdb.connect(path, config={**bounds, **settings}) as connection:
            yield connection
