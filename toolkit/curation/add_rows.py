"""Add a fact that was not read, at the words that state it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from toolkit.curation.entries import Addition
from toolkit.curation.errors import NotApplicable
from toolkit.curation.evidence_rows import Span
from toolkit.curation.set_values import name_in_article
from toolkit.curation.working_rows import WorkingRows

RULE = "curation/add"


def add_row(rows: WorkingRows, entry: Addition, texts: Mapping[str, str]) -> None:
    """Add a row and its evidence.

    Raises NotApplicable where its article is not among those that were read, where its words
    are not in the text, as far as `texts` has it, and where there is a row of its key.
    """
    if rows.get("articles", entry.article_id) is None:
        raise NotApplicable(f"there is no article {entry.article_id}")
    _check_words(entry, texts)
    row, record = entry.values(), entry.record_id
    present = rows.get(entry.table_name, record)
    if present == row:
        raise NotApplicable(f"it is not needed any more: {entry.table_name} has {record} anyway")
    if present is not None:
        raise NotApplicable(
            f"{entry.table_name} has {record} with other values; set those that are wrong"
        )
    span = Span(entry.article_id, entry.char_start, entry.char_end)
    rows.add(entry.table_name, row)
    rows.mark(entry.table_name, record, RULE, None, span)
    if entry.table_name == "election_results":
        name_in_article(rows, row["contender_id"], span, RULE)
    if entry.table_name == "meeting_reports":
        rows.unsettled[row["meeting_id"]] = RULE


def _check_words(entry: Addition, texts: Mapping[str, str]) -> None:
    if entry.char_end <= entry.char_start:
        raise NotApplicable(f"its words end at {entry.char_end}, before they begin")
    text = texts.get(entry.article_id)
    if text is None:
        return
    if entry.char_end > len(text):
        raise NotApplicable(f"its words end at {entry.char_end}, the article at {len(text)}")
    words = text[entry.char_start : entry.char_end]
    if all(c.isspace() or unicodedata.category(c)[0] in "ZC" for c in words):
        raise NotApplicable(f"there are no words from {entry.char_start} to {entry.char_end}")
