"""What a file or a record gives before it is judged: a text with its metadata."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """A text as decoded, the metadata that came with it, and what was recovered so far."""

    source_path: str
    text: str
    metadata: Mapping[str, object]
    notes: tuple[str, ...] = ()
