"""What DuckDB counts in the columns of a table, over all rows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from toolkit.inference.load import Column, LoadedTable
from toolkit.inference.text_forms import MISSING_IN_TEXT
from toolkit.quoting import literal

if TYPE_CHECKING:
    import duckdb

_SAMPLED_ROWS = 2000
"""Rows that are looked at to leave out types that cannot be; what is taken is held by all rows."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A column and what was found of it.

    `sql` is its value, null where it is missing; `present` counts the values that are not, and
    `distinct` about how many there are, by HyperLogLog. Lengths are in characters; they are None
    where the values are no text. `type` and `properties` are those of its field.
    """

    column: Column
    sql: str
    rows: int
    present: int
    distinct: int
    shortest: int | None
    longest: int | None
    sample: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    type: str = "string"
    properties: dict[str, Any] = field(default_factory=dict)

    @property
    def is_complete(self) -> bool:
        """Whether every row has a value; a table without rows tells nothing."""
        return self.rows > 0 and self.present == self.rows

    @property
    def is_plain_text(self) -> bool:
        """Whether it is text of no format."""
        return self.type == "string" and not self.properties

    @property
    def can_be_key(self) -> bool:
        """Whether equal values are written alike, so that the text tells rows apart."""
        return self.type in ("integer", "year") or (
            self.type in ("string", "date") and self.properties.get("format") in (None, "uuid")
        )


def profile_columns(
    connection: duckdb.DuckDBPyConnection, loaded: LoadedTable, *, take_missing: bool = True
) -> list[Profile]:
    """Return what is in each column of a table, as text where it has no type of its own.

    With `take_missing`, words such as N/A stand for a missing value.
    """
    tokens = ", ".join(map(literal, MISSING_IN_TEXT))
    parts: list[str] = []
    for column in loaded.columns:
        parts += [f"count({column.sql})", f"approx_count_distinct({column.sql})"]
        if column.type is None:
            parts += [
                f"min(length({column.sql}))",
                f"max(length({column.sql}))",
                f"list_sort(list(DISTINCT {column.sql}) FILTER ({column.sql} IN ({tokens})))",
            ]
        else:
            parts += ["NULL", "NULL", "NULL"]
    values = connection.sql(f"SELECT {', '.join(parts)} FROM {loaded.table}").fetchall()[0]
    samples = _samples(connection, loaded)
    profiles: list[Profile] = []
    for number, column in enumerate(loaded.columns):
        present, distinct, shortest, longest, missing = values[5 * number : 5 * number + 5]
        profile = Profile(
            column=column,
            sql=column.sql,
            rows=loaded.rows,
            present=present,
            distinct=distinct,
            shortest=shortest,
            longest=longest,
            sample=samples.get(column.sql, ()),
        )
        if column.type is not None:
            profile = replace(profile, type=column.type)
        elif take_missing and missing and distinct > len(missing):
            profile = without(connection, loaded, profile, tuple(missing))
        profiles.append(profile)
    return profiles


def without(
    connection: duckdb.DuckDBPyConnection,
    loaded: LoadedTable,
    profile: Profile,
    missing: tuple[str, ...],
) -> Profile:
    """Return a profile in which some texts stand for a missing value."""
    column = profile.column
    tokens = ", ".join(map(literal, missing))
    sql = f"(CASE WHEN {column.sql} IN ({tokens}) THEN NULL ELSE {column.sql} END)"
    present, distinct, shortest, longest = connection.sql(
        f"SELECT count({sql}), approx_count_distinct({sql}), min(length({sql})), "
        f"max(length({sql})) FROM {loaded.table}"
    ).fetchall()[0]
    return replace(
        profile,
        sql=sql,
        present=present,
        distinct=distinct,
        shortest=shortest,
        longest=longest,
        missing=missing,
        sample=tuple(value for value in profile.sample if value not in missing),
    )


def _samples(
    connection: duckdb.DuckDBPyConnection, loaded: LoadedTable
) -> dict[str, tuple[str, ...]]:
    """Return the different texts among the first rows of each column of text."""
    texts = [column.sql for column in loaded.columns if column.type is None]
    if not texts:
        return {}
    rows = connection.sql(
        f"SELECT {', '.join(texts)} FROM {loaded.table} LIMIT {_SAMPLED_ROWS}"
    ).fetchall()
    return {
        name: tuple(dict.fromkeys(row[number] for row in rows if row[number] is not None))
        for number, name in enumerate(texts)
    }
