"""What a column must fulfil by its schema, said once, for Ibis and for DuckDB's SQL.

Ibis takes long to load, so that SQL asks first whether all is well (`keeps_constraints`); only
then the pandera model says what is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from toolkit.quoting import identifier, identifiers, literal
from toolkit.table_schema import constraints_of
from toolkit.tables import primary_key, table_schema

CONDITIONS: dict[str, Callable[[Any, Any], Any]] = {
    "enum": lambda column, values: column.isin(values),
    "pattern": lambda column, pattern: column.re_search(pattern),
    "minLength": lambda column, least: column.length() >= least,
    "maxLength": lambda column, most: column.length() <= most,
    "minimum": lambda column, least: column >= least,
    "maximum": lambda column, most: column <= most,
}
"""What a column, of Ibis or a `SqlColumn`, must fulfil, by constraint of a Table Schema."""


@dataclass(frozen=True, slots=True)
class SqlColumn:
    """A column as DuckDB's SQL names it; its methods, named as those of Ibis, return SQL."""

    sql: str

    def isin(self, values: Iterable[Any]) -> str:
        """Return the condition that a value is one of these."""
        return f"{self.sql} IN ({', '.join(map(literal, values))})"

    def re_search(self, pattern: str) -> str:
        """Return the condition that a pattern is found in a value."""
        return f"regexp_matches({self.sql}, {literal(pattern)})"

    def length(self) -> SqlColumn:
        """Return the number of characters."""
        return SqlColumn(f"length({self.sql})")

    def __ge__(self, least: float) -> str:
        return f"{self.sql} >= {least}"

    def __le__(self, most: float) -> str:
        return f"{self.sql} <= {most}"


def keeps_constraints(name: str) -> str:
    """Return the query whether all rows of a table keep the constraints of its schema.

    The conditions are those of `pandera_model`. The table has `toolkit.tables.duckdb_columns`; the
    query returns one boolean.
    """
    broken: list[str] = []
    for field in table_schema(name)["fields"]:
        column, constraints = identifier(field["name"]), constraints_of(field)
        if constraints.get("required"):
            broken.append(f"bool_or({column} IS NULL)")
        if constraints.get("unique"):
            broken.append(f"count({column}) <> count(DISTINCT {column})")
        broken += [
            f"bool_or(NOT {CONDITIONS[constraint](SqlColumn(column), limit)})"
            for constraint, limit in constraints.items()
            if constraint in CONDITIONS
        ]
    broken.append(f"count(*) <> count(DISTINCT row({identifiers(primary_key(name))}))")
    # The aggregates of a column without a value are null, and it breaks nothing.
    tests = " OR ".join(f"coalesce({one}, false)" for one in broken)
    return f"SELECT NOT ({tests}) FROM {identifier(name)}"
