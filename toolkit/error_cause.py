"""What an error of a library says, for a sentence of ours."""

from __future__ import annotations


def cause_of(error: BaseException) -> str:
    """Return the first line of what an error says, without the stop that ends it."""
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".!") if lines else ""
