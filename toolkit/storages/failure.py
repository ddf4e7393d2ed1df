"""Which kind of failure an error of a storage is: each package raises classes of its own."""

from __future__ import annotations

import re
from typing import Literal

FailureKind = Literal["rights", "place", "keys", "network", "other"]

NO_BUCKET = re.compile(r"NoSuchBucket|(bucket|container).*not exist", re.IGNORECASE)
_NO_KEYS = re.compile(r"credential|anonymous", re.IGNORECASE)
_NO_NETWORK = re.compile(r"connect|timed? ?out|network|resolve|unreachable", re.IGNORECASE)


def kind_of_failure(error: Exception) -> FailureKind:
    """Return what a storage lacks by an error that its package raised."""
    text = f"{type(error).__name__} {error}"
    if isinstance(error, PermissionError):
        return "rights"
    if NO_BUCKET.search(text) or isinstance(error, FileNotFoundError):
        return "place"
    if _NO_KEYS.search(text):
        return "keys"
    if isinstance(error, (ConnectionError, TimeoutError)) or _NO_NETWORK.search(text):
        return "network"
    return "other"
