"""How names and values are written into SQL.

Values are written out rather than bound as parameters: to bind one, DuckDB 1.5 imports pandas
where that is installed, which takes longer than most queries.
"""

from __future__ import annotations

from collections.abc import Iterable


def identifier(name: str) -> str:
    """Return a name of a table or column, quoted for SQL."""
    return '"' + name.replace('"', '""') + '"'


def identifiers(names: Iterable[str], prefix: str = "") -> str:
    """Return names quoted and joined with commas, each after `prefix` (such as `stored.`)."""
    return ", ".join(f"{prefix}{identifier(name)}" for name in names)


def literal(text: str) -> str:
    """Return a string value, quoted for SQL."""
    return "'" + text.replace("'", "''") + "'"
