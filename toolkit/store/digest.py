"""The digest that tells whether rows are those of before: XXH3 of 128 bits, else SHA-256.

XXH3 (https://xxhash.com) digests about as fast as memory is read, six times faster than SHA-256. It
guards against accidents, not against forgery. On a platform without the package `xxhash`, SHA-256
takes its place. Digests that are kept say which of the two they are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

DIGEST_LENGTH = 16


class Digest(Protocol):
    """A digest in the making."""

    def update(self, content: bytes | memoryview, /) -> object:
        """Take in more bytes."""
        ...

    def digest(self) -> bytes:
        """Return the digest, of which the first `DIGEST_LENGTH` bytes count."""
        ...


def _find_digest() -> Callable[[], Any]:
    try:
        from xxhash import xxh3_128
    except ImportError:
        from hashlib import sha256

        return sha256
    made: Callable[[], Any] = xxh3_128
    return made


_make = _find_digest()
DIGEST_NAME: str = _make().name


def new_digest() -> Digest:
    """Return the digest of nothing yet."""
    made: Digest = _make()
    return made
