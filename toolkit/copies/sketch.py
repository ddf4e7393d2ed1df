"""A few bytes of a text by which near-identical texts are found without their words."""

from __future__ import annotations

import re

SLOTS = 64
"""Smallest hashes of a sketch; the share that two have in common is told within 0.06 (sd)."""
BYTES_OF_A_SLOT = 2
LEAST_WORDS = 30
"""Shorter texts have too few words to tell a copy from another report of the same kind."""

_SHINGLE = 3
_SEED = 7
_WORD = re.compile(r"\w+")


def sketch(text: str) -> bytes:
    """Return the sketch of a text: 128 bytes, or none for one of fewer than `LEAST_WORDS` words.

    It is an R-MinHash (the package `rensa`) of the runs of three words, in lower case, hashed by
    XXH3, whose values are fixed for good; of each smallest hash the low 16 bits are kept. The
    share of equal slots of two sketches estimates how many runs their texts share (Jaccard).
    """
    from rensa import RMinHash
    from xxhash import xxh3_64_intdigest

    words = _WORD.findall(text.lower())
    if len(words) < LEAST_WORDS:
        return b""
    runs = set(zip(*(words[first:] for first in range(_SHINGLE)), strict=False))
    hashes = [xxh3_64_intdigest(" ".join(run).encode()) for run in runs]
    (slots,) = RMinHash.digest_matrix_from_token_hash_sets([hashes], SLOTS, _SEED).to_rows()
    return b"".join((slot & 0xFFFF).to_bytes(BYTES_OF_A_SLOT, "little") for slot in slots)
