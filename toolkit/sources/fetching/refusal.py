"""Why a page of the web was not fetched."""

from __future__ import annotations


class NotFetched(Exception):  # noqa: N818 - a state of the page, said to its reader
    """A page can't or may not be fetched: why, and what to do about it."""

    def __init__(self, reason: str, remedy: str) -> None:
        self.reason = reason
        self.remedy = remedy
        super().__init__(f"{reason}. {remedy}")
