"""What is served: a version, its tables and their columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class ServedColumn:
    """A column: its name, its type in the Table Schema, and the rest of what that says of it."""

    name: str
    type: str
    field: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ServedTable:
    """A table: its columns, the names of those of its key (none where it has none), its rows."""

    name: str
    title: str
    description: str
    columns: Mapping[str, ServedColumn]
    key: tuple[str, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class ServedVersion:
    """A version of a package as it is served.

    `database` is the DuckDB file that all answers are read from. `digest` is another one wherever
    an answer could be.
    """

    name: str
    title: str
    version: str
    descriptor: Mapping[str, Any]
    tables: Mapping[str, ServedTable]
    database: Path
    digest: str

    @property
    def has_evidence(self) -> bool:
        """Whether the version says where its values were read."""
        evidence = self.tables.get("evidence")
        needed = {"table_name", "record_id", "field", "article_id", "char_start", "char_end"}
        return evidence is not None and needed <= set(evidence.columns)
