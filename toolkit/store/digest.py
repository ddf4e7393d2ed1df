"""The digest that tells whether rows are those of before: XXH3 of 128 bits, else SHA-256.

XXH3 (https://xxhash.com) digests as fast as memory is read, several times faster than SHA-256. It
is no seal: it tells an accident, as likely as one in 2**64, not a forgery. Where there is no
`xxhash` for a platform, SHA-256 takes its place. What digests are kept names the one they are of.
"""

from __future__ import annotations

from typing import Protocol

DIGEST_LENGTH = 16


class Digest(Protocol):
    """A digest in the making."""

    def update(self, content: bytes | memoryview, /) -> object:
        """Take in more bytes."""
        ...

    def digest(self) -> bytes:
        """Return the digest, of which the first `DIGEST_LENGTH` bytes count."""
        ...


try:
    from xxhash import xxh3_128 as _make
except ImportError:
    from hashlib import sha256 as _make

DIGEST_NAME: str = _make().name


def new_digest() -> Digest:
    """Return the digest of nothing yet."""
    made: Digest = _make()
    return made
