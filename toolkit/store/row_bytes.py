"""The rows of an Arrow table as bytes, to be digested and compared without making values."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy
    import pyarrow

DIGEST_LENGTH = 16
_FEWEST_PER_THREAD = 64
_NUMPY_TYPES = {"int64": "int64", "double": "float64", "date32[day]": "int32"}


class UnsuitableRowsError(Exception):
    """The rows can't be told apart by their bytes: their types or their keys do not allow it."""


class RowBytes:
    """The bytes of a table's rows: of each column the values, their lengths and which are null.

    Equal bytes mean equal rows, wherever these lie in memory. Raises UnsuitableRowsError for
    types that the data model does not have, a key that is no text, and a null in a key.
    """

    def __init__(self, table: pyarrow.Table, key: Sequence[str]) -> None:
        self.rows: int = table.num_rows
        self._parts: list[tuple[memoryview, numpy.ndarray | int]] = []
        texts: dict[str, tuple[memoryview, numpy.ndarray]] = {}
        for name in table.column_names:
            array = _one_array(table.column(name))
            if str(array.type) == "string":
                texts[name] = self._add_text(array)
            else:
                self._add_numbers(array)
            if name in key and (array.null_count or name not in texts):
                raise UnsuitableRowsError(name)
        self._key = [texts[name] for name in key]

    def _add_text(self, array: pyarrow.Array) -> tuple[memoryview, numpy.ndarray]:
        import numpy

        _, offsets_buffer, data_buffer = array.buffers()
        offsets = numpy.zeros(1, numpy.int32)
        if self.rows:
            offsets = numpy.frombuffer(offsets_buffer, numpy.int32)[array.offset :]
            offsets = offsets[: self.rows + 1]
        lengths = numpy.diff(offsets)
        if array.null_count:
            nulls = ~_validity(array)
            if lengths[nulls].any():
                # Characters that belong to no value would hide where the next one begins.
                raise UnsuitableRowsError(str(array.type))
            lengths[nulls] = -1
        data = memoryview(data_buffer or b"")
        self._parts += [(_bytes(lengths), 4), (data, offsets)]
        return data, offsets

    def _add_numbers(self, array: pyarrow.Array) -> None:
        import numpy

        kind = _NUMPY_TYPES.get(str(array.type))
        if kind is None:
            raise UnsuitableRowsError(str(array.type))
        values = numpy.zeros(0, kind)
        if self.rows:
            values = numpy.frombuffer(array.buffers()[1], kind)[array.offset :][: self.rows]
        if array.null_count:
            valid = _validity(array)
            values = numpy.where(valid, values, numpy.zeros(1, kind))
            self._parts.append((_bytes(valid), 1))
        else:
            self._parts.append((_bytes(numpy.ones(self.rows, bool)), 1))
        self._parts.append((_bytes(values), values.itemsize))

    def key(self, row: int) -> tuple[bytes, ...]:
        """Return the key of a row; keys compare as the texts do."""
        return tuple(bytes(data[offsets[row] : offsets[row + 1]]) for data, offsets in self._key)

    def digests(self, cuts: Sequence[int]) -> list[bytes]:
        """Return the digest of the rows between each of these positions and the next."""
        import numpy

        places = numpy.asarray(cuts, numpy.int64)
        parts = [
            (data, (places * width if isinstance(width, int) else width[places]).tolist())
            for data, width in self._parts
        ]

        def digest(first: int, last: int) -> list[bytes]:
            found = []
            for piece in range(first, last):
                state = hashlib.sha256()
                for data, bounds in parts:
                    state.update(data[bounds[piece] : bounds[piece + 1]])
                found.append(state.digest()[:DIGEST_LENGTH])
            return found

        pieces = len(cuts) - 1
        threads = min(os.cpu_count() or 1, 8, pieces // _FEWEST_PER_THREAD)
        if threads < 2:
            return digest(0, pieces)
        bounds = [pieces * number // threads for number in range(threads + 1)]
        with ThreadPoolExecutor(threads) as pool:
            return [one for some in pool.map(digest, bounds[:-1], bounds[1:]) for one in some]


def is_sorted(table: pyarrow.Table, key: Sequence[str]) -> bool:
    """Return whether each row has a greater key than the one before it."""
    import pyarrow.compute

    former, later = table.slice(0, max(0, table.num_rows - 1)), table.slice(1)
    rising = None
    for name in reversed(key):
        less = pyarrow.compute.less(former[name], later[name])
        if rising is not None:
            same = pyarrow.compute.equal(former[name], later[name])
            less = pyarrow.compute.or_(less, pyarrow.compute.and_(same, rising))
        rising = less
    return bool(pyarrow.compute.all(rising, min_count=0).as_py())


def _one_array(column: pyarrow.ChunkedArray) -> pyarrow.Array:
    import pyarrow

    if column.num_chunks == 1:
        return column.chunk(0)
    whole = column.combine_chunks()
    if isinstance(whole, pyarrow.ChunkedArray):
        # More text than one array can hold.
        raise UnsuitableRowsError(str(column.type))
    return whole


def _validity(array: pyarrow.Array) -> numpy.ndarray:
    import numpy

    bits = numpy.unpackbits(numpy.frombuffer(array.buffers()[0], numpy.uint8), bitorder="little")
    return bits[array.offset : array.offset + len(array)].astype(bool)


def _bytes(values: numpy.ndarray) -> memoryview:
    import numpy

    content: Any = numpy.ascontiguousarray(values).view(numpy.uint8).reshape(-1)
    return memoryview(content)
