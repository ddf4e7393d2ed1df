"""Former keys, followed to the rows that have the same things now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.quoting import literal
from toolkit.store.errors import QueryError

if TYPE_CHECKING:
    import duckdb


REDIRECTS = "redirects"
"""The table of former keys."""


def follow_redirect(connection: duckdb.DuckDBPyConnection, old_id: str) -> tuple[str, str] | None:
    """Return the table and present key of what had the key `old_id`; None where nothing had it.

    Raises QueryError for a key whose row is gone.
    """
    if not _has_redirects(connection):
        return None
    row = connection.execute(
        "SELECT table_name, new_id, since_version FROM redirects "
        f"WHERE old_id = {literal(old_id)} ORDER BY new_id NULLS LAST, table_name"
    ).fetchone()
    if row is None:
        return None
    table, new_id, since = row
    if new_id is None:
        raise QueryError(
            f"{old_id} was a key of {table} until version {since}, and no row tells of it any "
            f"more; ask for it with --at {since - 1}."
        )
    return table, new_id


def _has_redirects(connection: duckdb.DuckDBPyConnection) -> bool:
    # A package of an older toolkit has no such table.
    row = connection.execute(
        "SELECT count(*) FROM information_schema.tables WHERE table_name = 'redirects' "
        "AND table_catalog = current_database() AND table_schema = 'main'"
    ).fetchone()
    return bool(row and row[0])
