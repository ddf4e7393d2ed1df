"""Tell whether what people found right, or two, is there."""

from __future__ import annotations

from toolkit.curation.entries import Confirmation, Distinction
from toolkit.curation.errors import NotApplicable
from toolkit.curation.working_rows import WorkingRows


def check_verdict(rows: WorkingRows, entry: Confirmation | Distinction) -> None:
    """Change nothing; raises NotApplicable where a row that the verdict names is not there."""
    records = [entry.record_id]
    if isinstance(entry, Distinction):
        records.append(entry.other_id)
    for record in records:
        if rows.get(entry.table_name, record) is None:
            raise NotApplicable(f"there is no {record} in {entry.table_name}")
