"""The grammatical role of a stretch of text, by spaCy's dependencies."""

from __future__ import annotations

from spacy.tokens import Span, Token

from toolkit.parsers.english.reading import Reading


def head_of(reading: Reading, start: int, end: int) -> Token | None:
    """Return the syntactic head of the words of [start, end), None if there are none."""
    span: Span | None = reading.doc.char_span(start, end, alignment_mode="expand")
    return None if span is None or not len(span) else span.root


def is_subject(reading: Reading, start: int, end: int) -> bool:
    """Whether the words are a subject, or joined to one with "and"."""
    token = head_of(reading, start, end)
    while token is not None and token.dep_ in ("conj", "appos") and token.head.i != token.i:
        token = token.head
    return token is not None and token.dep_ in ("nsubj", "nsubjpass")
