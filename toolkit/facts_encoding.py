"""Facts as bytes and back: what is kept on disk, and what goes between machines.

The form is JSON with the names of the fields, so that facts written before a field was added
are read with its default. Equal facts give equal bytes.
"""

from __future__ import annotations

import msgspec

from toolkit.facts import Facts

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Facts)


class DamagedFacts(ValueError):  # noqa: N818 - the name says what is wrong
    """Bytes that are not encoded facts; the message says where they end to be."""


def encode(facts: Facts) -> bytes:
    """Return `facts` as UTF-8 bytes on one line; its numbers must be finite."""
    return _ENCODER.encode(facts)


def decode(encoded: bytes) -> Facts:
    """Return the facts that `encode` made `encoded` of. Raises DamagedFacts for other bytes."""
    try:
        return _DECODER.decode(encoded)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DamagedFacts(f"These are no encoded facts ({error}).") from error
