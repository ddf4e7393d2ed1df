"""The number that says which form a store has, so that a later form is not misread.

It is raised when a store that this toolkit writes could be misread by the one before. It
stands among the metadata that DuckLake keeps in its catalogue; a store without it has form 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.store.errors import StoreError
from toolkit.store.listed_files import METADATA

if TYPE_CHECKING:
    import duckdb

STORE_FORMAT = 1
UPDATE = "update the toolkit: pip install -U parley-toolkit"
_KEY = "parley_store_format"


def state_format(connection: duckdb.DuckDBPyConnection) -> None:
    """Write the number of this toolkit's form into a catalogue that is attached for writing."""
    connection.execute(f"DELETE FROM {METADATA}.ducklake_metadata WHERE key = '{_KEY}'")
    connection.execute(
        f"INSERT INTO {METADATA}.ducklake_metadata (key, value) VALUES ('{_KEY}', '{STORE_FORMAT}')"
    )


def refuse_newer(connection: duckdb.DuckDBPyConnection, store: str) -> None:
    """Raise StoreError where the attached store has a form that this toolkit doesn't know.

    `store` is what the message calls it.
    """
    row = connection.execute(
        f"SELECT value FROM {METADATA}.ducklake_metadata WHERE key = '{_KEY}'"
    ).fetchone()
    if row is not None and (not row[0].isdecimal() or int(row[0]) > STORE_FORMAT):
        raise StoreError(
            f"{store}: a newer toolkit wrote this store (its format is {row[0]}, this "
            f"toolkit knows {STORE_FORMAT}); {UPDATE}."
        )
