"""What a reader knows a row by: its name where it has one, with its key, else the key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from toolkit.quoting import identifier, literal
from toolkit.store.json_value import json_value
from toolkit.store.key_names import actor_columns

if TYPE_CHECKING:
    import duckdb

Row = Mapping[str, Any]

_LONGEST = 80


class RowNames:
    """Finds the names of rows in one version of a store that is attached to a connection.

    `source` gives the SQL of a table in that version, None for one that it hasn't. A name that
    was found is kept, as the same actors come again and again.
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, source: Callable[[str], str | None]
    ) -> None:
        self._connection = connection
        self._source = source
        self._found_actors: dict[str, str | None] = {}

    def of_row(self, table: str, row: Row, key: str) -> str:
        """Return what names a row, such as "Ann Lee (ann-lee)" or, lacking names, its key."""
        if table == "actors":
            return _with_key(row.get("name"), key)
        if table == "articles":
            return _with_key(row.get("title") or row.get("source_path"), key)
        if table == "meetings":
            return _with_key(self._meeting(row, key), key)
        if table in ("meeting_reports", "election_reports"):
            return key.split("/", 1)[0]
        if table == "election_results":
            return f"{self.of_actor(row.get('contender_id'))} in {row.get('election_id')}"
        if table == "meeting_participants":
            return f"{self.of_actor(row.get('actor_id'))} in {row.get('meeting_id')}"
        if table == "actor_names":
            return f'"{_short(row.get("name"))}" for {self.of_actor(row.get("actor_id"))}'
        if table == "actor_roles":
            return f"{_short(row.get('title'))}, {self.of_actor(row.get('actor_id'))}"
        return key

    def of_value(self, column: str, value: Any) -> str:
        """Return a value as text; the key of an actor with the name."""
        if column in actor_columns() and value is not None:
            return _with_key(self._actor_name(value), str(value))
        return _short(json_value(value))

    def of_actor(self, actor_id: Any) -> str:
        """Return the name of an actor, the key of one that isn't there."""
        return _short(self._actor_name(actor_id) or actor_id)

    def _actor_name(self, actor_id: Any) -> str | None:
        key = str(actor_id)
        if key not in self._found_actors:
            found = self._values("actors", "name", "actor_id", actor_id)
            self._found_actors[key] = found[0] if found else None
        return self._found_actors[key]

    def _meeting(self, row: Row, key: str) -> str:
        actors = self._values("meeting_participants", "actor_id", "meeting_id", key)
        names = [self.of_actor(actor) for actor in actors]
        words = " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
        if row.get("place"):
            words += f" in {_short(row['place'])}"
        if row.get("start_date"):
            words += f", {row['start_date']}"
        return words.strip(" ,")

    def _values(self, table: str, column: str, key: str, value: Any) -> list[str]:
        source = self._source(table)
        if source is None or value is None:
            return []
        rows = self._connection.execute(
            f"SELECT {identifier(column)} FROM {source} "
            f"WHERE {identifier(key)} = {literal(str(value))} ORDER BY ALL"
        ).fetchall()
        return [found for (found,) in rows]


def _with_key(name: object, key: str) -> str:
    return f"{_short(name)} ({key})" if name else key


def _short(value: object) -> str:
    """Return a value on one line, cut where it is long."""
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3].rstrip()}..."
