"""Where a value comes from: for each value of a row, the characters it was read from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.quoting import identifier, literal
from toolkit.store.errors import QueryError
from toolkit.store.json_value import json_value
from toolkit.store.key_names import actor_columns
from toolkit.store.near_names import near_names
from toolkit.store.query import open_package
from toolkit.store.redirects import follow_redirect
from toolkit.store.sentences import sentence_around
from toolkit.tables import primary_key

if TYPE_CHECKING:
    import duckdb

# Rows that are explained with a row: the table, and the column that holds its key.
_PARTS: dict[str, tuple[tuple[str, str], ...]] = {
    "actors": (("actor_names", "actor_id"), ("actor_roles", "actor_id")),
    "meetings": (("meeting_participants", "meeting_id"), ("meeting_reports", "meeting_id")),
    "elections": (("election_reports", "election_id"), ("election_results", "election_id")),
    "articles": (
        ("meeting_reports", "article_id"),
        ("election_reports", "article_id"),
        ("election_results", "article_id"),
        ("actor_roles", "article_id"),
    ),
}
# Tables in which an id is looked for, in this order.
ID_TABLES = (
    "meetings",
    "actors",
    "elections",
    "election_results",
    "actor_roles",
    "articles",
    "meeting_participants",
    "meeting_reports",
    "election_reports",
    "actor_names",
)
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Quotation:
    """The characters of an article that a value was read from, and the rule that read them.

    `sentence` is the sentence around them, in which they are
    `sentence[mark_start:mark_end]`; all three are None where the text is not at hand.
    """

    article_id: str
    source_path: str | None
    char_start: int
    char_end: int
    rule: str
    sentence: str | None = None
    mark_start: int | None = None
    mark_end: int | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a row, what it stands for if it is a key, and where it was read."""

    column: str
    value: Any
    name: str | None
    evidence: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its values that are known, and the evidence for the row as a whole."""

    table: str
    record_id: str
    values: tuple[Value, ...]
    evidence: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A row and the rows that belong to it, such as a meeting's participants and reports."""

    id: str
    table: str
    records: tuple[Record, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the explanation as values that JSON can hold; dates as ISO 8601."""
        values: dict[str, Any] = asdict(self)
        for record in values["records"]:
            for value in record["values"]:
                value["value"] = json_value(value["value"])
        return values


def explain(
    path: str | Path,
    id: str,
    texts: Mapping[str, str] | None = None,
    at: str | int | None = None,
    catalog: str | None = None,
) -> Explanation:
    """Return a row by its key, the rows that belong to it, and the evidence for each value.

    A composite key is joined with `/`. The beginning of a key will do where only one has it. A
    former key leads to the row that has the same thing now.
    `texts` maps an `article_id` to the article's text, from which the sentences are taken; a
    text whose digest is not that of the article is left aside. Raises QueryError for an
    unknown id, naming those that are near, and as `open_package` does.
    """
    with open_package(path, at, catalog) as connection:
        reader = _Reader(connection, texts or {})
        table, key = reader.find(id)
        records = [reader.record(table, key)]
        for part, column in _PARTS.get(table, ()):
            keys = reader.keys(part, f"WHERE {identifier(column)} = {literal(key)}")
            records.extend(reader.record(part, part_key) for part_key in keys)
        return Explanation(key, table, tuple(records))


def find_row(connection: duckdb.DuckDBPyConnection, id: str) -> tuple[str, str]:
    """Return table and whole key of the row that an id, or the beginning of one, names.

    The tables are those of the current schema. Raises QueryError as `explain` does.
    """
    return _Reader(connection, {}).find(id)


class _Reader:
    """Reads rows, their evidence and the names of those they refer to."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, texts: Mapping[str, str]) -> None:
        self.connection = connection
        self.texts = texts
        self.articles: dict[str, str] = dict(
            connection.execute("SELECT article_id, source_path FROM articles").fetchall()
        )

    def keys(self, table: str, where: str = "") -> list[str]:
        """Return the keys of the rows of a table, sorted."""
        rows = self.connection.execute(
            f"SELECT {key_expression(table)} AS key FROM {identifier(table)} {where} ORDER BY key"
        ).fetchall()
        return [key for (key,) in rows]

    def find(self, id: str) -> tuple[str, str]:
        """Return the table and the whole key of an id."""
        wanted = id.strip()
        if not wanted:
            raise QueryError("There is no id to explain; name that of a meeting, actor, result ...")
        # The parts of a row, whose keys begin with its own, are left for a key with a slash.
        tables = [name for name in ID_TABLES if "/" in wanted or len(primary_key(name)) == 1]
        begun = [
            (table, key)
            for table in tables
            for key in self.keys(
                table, f"WHERE starts_with({key_expression(table)}, {literal(wanted)})"
            )
        ]
        whole = [(table, key) for table, key in begun if key == wanted]
        if whole:
            return whole[0]
        redirected = follow_redirect(self.connection, wanted)
        if redirected is not None:
            return redirected
        if len(begun) == 1:
            return begun[0]
        if begun:
            raise QueryError(
                f"{len(begun)} ids begin with {wanted!r}: {_listed(key for _, key in begun)}; "
                "write more of the one you mean."
            )
        raise QueryError(f"There is no id {wanted!r}{self._near(wanted)}.")

    def record(self, table: str, key: str) -> Record:
        """Return one row with its evidence."""
        cursor = self.connection.execute(
            f"SELECT * FROM {identifier(table)} WHERE {key_expression(table)} = {literal(key)}"
        )
        columns = [column for column, *_ in cursor.description or ()]
        row = cursor.fetchone() or ()
        evidence = self._evidence(table, key)
        values = tuple(
            Value(column, value, self._name(column, value), evidence.get(column, ()))
            for column, value in zip(columns, row, strict=False)
            if value is not None
        )
        return Record(table, key, values, evidence.get(None, ()))

    def _evidence(self, table: str, key: str) -> dict[str | None, tuple[Quotation, ...]]:
        rows = self.connection.execute(
            "SELECT field, article_id, char_start, char_end, rule FROM evidence "
            f"WHERE table_name = {literal(table)} AND record_id = {literal(key)} "
            "ORDER BY article_id, char_start, char_end, rule"
        ).fetchall()
        found: dict[str | None, tuple[Quotation, ...]] = {}
        for column, *place in rows:
            found[column] = (*found.get(column, ()), self._quotation(*place))
        return found

    def _quotation(self, article_id: str, start: int, end: int, rule: str) -> Quotation:
        source_path = self.articles.get(article_id)
        text = self.texts.get(article_id)
        if text is None or not is_text_of(text, article_id) or end > len(text):
            return Quotation(article_id, source_path, start, end, rule)
        first, last = sentence_around(text, start, end)
        return Quotation(
            article_id, source_path, start, end, rule, text[first:last], start - first, end - first
        )

    def _name(self, column: str, value: Any) -> str | None:
        """Return the name of the actor or the path of the article that a key stands for."""
        if column == "article_id":
            return self.articles.get(value)
        if column in actor_columns():
            row = self.connection.execute(
                f"SELECT name FROM actors WHERE actor_id = {literal(value)}"
            ).fetchone()
            return row[0] if row else None
        return None

    def _near(self, wanted: str) -> str:
        keys = [key for table in ID_TABLES[:6] for key in self.keys(table)]
        near = near_names(wanted, keys, most=_NAMED)
        return f"; near it are {_listed(near)}" if near else ""


def key_expression(table: str) -> str:
    """Return the SQL of the key of a row as one text; the parts of a composite key join with /."""
    return " || '/' || ".join(map(identifier, primary_key(table)))


def is_text_of(text: str, article_id: str) -> bool:
    """Return whether a text is the one that an article's key was made of."""
    return hashlib.sha256(text.encode()).hexdigest().startswith(article_id)


def _listed(keys: Iterable[str]) -> str:
    listed = list(keys)
    more = f" and {len(listed) - _NAMED} more" if len(listed) > _NAMED else ""
    return ", ".join(listed[:_NAMED]) + more
