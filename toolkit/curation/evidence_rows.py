"""The rows of evidence by the row they support, while curation moves them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

Row = dict[str, Any]
Cell = tuple[str, str]

MARK = "curation/"
"""How the rules begin by which rows of evidence say that people decided something."""


class Span(NamedTuple):
    """Characters of an article."""

    article_id: str
    start: int
    end: int


class EvidenceOfRows:
    """Rows of `evidence`, by the table and key of the row that they support."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows: dict[Cell, dict[str, Row]] = {}
        self.is_changed = False
        for row in rows:
            cell = (row["table_name"], row["record_id"])
            self._rows.setdefault(cell, {})[row["evidence_id"]] = row

    def of(self, table: str, record: str) -> list[Row]:
        """Return the rows that support a row, in the order of article, place and key."""
        rows = self._rows.get((table, record), {}).values()
        return sorted(
            rows, key=lambda r: (r["article_id"], r["char_start"], r["char_end"], r["evidence_id"])
        )

    def has_any(self, table: str, record: str) -> bool:
        """Tell whether a row is supported."""
        return bool(self._rows.get((table, record)))

    def articles_of(self, table: str, record: str, field: str | None = None) -> set[str]:
        """Return the articles that support a row, or one value of it."""
        rows = self._rows.get((table, record), {}).values()
        return {row["article_id"] for row in rows if field is None or row["field"] == field}

    def is_read_in(self, table: str, record: str, article_id: str) -> bool:
        """Tell whether words of an article state a row: read or added, and not only marked."""
        rows = self._rows.get((table, record), {}).values()
        return any(
            row["article_id"] == article_id
            and (row["rule"] == f"{MARK}add" or not row["rule"].startswith(MARK))
            for row in rows
        )

    def main_span(self, table: str, record: str, field: str | None = None) -> Span | None:
        """Return the words that best support a row or one value of it, None where none do.

        What a parser read comes before what curation marked.
        """
        rows = self.of(table, record)
        if not rows:
            return None
        best = min(
            rows,
            key=lambda r: (r["rule"].startswith(MARK), r["field"] != field, r["field"] is not None),
        )
        return Span(best["article_id"], best["char_start"], best["char_end"])

    def add(self, span: Span, table: str, record: str, field: str | None, rule: str) -> None:
        """Add one row of evidence."""
        row = {
            "article_id": span.article_id,
            "table_name": table,
            "record_id": record,
            "field": field,
            "char_start": span.start,
            "char_end": span.end,
            "rule": rule,
        }
        key = _key(row)
        self._rows.setdefault((table, record), {})[key] = {"evidence_id": key, **row}
        self.is_changed = True

    def move(self, old: Cell, new: Cell, holds: Callable[[str], bool]) -> None:
        """Let what supports one row support another.

        What supports one value goes along only if the other row holds it, as `holds` tells.
        """
        for row in self._rows.pop(old, {}).values():
            self._move_row(row, new, holds)

    def move_article(
        self, old: Cell, new: Cell, article_id: str, holds: Callable[[str], bool]
    ) -> bool:
        """Do the same for the words of one article only; tell whether there were any."""
        rows = self._rows.get(old, {})
        moving = [row for row in rows.values() if row["article_id"] == article_id]
        for row in moving:
            del rows[row["evidence_id"]]
            self._move_row(row, new, holds)
        if not rows:
            self._rows.pop(old, None)
        return bool(moving)

    def remove_all(self, table: str, record: str) -> None:
        """Remove what supports a row."""
        self.is_changed |= self._rows.pop((table, record), None) is not None

    def remove_where(self, table: str, record: str, goes: Callable[[Row], bool]) -> None:
        """Remove the rows of evidence of a row that `goes` picks."""
        rows = self._rows.get((table, record), {})
        for key in [key for key, row in rows.items() if goes(row)]:
            del rows[key]
            self.is_changed = True
        if not rows:
            self._rows.pop((table, record), None)

    def remove_field(self, table: str, record: str, field: str) -> None:
        """Remove what supports one value of a row."""
        self.remove_where(table, record, lambda row: row["field"] == field)

    def cells_of_article(self, article_id: str) -> list[Cell]:
        """Return table and key of every row that an article supports, sorted."""
        return sorted(
            cell
            for cell, rows in self._rows.items()
            if any(row["article_id"] == article_id for row in rows.values())
        )

    def rows(self) -> list[Row]:
        """Return all rows, in no particular order."""
        return [row for rows in self._rows.values() for row in rows.values()]

    def _move_row(self, row: Row, new: Cell, holds: Callable[[str], bool]) -> None:
        self.is_changed = True
        if row["field"] is not None and not holds(row["field"]):
            return
        moved = {**row, "table_name": new[0], "record_id": new[1]}
        moved["evidence_id"] = _key(moved)
        self._rows.setdefault(new, {})[moved["evidence_id"]] = moved


def _key(row: Row) -> str:
    """Return the key of a row of evidence, made as `toolkit.resolve.evidence` makes it."""
    told = (row["table_name"], row["record_id"], row["field"] or "", row["rule"])
    digest = hashlib.sha256("\x1f".join(told).encode()).hexdigest()[:10]
    return f"{row['article_id']}-{row['char_start']}-{row['char_end']}-{digest}"
