"""The words that a value was read from, where the texts were given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.store.explain import is_text_of
from toolkit.store.sentences import sentence_around


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A sentence of an article in three parts; the middle one is what a value was read from."""

    before: str
    marked: str
    after: str


class Quotations:
    """Finds the sentences of evidence in texts, by `article_id`.

    A text whose digest is not that of its article is left aside.
    """

    def __init__(self, texts: Mapping[str, str] | None) -> None:
        self._texts = {id: text for id, text in (texts or {}).items() if is_text_of(text, id)}

    def __bool__(self) -> bool:
        """Return whether there is any text."""
        return bool(self._texts)

    def find(self, row: Mapping[str, Any]) -> MarkedSentence | None:
        """Return the sentence of a row of evidence, None without its text."""
        text = self._texts.get(row["article_id"])
        start, end = row["char_start"], row["char_end"]
        if text is None or end > len(text):
            return None
        first, last = sentence_around(text, start, end)
        return MarkedSentence(text[first:start], text[start:end], text[end:last])
