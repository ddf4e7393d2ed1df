"""Turn one record, of a line, a row or a table, into a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from toolkit.sources.document import Document
from toolkit.sources.metadata import keys_of
from toolkit.sources.outcome import Skipped

TEXT = "text"
"""The key of an article's text, before those of `toolkit/reference/metadata_keys.csv`."""

_SURROGATE = re.compile("[\ud800-\udfff]")


def has_text(names: Iterable[str]) -> bool:
    """Tell whether one of the names of columns is that of the articles' text."""
    return not {TEXT, *keys_of(TEXT)}.isdisjoint(name.lower() for name in names)


def read_record(
    record: Mapping[str, object], source_path: str, notes: tuple[str, ...] = ()
) -> Document | Skipped:
    """Return the document of a record: its text, and all of it as metadata.

    The text stands under `text` or, where that is absent or null, under the first other key that
    the table of keys gives for it.
    """
    in_lower_case = {key.lower(): value for key, value in record.items()}
    found = (in_lower_case.get(key) for key in (TEXT, *keys_of(TEXT)))
    text = next((value for value in found if value is not None), None)
    if text is None:
        return Skipped(source_path, "the record has no `text`", "Add the article's text.")
    if not isinstance(text, str):
        return Skipped(source_path, "its `text` is not a string", "Put the text in quotes.")
    if _SURROGATE.search(text):
        text = _SURROGATE.sub("\ufffd", text)
        notes = (*notes, "Its text holds halves of characters; they were replaced by U+FFFD.")
    return Document(source_path, text, record, notes)
