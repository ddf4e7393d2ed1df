"""Which texts repeat which other one, by their sketches.

Groups are stars, not chains: a copy is like its original, and never only like another copy of
it. Texts are taken in the order of their digests, so that the outcome depends on the set of
texts alone: a text that is like none of the originals so far is an original itself, another one
is a copy of the original that it is most like. So an original has the smallest digest of its
group.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from toolkit.copies.sketch import BYTES_OF_A_SLOT, SLOTS

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

LEAST_EQUAL_SLOTS = SLOTS // 2
"""Slots that a copy shares with its original: half of all runs of words are then the same."""
_BYTES_OF_A_DIGEST = 32
_SLOTS_OF_A_BAND = 4
"""Only texts that agree in all slots of a band are compared: 16 bands of 4 find 99 of 100 pairs
that share 0.7 of their runs, 64 of 100 that share 0.5 (Leskovec, Rajaraman and Ullman, Mining of
Massive Datasets, 3.4)."""
_MOST_ORIGINALS_OF_A_BAND = 64
"""Originals with which a text is compared for one band: boilerplate that thousands begin with
must not make every text be compared with every other."""


def group_copies(sketches: Iterable[tuple[str, bytes]]) -> dict[str, str]:
    """Return the digest of the original of each text that is a copy, by the digest of the copy.

    `sketches` are pairs of the hexadecimal SHA-256 of a text and its `sketch`, in any order. What
    is held is 160 bytes a text, at most 350 for a moment, and little more for texts that are like
    others.
    """
    import numpy

    digests, slots = _sorted_sketches(sketches)
    if len(slots) < 2:
        return {}
    shared = _shared_bands(slots)
    found: dict[str, str] = {}
    originals: dict[int, list[int]] = {}
    for row in numpy.flatnonzero((shared >= 0).any(axis=1)).tolist():
        bands = [band for band in shared[row].tolist() if band >= 0]
        original = _most_like(
            slots, row, {one for band in bands for one in originals.get(band, ())}
        )
        if original is not None:
            found[_hex(digests, row)] = _hex(digests, original)
            continue
        for band in bands:
            kept = originals.setdefault(band, [])
            if len(kept) < _MOST_ORIGINALS_OF_A_BAND:
                kept.append(row)
    return found


def _sorted_sketches(
    sketches: Iterable[tuple[str, bytes]],
) -> tuple[NDArray[numpy.uint8], NDArray[numpy.uint16]]:
    """Return the digests of texts that have a sketch, in order, and the slots of each."""
    import numpy

    # Two buffers, since a million of small objects would take twice the room.
    all_digests, all_slots = bytearray(), bytearray()
    for digest, slots in sketches:
        if slots:
            all_digests += bytes.fromhex(digest)
            all_slots += slots
    digests = numpy.frombuffer(all_digests, dtype=numpy.uint8).reshape(-1, _BYTES_OF_A_DIGEST)
    rows = numpy.frombuffer(all_slots, dtype="<u2").reshape(-1, SLOTS)
    order = numpy.lexsort(digests.view(">u8").T[::-1])
    return digests[order], rows[order]


def _hex(digests: NDArray[numpy.uint8], row: int) -> str:
    return bytes(digests[row]).hex()


def _shared_bands(slots: NDArray[numpy.uint16]) -> NDArray[numpy.int32]:
    """Return for each text and band a number that it shares with another text, or -1."""
    import numpy

    bands = SLOTS // _SLOTS_OF_A_BAND
    shared = numpy.full((len(slots), bands), -1, dtype=numpy.int32)
    numbered = 0
    for band in range(bands):
        first = band * _SLOTS_OF_A_BAND
        keys: Any = numpy.ascontiguousarray(slots[:, first : first + _SLOTS_OF_A_BAND])
        keys = keys.view(f"<u{_SLOTS_OF_A_BAND * BYTES_OF_A_SLOT}").ravel()
        _, where, counts = numpy.unique(keys, return_inverse=True, return_counts=True)
        names = numpy.where(counts > 1, numpy.cumsum(counts > 1) - 1 + numbered, -1)
        numbered += int((counts > 1).sum())
        shared[:, band] = names[where]
    return shared


def _most_like(slots: NDArray[numpy.uint16], row: int, originals: Iterable[int]) -> int | None:
    """Return the original that a text is a copy of: the most alike, of several the first."""
    import numpy

    candidates: Sequence[int] = sorted(originals)
    if not candidates:
        return None
    equal = (slots[candidates] == slots[row]).sum(axis=1)
    best = int(numpy.argmax(equal))
    return candidates[best] if equal[best] >= LEAST_EQUAL_SLOTS else None
