"""Collect the rows of the evidence table while the other tables are built."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from toolkit.facts import Evidence


def of_whole_row(evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    """Return the spans that support a row as a whole; all of them where each is of a column."""
    return [span for span in evidence if span.field is None] or evidence


class EvidenceRows:
    """Rows of `evidence`, each once, whichever facts brought them."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[str, Any]] = {}

    def add(
        self,
        article_id: str,
        table_name: str,
        record: tuple[str, ...],
        evidence: Iterable[Evidence],
        field: str | None = None,
    ) -> None:
        """Add the spans of one row, whose key is `record`, as support of one column.

        `field` None is the row as a whole; the `field` of the evidence itself is not used.
        """
        record_id = "/".join(record)
        row = f"{table_name}\x1f{record_id}\x1f{field or ''}\x1f"
        for span in evidence:
            digest = hashlib.sha256(f"{row}{span.rule}".encode()).hexdigest()[:10]
            key = f"{article_id}-{span.start}-{span.end}-{digest}"
            self._rows[key] = {
                "evidence_id": key,
                "article_id": article_id,
                "table_name": table_name,
                "record_id": record_id,
                "field": field,
                "char_start": span.start,
                "char_end": span.end,
                "rule": span.rule,
            }

    def rows(self) -> list[dict[str, Any]]:
        """Return all rows by their keys."""
        return [row for _, row in sorted(self._rows.items())]
