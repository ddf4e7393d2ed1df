"""Why an engine can't read at all."""

from __future__ import annotations


class EngineError(ValueError):
    """The articles can't be read in this way at all; the message says so in one sentence."""
