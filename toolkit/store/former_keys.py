"""What the versions of a store tell about keys: since when they are there, where they were read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from toolkit.quoting import identifier, literal
from toolkit.store.catalog import Store
from toolkit.store.extension import connect_with_extension
from toolkit.store.lake import LAKE, attach_version, versions
from toolkit.tables import primary_key

if TYPE_CHECKING:
    import duckdb

_EVIDENCE = "evidence"


class KeyHistory:
    """Answers from a store's versions; it is opened at the first question."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._numbers: list[int] = []

    def first_versions(self, table: str, ids: Collection[str]) -> Mapping[str, int]:
        """Return the first version that has each key, of those that the store still has."""
        (key,) = primary_key(table)
        rows = self._rows(
            f"SELECT {identifier(key)}, min(snapshot_id) FROM {LAKE}.table_changes("
            f"{literal(table)}, {self._first_number()}, {self._last_number()}) "
            f"WHERE change_type = 'insert' AND {identifier(key)} IN ({_literals(ids)}) GROUP BY ALL"
        )
        return {str(found): int(str(number)) for found, number in rows}

    def spans(
        self, table: str, ids: Collection[str], version: int
    ) -> Mapping[str, frozenset[tuple[str, int, int]]]:
        """Return where the rows of these keys were read in a version.

        Where the store has that one no more, it is the last before that it has.
        A span is an article's id, the first character and the end.
        """
        self._open()
        kept = [number for number in self._numbers if number <= version]
        if not kept:
            return {}
        rows = self._rows(
            "SELECT record_id, article_id, char_start, char_end "
            f"FROM {LAKE}.main.{_EVIDENCE} AT (VERSION => {kept[-1]}) "
            f"WHERE table_name = {literal(table)} AND field IS NULL "
            f"AND record_id IN ({_literals(ids)})"
        )
        spans: dict[str, set[tuple[str, int, int]]] = defaultdict(set)
        for record_id, article_id, start, end in rows:
            spans[str(record_id)].add((str(article_id), int(str(start)), int(str(end))))
        return {record_id: frozenset(found) for record_id, found in spans.items()}

    def close(self) -> None:
        """Let go of the store."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> duckdb.DuckDBPyConnection | None:
        if self._connection is None and not self._numbers:
            self._numbers = [version.number for version in versions(self._store)]
            if self._numbers:
                self._connection = connect_with_extension()
                attach_version(self._connection, self._store, str(self._numbers[-1]))
        return self._connection

    def _rows(self, sql: str) -> list[tuple[object, ...]]:
        connection = self._open()
        return [] if connection is None else connection.execute(sql).fetchall()

    def _first_number(self) -> int:
        self._open()
        return self._numbers[0] if self._numbers else 0

    def _last_number(self) -> int:
        self._open()
        return self._numbers[-1] if self._numbers else 0


def _literals(ids: Collection[str]) -> str:
    return ", ".join(literal(one) for one in sorted(ids))
