"""What is said of a part of a package that cannot be read."""

from __future__ import annotations

_LONGEST_NAME = 120


class Unreadable(Exception):  # noqa: N818 - the name says what the part is
    """A part of a package cannot be read.

    `kind` says why (`missing-file`, `unsafe-path`, ...), the message in one sentence what is
    wrong and what to do.
    """

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message


def shown_name(value: object) -> str:
    """Return a name or path of a descriptor as it can be printed: short, no control characters."""
    text = "".join(one if one.isprintable() else repr(one)[1:-1] for one in str(value)[:1000])
    return text if len(text) <= _LONGEST_NAME else text[: _LONGEST_NAME - 1] + "…"
